"""Lays each paper of a pack down as a file: what was handed in, the PDF of an edition, and what is drawn here."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from meetings.document import AgendaDocument, Paper, PaperKind
from meetings.models import Document
from meetings.pack import drawing
from meetings.rules import Refused
from reports.addresses import FILES
from reports.files import store
from reports.models import EditionFile
from reports.render import Begun
from reports.workers import TypesettingFailed


def gathered(
    papers: Sequence[Paper], records: Mapping[str, Document], document: AgendaDocument, folder: Path
) -> dict[str, Path]:
    """Each of these papers of a document as a file in a folder, by its name; those that are drawn here are drawn side by side.

    `records` are those of the papers, by the same names. Raises Refused where a paper cannot be had.
    """
    drawn = [paper for paper in papers if paper.written or paper.programme]
    begun = {
        is_kept: drawing.begin(
            [drawing.paper(one, document.meeting, document.brand) for one in drawn if one.is_open == is_kept],
            is_kept=is_kept,
        )
        for is_kept in (True, False)
    }
    files = {paper.name: folder / f"{paper.name}.pdf" for paper in papers}
    for paper in papers:
        try:
            if paper.kind == PaperKind.FILE:
                store.copy(paper.source, files[paper.name], place=store.PAPERS)
            elif paper.kind == PaperKind.EDITION:
                store.copy(_report(paper, records[paper.name]).digest, files[paper.name])
        except store.Unreadable as lost:
            words = _("The file of “%(paper)s” cannot be read: it has to be restored, or handed in again.")
            raise Refused(words % {"paper": paper.title}) from lost
    for is_kept, sections in begun.items():
        ours = [paper for paper in drawn if paper.is_open == is_kept]
        for paper, made in zip(ours, made_of(sections), strict=True):
            files[paper.name].write_bytes(made)
    return files


def made_of(begun: Begun) -> list[bytes]:
    """Pages that were begun, as PDFs. Raises Refused where they cannot be set."""
    try:
        return begun.all()
    except TypesettingFailed as failure:
        raise Refused(str(failure)) from failure


def _report(paper: Paper, record: Document) -> EditionFile:
    """The PDF of an edition. Raises Refused where it was withdrawn."""
    edition = record.edition
    if edition is None or edition.withdrawn_at:
        words = _("“%(paper)s” was withdrawn. Take it from the agenda, or put the current edition there.")
        raise Refused(words % {"paper": paper.title})
    return EditionFile.objects.get(edition=edition, path=FILES["pdf"])
