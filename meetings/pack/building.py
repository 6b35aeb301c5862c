"""Builds an agenda pack: gathers its papers, draws what the portal draws, lays all of it out, joins and stamps it.

Called by `manage.py build_pack` and by the job behind the button. A pack is a pure function of the records: the same agenda gives
the same bytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from meetings import queries
from meetings.models import Meeting
from meetings.pack import drawing
from meetings.pack.checking import refuse_exempt
from meetings.pack.contents import Audience, Contents, Paper, contents_of
from meetings.pack.layout import Layout, Pages, laid_out
from meetings.rules import Refused
from meetings.scratch import scratch
from pdf.join import join_into, page_counts
from pdf.parts import About, Blank, Part
from pdf.stamp import Outer
from reports import store
from reports.addresses import FILES
from reports.models import EditionFile
from reports.render import Begun, typeface
from reports.workers import TypesettingFailed

# Says how far the building is: so many of so many steps, and what is done now.
Tell = Callable[[int, int, str], None]
STEPS = 4
COVER, PUBLIC, AGENDA = "cover", "public-information", "agenda"


@dataclass(frozen=True, slots=True)
class Built:
    """A pack that was built: where each document stands, which papers cannot all be heard, and whether it claims PDF/UA."""

    contents: Contents
    layout: Layout
    untagged: tuple[Paper, ...]
    claims_ua: bool

    @property
    def layered(self) -> tuple[Paper, ...]:
        """Papers with layers that are not shown, which whoever opens the pack can show."""
        uploads = ((paper, paper.document.upload) for paper in self.contents.papers)
        return tuple(paper for paper, upload in uploads if upload is not None and upload.has_hidden_layers)

    def pages_of(self, number: int) -> Pages | None:
        """The pages that the papers of an item have, or None."""
        entries = (*self.contents.open_items, *self.contents.private_items)
        return next((self.layout.span(entry.papers) for entry in entries if entry.number == number), None)


def build(meeting: Meeting, audience: Audience, target: Path, *, tell: Tell = lambda *_: None) -> Built:
    """Write the pack of a meeting to `target`, which is there whole or not at all.

    Raises meetings.rules.Refused with a sentence where there is nothing to build, a paper cannot be had, or what is exempt stands
    in a pack for the public (Local Government Act 1972, s.100B(2)).
    """
    agenda = queries.agenda_of(meeting)
    if not agenda:
        raise Refused(_("Nothing is on the agenda yet. Add an item, then build the pack."))
    contents = contents_of(meeting, queries.seats_of(meeting), agenda, audience, queries.practice().information)
    with scratch() as folder:
        tell(0, STEPS, _("Gathering the papers"))
        files, digests = _gathered(contents.papers, folder)
        counts = dict(zip(files, page_counts(files.values()), strict=True))
        tell(1, STEPS, _("Drawing the agenda"))
        front, layout = _front(contents, counts)
        tell(2, STEPS, _("Joining the documents"))
        part = target.with_name(f"{target.name}.part")
        try:
            joined = join_into(
                part,
                _parts(contents, layout, front | files),
                _about(contents, [*map(store.digest_of, front.values()), *digests]),
                stamps=[
                    [Outer(_("Page %(page)d") % {"page": page}, page % 2 == 1)] for page in range(1, layout.total + 1)
                ],
                typeface=typeface(),
                may_claim_ua=all(_can_be_heard(paper) for paper in contents.papers),
            )
            if audience == Audience.PUBLIC:
                tell(3, STEPS, _("Looking for what is exempt"))
                refuse_exempt(part, agenda, contents, files)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    untagged = tuple(paper for paper in contents.papers if paper.name in joined.untagged or not _can_be_heard(paper))
    return Built(contents, layout, untagged, joined.claims_ua)


def _gathered(papers: tuple[Paper, ...], folder: Path) -> tuple[dict[str, Path], list[str]]:
    """Each paper as a file, by its name, and the digests of all; those that are drawn here are drawn side by side.

    What is kept is known by its digest and is neither hashed again nor held in memory. Raises Refused.
    """
    drawn = [paper for paper in papers if paper.document.report or paper.document.is_programme]
    begun = {
        is_kept: drawing.begin(
            [drawing.paper(one.document) for one in drawn if one.is_open == is_kept], is_kept=is_kept
        )
        for is_kept in (True, False)
    }
    files = {paper.name: folder / f"{paper.name}.pdf" for paper in papers}
    digests = dict.fromkeys(files, "")
    for paper in papers:
        try:
            if paper.document.upload:
                digests[paper.name] = paper.document.upload.digest
                store.copy(digests[paper.name], files[paper.name], place=store.PAPERS)
            elif paper.document.edition:
                digests[paper.name] = _report(paper).digest
                store.copy(digests[paper.name], files[paper.name])
        except store.Unreadable as lost:
            words = _("The file of “%(paper)s” cannot be read: it has to be restored, or handed in again.")
            raise Refused(words % {"paper": paper.title}) from lost
    for is_kept, sections in begun.items():
        ours = [paper for paper in drawn if paper.is_open == is_kept]
        for paper, made in zip(ours, _set(sections), strict=True):
            files[paper.name].write_bytes(made)
            digests[paper.name] = store.digest_of(made)
    return files, list(digests.values())


def _report(paper: Paper) -> EditionFile:
    """The PDF of an edition. Raises Refused where it was withdrawn."""
    edition = paper.document.edition
    if edition is None or edition.withdrawn_at:
        words = _("“%(paper)s” was withdrawn. Take it from the agenda, or put the current edition there.")
        raise Refused(words % {"paper": paper.title})
    return EditionFile.objects.get(edition=edition, path=FILES["pdf"])


def _front(contents: Contents, counts: dict[str, int]) -> tuple[dict[str, bytes], Layout]:
    """What stands before the papers. How long the agenda is decides on the pages that it names, so it is drawn until it holds."""
    first = [drawing.cover(contents), drawing.public_information(contents), drawing.agenda(contents, None)]
    cover, public, agenda = _set(drawing.begin(first, is_kept=not contents.is_for_members))
    front = {COVER: cover, PUBLIC: public, AGENDA: agenda}
    for _attempt in range(3):
        layout = laid_out([*zip(front, page_counts(front.values()), strict=True), *counts.items()])
        [again] = _set(drawing.begin([drawing.agenda(contents, layout)], is_kept=not contents.is_for_members))
        if page_counts([again]) == page_counts([front[AGENDA]]):
            return front | {AGENDA: again}, layout
        front[AGENDA] = again
    raise Refused(_("The agenda does not come to rest. Shorten the purpose of an item by a line."))


def _set(begun: Begun) -> list[bytes]:
    try:
        return begun.all()
    except TypesettingFailed as failure:
        raise Refused(str(failure)) from failure


def _parts(contents: Contents, layout: Layout, files: dict[str, bytes | Path]) -> list[Part | Blank]:
    """The documents with blank backs between them."""
    titles = {COVER: _("Cover"), PUBLIC: _("Information for the public"), AGENDA: _("Agenda")}
    papers = {paper.name: paper for paper in contents.papers}
    parts: list[Part | Blank] = []
    for name, pages in layout.documents.items():
        if pages.first - 1 in layout.blanks:
            parts.append(Blank(_("This page is intentionally left blank")))
        if paper := papers.get(name):
            parts.append(Part(files[name], name, paper.title, language=paper.language, under=paper.way))
        else:
            parts.append(Part(files[name], name, titles[name]))
    return parts


def _about(contents: Contents, digests: Sequence[str]) -> About:
    """What the pack says of itself; it is named by all that it holds, which `digests` give in order."""
    total = sha256(" ".join([contents.audience, *digests]).encode())
    day = contents.meeting.published_on or contents.meeting.held_on
    return About(
        title=contents.title,
        language=settings.LANGUAGE_CODE,
        identifier=total.digest()[:16],
        created=datetime.combine(day, time(), UTC),
        producer="pcp-portal",
    )


def _can_be_heard(paper: Paper) -> bool:
    """Whether all of a paper can be heard in order: the portal's own are made so, of a file it was seen when it came in."""
    upload = paper.document.upload
    return upload is None or upload.can_be_heard
