"""The files of editions: named by what they hold, whole or not there at all."""

import resource
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings

from reports.files import store

CONTENT = b"A page.\n" * 5_000
DIGEST = sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    backend = settings.STORAGES["editions"]["BACKEND"]
    settings.STORAGES = settings.STORAGES | {"editions": {"BACKEND": backend, "OPTIONS": {"location": tmp_path}}}
    return tmp_path


def files(folder: Path):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_content_is_kept_under_its_digest_and_once(folder):
    assert store.put(CONTENT) == store.put(CONTENT) == DIGEST
    assert store.read(DIGEST) == CONTENT
    assert files(folder) == [f"{DIGEST[:2]}/{DIGEST}"]
    assert [name for name, _ in store.kept()] == [DIGEST]


def test_damaged_file_is_written_anew_when_its_content_comes_again(folder):
    store.put(CONTENT)
    (folder / DIGEST[:2] / DIGEST).write_bytes(b"rust")
    assert store.read(DIGEST) == b"rust"
    store.put(CONTENT)
    assert store.read(DIGEST) == CONTENT


def test_file_that_is_not_there_is_named(folder):
    with pytest.raises(store.Unreadable, match=DIGEST):
        store.read(DIGEST)
    store.remove(DIGEST)


def test_store_without_a_folder_holds_nothing(folder):
    folder.rmdir()
    assert list(store.kept()) == []


def test_file_that_a_killed_process_left_is_listed_and_can_be_removed(folder):
    store.put(CONTENT)
    (folder / "ab").mkdir(exist_ok=True)
    (folder / "ab" / "unfinished-x").write_bytes(b"half")
    assert {name for name, _ in store.kept()} == {DIGEST, "unfinished-x"}
    store.remove("unfinished-x")
    assert files(folder) == [f"{DIGEST[:2]}/{DIGEST}"]


def test_full_disk_leaves_no_half_file(folder):
    """A limit on the size of files is the fullest disk that a test may have: the system refuses in the same way."""
    script = (
        "import django; django.setup()\n"
        "from reports.files import store\n"
        "try:\n"
        f"    store.put({CONTENT[:8]!r} * 5_000)\n"
        "except OSError as refused:\n"
        "    print('refused:', refused.strerror)\n"
    )

    def small_files_only():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, 4_096))

    environment = {
        "DJANGO_SETTINGS_MODULE": "pcp_portal.settings",
        "SECRET_KEY": "x",
        "DATABASE_URL": "sqlite://:memory:",
        "EDITIONS_DIR": str(folder),
        "PATH": "/usr/bin:/bin",
        # Python would leave halves of its own files behind.
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=environment,
        preexec_fn=small_files_only,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("refused: "), done.stderr
    assert files(folder) == []
