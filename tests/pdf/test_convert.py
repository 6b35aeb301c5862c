"""Documents of word processors become PDFs by LibreOffice where it is there; a stand-in for it shows what it is asked for."""

import io
import json
import os
import zipfile
from pathlib import Path

import psutil
import pytest

from pdf.intake.convert import is_convertible, to_pdf
from pdf.intake.take import Limits, RefusedFile, take_in
from tests.pdf.raw import tagged

# Tells beside its PDF how it was called and what it knew.
WORKING = """#!/bin/sh
for last; do :; done
env > "$HOME/told-environment"
printf '%s\\n' "$@" > "$HOME/told-arguments"
cat "$last" > "$HOME/told-paper"
cat {pdf} > "$HOME/paper.pdf"
"""


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Puts a stand-in for LibreOffice onto the path; gives a function that writes it."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")

    def write(script: str) -> None:
        (programs / "soffice").write_text(script)
        (programs / "soffice").chmod(0o755)

    return write


@pytest.fixture
def document(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    path = tmp_path / "received"
    path.write_bytes(packed.getvalue())
    return path


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "folder"
    made.mkdir()
    return made


def refusal(document: Path, folder: Path, **limits: int) -> RefusedFile:
    with pytest.raises(RefusedFile, match=r"\.$") as refused:
        to_pdf(document, "Paper.odt", folder, limits=Limits(**limits))
    return refused.value


def test_documents_are_told_by_their_endings():
    assert [name for name in ("a.docx", "a.ODT", "a.pdf", "docx", "a.doc") if is_convertible(name)] == [
        "a.docx",
        "a.ODT",
    ]


def test_portal_without_libreoffice_says_what_to_do(document, folder, monkeypatch):
    monkeypatch.setenv("PATH", str(folder))
    refused = refusal(document, folder)
    assert refused.reason == "no_office"
    assert "it has no LibreOffice. Save the document as a PDF" in str(refused)


def test_document_is_converted_with_tags_and_without_our_secrets(document, folder, office, tmp_path, monkeypatch):
    (tmp_path / "prepared.pdf").write_bytes(tagged())
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    office(WORKING.format(pdf=tmp_path / "prepared.pdf"))
    made = to_pdf(document, "../Päper 🚓.odt", folder, limits=Limits())
    assert take_in(made, folder / "clean.pdf").is_tagged
    arguments = (folder / "told-arguments").read_text().splitlines()
    assert arguments[-1] == str(folder / "paper.odt")
    assert "--headless" in arguments
    export = json.loads(next(one for one in arguments if one.startswith("pdf:")).removeprefix("pdf:writer_pdf_Export:"))
    assert export["UseTaggedPDF"] == {"type": "boolean", "value": "true"}
    assert (folder / "told-paper").read_bytes() == document.read_bytes()
    known = (folder / "told-environment").read_text()
    assert f"HOME={folder}" in known
    assert "secret" not in known
    profile = (folder / "profile" / "user" / "registrymodifications.xcu").read_text()
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true<' in profile
    assert 'oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true<' in profile


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\nexit 0\n", "#!/bin/sh\nkill -9 $$\n"])
def test_document_that_gives_no_pdf_is_refused(document, folder, office, script):
    office(script)
    refused = refusal(document, folder)
    assert refused.reason == "unconverted"
    assert "This document could not be turned into a PDF" in str(refused)


def test_program_that_does_not_end_is_ended_with_all_that_it_started(document, folder, office):
    office('#!/bin/sh\n(sleep 600; touch "$HOME/late") & echo $! > "$HOME/child"\nwait\n')
    assert refusal(document, folder, wait=2).reason == "unconverted"
    child = int((folder / "child").read_text())
    # Its parent is gone, so that nobody may have fetched how it ended: it is then a process that does nothing any more.
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


def test_program_that_writes_without_end_is_stopped(document, folder, office):
    office('#!/bin/sh\ncat /dev/zero > "$HOME/paper.pdf"\n')
    assert refusal(document, folder, size=1_000_000).reason == "unconverted"
    assert (folder / "paper.pdf").stat().st_size <= 12_000_000


@pytest.mark.parametrize("content", [b"", b"<html><img src='http://example.org/'>", b"\xd0\xcf\x11\xe0locked or old"])
def test_what_is_no_document_never_reaches_libreoffice(folder, office, tmp_path, content):
    office('#!/bin/sh\ntouch "$HOME/started"\n')
    path = tmp_path / "received"
    path.write_bytes(content)
    assert refusal(path, folder).reason == "unconverted"
    assert not (folder / "started").exists()


def test_document_larger_than_a_paper_is_refused(document, folder, office):
    office("#!/bin/sh\n")
    assert refusal(document, folder, size=10).reason == "too_large"
