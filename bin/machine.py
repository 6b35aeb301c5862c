"""What the machine itself must have, beside Python: asked by the set-up (`bin/steps.py`) and by `tests/conftest.py`."""

import ctypes
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

JAVA_AT_LEAST = 17
MACOS_CHROMES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# Homebrew's folders are not where the loader looks when Python is not Homebrew's own.
MACOS_LIBRARIES = ("", "/opt/homebrew/lib/", "/usr/local/lib/")


@dataclass(frozen=True)
class Need:
    """One thing the machine must have: what for, whether it is there, and the packages that bring it."""

    name: str
    is_there: Callable[[], bool]
    apt: tuple[str, ...]
    brew: tuple[str, ...] = ()
    cask: tuple[str, ...] = ()


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome: `CHROMIUM` when it is set, else the first on PATH or in macOS's usual places."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    on_path = (path for name in names if (path := shutil.which(name)) and not _is_snap_stub(path))
    return next(on_path, None) or next((path for path in MACOS_CHROMES if Path(path).exists()), None)


def _is_snap_stub(path: str) -> bool:
    """Ubuntu's package `chromium-browser` is a script that only tells you to install the snap."""
    try:
        return Path(path).stat().st_size < 10_000 and b"snap install chromium" in Path(path).read_bytes()
    except OSError:
        return True


def java_version() -> int:
    """The major version of the `java` on PATH, 0 when there is none (macOS has a stub that only says so)."""
    if not shutil.which("java"):
        return 0
    answer = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False)
    found = re.search(r'version "(\d+)', answer.stderr)
    return int(found.group(1)) if found and answer.returncode == 0 else 0


def _has_library(stem: str, number: int) -> bool:
    """Whether the loader finds a shared library, asked in a process of its own so that nothing stays loaded."""
    if sys.platform == "darwin":
        paths = [f"{folder}lib{stem}.{number}.dylib" for folder in MACOS_LIBRARIES]
    else:
        paths = [f"lib{stem}.so.{number}"]
    for path in paths:
        try:
            ctypes.CDLL(path)
        except OSError:
            continue
        return True
    return False


def _has_atomic() -> bool:
    """Playwright's driver brings all that it needs on macOS, and all but this on Linux."""
    return sys.platform == "darwin" or _has_library("atomic", 1)


def needs(purpose: str) -> list[Need]:
    """What `purpose` (run, check, assets or test) asks of the machine."""
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    listed = [
        Need("venv and pip for Python", lambda: bool(find_spec("ensurepip")), (f"{python}-venv",), ("python",)),
        Need(
            "Pango, which draws the PDF's text",
            lambda: _has_library("pangoft2-1.0", 0),
            ("libpangoft2-1.0-0",),
            ("pango",),
        ),
        Need(
            "HarfBuzz, which shrinks the PDF's fonts",
            lambda: _has_library("harfbuzz-subset", 0),
            ("libharfbuzz-subset0",),
            ("harfbuzz",),
        ),
    ]
    if purpose == "test":
        listed += [
            Need("Chromium or Chrome", lambda: find_chromium() is not None, ("chromium",), cask=("chromium",)),
            Need(
                f"Java {JAVA_AT_LEAST} or newer",
                lambda: java_version() >= JAVA_AT_LEAST,
                ("default-jre-headless",),
                ("openjdk",),
            ),
            Need("libatomic, for the browser's driver", _has_atomic, ("libatomic1",)),
            Need("pdftotext and pdfinfo", lambda: bool(shutil.which("pdfinfo")), ("poppler-utils",), ("poppler",)),
        ]
    return listed


def missing(purpose: str) -> list[Need]:
    """The needs of `purpose` that this machine does not meet."""
    return [need for need in needs(purpose) if not need.is_there()]


def _apt_packages(lacking: Iterable[Need]) -> list[str]:
    """The Debian packages for what is lacking; without Chromium on Ubuntu, which keeps it outside apt."""
    packages = [package for need in lacking for package in need.apt]
    return [package for package in packages if not (package == "chromium" and _is_ubuntu())]


def _is_ubuntu() -> bool:
    try:
        return platform.freedesktop_os_release().get("ID") == "ubuntu"
    except OSError:
        return False


def install_advice(lacking: Iterable[Need]) -> list[str]:
    """The exact lines to type that install what is lacking on this kind of machine."""
    lacking = list(lacking)
    if sys.platform == "darwin":
        brew = [package for need in lacking for package in need.brew]
        cask = [package for need in lacking for package in need.cask]
        return [f"brew install {' '.join(brew)}"] * bool(brew) + [f"brew install --cask {' '.join(cask)}"] * bool(cask)
    packages = _apt_packages(lacking)
    if not shutil.which("apt-get"):
        return [f"with this system's package manager, what Debian calls: {' '.join(packages)}"]
    sudo = "" if is_root() else "sudo "
    command = f"{sudo}apt-get update && {sudo}apt-get install --no-install-recommends {' '.join(packages)}"
    lines = [command] * bool(packages)
    if len(packages) < sum(len(need.apt) for need in lacking):
        lines.append("sudo snap install chromium   (Ubuntu's Chromium is a snap; Google's own Chrome serves as well)")
    return lines


def is_root() -> bool:
    """Whether this process may do anything: then apt-get needs no sudo, and Chromium's sandbox does not start."""
    return os.geteuid() == 0


def can_install() -> bool:
    """Whether this user may run apt-get without being asked for a password."""
    if sys.platform == "darwin" or not shutil.which("apt-get"):
        return False
    if is_root():
        return True
    return (
        bool(shutil.which("sudo"))
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    )


def install(lacking: Iterable[Need]) -> str:
    """Installs what is lacking by apt, quietly; gives what apt said when it failed, else nothing."""
    sudo = [] if is_root() else ["sudo", "-n"]
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *_apt_packages(lacking)]):
        done = subprocess.run([*apt, *step], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return done.stderr.strip()
    return ""
