"""Documents of word processors become tagged PDFs, by LibreOffice where the machine has it; called before `take_in`.

LibreOffice is told to run nothing and to fetch nothing: no macros, no links to other files or addresses. It runs within limits,
with settings of its own that are thrown away, and its PDF is taken in like any other.
"""

import json
import shutil
from pathlib import Path

from django.utils.translation import gettext as _

from confined.process import Unanswered
from confined.program import run
from pdf.intake.take import Limits, RefusedFile

ENDINGS = (".docx", ".odt")
# To start at all it needs about a gigabyte of addresses.
MEMORY = 2_000_000_000
EXPORT = {
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "ExportFormFields": {"type": "boolean", "value": "false"},
    "ExportNotes": {"type": "boolean", "value": "false"},
}
# Its security settings, and a proxy that leads nowhere for whatever would be fetched in spite of them.
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def is_convertible(name: str) -> bool:
    """Whether a file is by its name a document of a word processor."""
    return name.lower().endswith(ENDINGS)


def to_pdf(source: Path, name: str, folder: Path, *, limits: Limits) -> Path:
    """A document as a PDF, which lies in `folder`; `name` tells its kind. Raises RefusedFile."""
    program = shutil.which("soffice")
    if program is None:
        raise RefusedFile(
            "no_office",
            _(
                "This portal cannot turn a document into a PDF, since it has no LibreOffice. Save the document as a PDF (in "
                "Word: Save as, PDF, with “Document structure tags for accessibility” under Options) and upload that."
            ),
        )
    if source.stat().st_size > limits.size:
        raise RefusedFile(
            "too_large",
            _("The file is larger than %(size)d MB. Save it with smaller pictures, or in parts, and upload it again.")
            % {"size": limits.size // 1_000_000},
        )
    ending = name.lower().rpartition(".")[2]
    paper, made = folder / f"paper.{ending}", folder / "paper.pdf"
    paper.symlink_to(source.resolve())
    profile = folder / "profile"
    _settle(profile)
    filter_ = f"pdf:writer_pdf_Export:{json.dumps(EXPORT, separators=(',', ':'))}"
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    try:
        if not _is_document(paper):
            raise Unanswered
        run(
            [*command, "--convert-to", filter_, "--outdir", str(folder), str(paper)],
            folder=folder,
            memory=MEMORY,
            seconds=limits.seconds,
            written=2 * limits.size + 10_000_000,
            wait=limits.wait,
        )
        if not made.is_file():
            raise Unanswered
    except Unanswered:
        raise RefusedFile(
            "unconverted",
            _(
                "This document could not be turned into a PDF: it is damaged, has a password, or is too large. Open it in the "
                "program that it was written in, save it as a PDF and upload that."
            ),
        ) from None
    return made


def _is_document(paper: Path) -> bool:
    """Whether a file is packed as both kinds of documents are; of others LibreOffice would read whatever they claim to be."""
    with paper.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def _settle(profile: Path) -> None:
    """Write the settings that LibreOffice begins with."""
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )
