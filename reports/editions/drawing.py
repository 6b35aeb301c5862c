"""Everything that an edition holds, as files: its pages, its PDF and its data, drawn once and kept."""

import gzip
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from pillars.tongues import Tongue
from reports import render
from reports.addresses import FILES
from reports.document import ReportDocument
from reports.editions.site import assets, site
from reports.exports import File, report_files
from reports.files import store
from reports.languages import in_second

# Says how far the drawing is: so many of so many steps, and what is done now.
Tell = Callable[[int, int, str], None]
# Sent smaller where that saves a tenth; what is packed already never is.
PACKS = ("text/", "application/json", "image/svg+xml")
STEPS = 4


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that stands in the store: its place in the edition, what it is, and the digests of its bytes and of them packed."""

    path: str
    content_type: str
    size: int
    digest: str
    packed: str


def files_of(document: ReportDocument, tell: Tell) -> list[File]:
    """Draw a report whole, in each of its languages. The same document gives the same files.

    Raises reports.workers.TypesettingFailed.
    """
    others = [in_second(document)] if document.second else []
    tell(0, STEPS, _("Drawing the pages"))
    # The typesetters set the sections of the PDFs meanwhile.
    papers = [render.begin_pdf(each) for each in (document, *others)]
    with override(document.language):
        pages = list(site(document, other=document.second.language if document.second else ""))
    folders = [Tongue(other.language).folder for other in others]
    for other, folder in zip(others, folders, strict=True):
        with override(other.language):
            pages += site(other, folder=folder, other=document.language)
    tell(1, STEPS, _("Writing the data files"))
    with override(document.language):
        data = report_files(document)
    tell(2, STEPS, _("Setting the PDF"))
    whole = [
        File(f"{folder}{FILES['pdf']}", "application/pdf", paper())
        for folder, paper in zip(("", *folders), papers, strict=True)
    ]
    return [*pages, *assets(document.brand), *whole, *data]


def keep(files: list[File], tell: Tell) -> list[Kept]:
    """Put files into the store, as they are and packed. Raises OSError when they cannot be written."""
    tell(3, STEPS, _("Keeping the files"))
    # Most of it is packing and waiting for the disk, which several threads do side by side.
    with ThreadPoolExecutor(max_workers=4) as threads:
        return list(threads.map(_keep, files))


def _keep(file: File) -> Kept:
    packed = b""
    if file.content_type.startswith(PACKS):
        # Without the time of packing, so that the same bytes are packed to the same.
        packed = gzip.compress(file.content, compresslevel=9, mtime=0)
    digest = store.put(file.content)
    pays = packed and len(packed) < 0.9 * len(file.content)
    return Kept(file.name, file.content_type, len(file.content), digest, store.put(packed) if pays else "")
