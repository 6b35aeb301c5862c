"""Builds an agenda pack: draws what stands before the papers, lays all of it out, joins and stamps it.

Called by `manage.py build_pack`, by the job behind the button, and by publishing. A pack is a pure function of its document
and of its papers: the same give the same bytes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext as _

from meetings import queries
from meetings.assemble import assembled, named_papers
from meetings.document import AgendaDocument, Audience, Item, Paper
from meetings.models import Meeting
from meetings.pack import drawing
from meetings.pack.checking import refuse_exempt
from meetings.pack.gathering import gathered, made_of
from meetings.pack.layout import Layout, gone_on, laid_out
from meetings.rules import Refused
from meetings.scratch import scratch
from pdf.join import join_into, page_counts
from pdf.parts import About, Blank, Part
from pdf.stamp import Outer
from reports.files import store
from reports.render import typeface

# Says how far the building is: so many of so many steps, and what is done now.
Tell = Callable[[int, int, str], None]
STEPS = 4
COVER, PUBLIC, AGENDA, SUPPLEMENT = "cover", "public-information", "agenda", "supplement"
Files = Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class Built:
    """A pack that was built: its document with the pages of each paper, its layout, which papers cannot all be heard, and whether
    it claims PDF/UA."""

    document: AgendaDocument
    layout: Layout
    unheard: tuple[Paper, ...]
    claims_ua: bool

    @property
    def layered(self) -> tuple[Paper, ...]:
        """Papers with layers that are not shown, which whoever opens the pack can show."""
        return tuple(paper for paper in self.document.papers if paper.has_hidden_layers)

    def pages_of(self, number: int) -> str:
        """The pages that the papers of an item have, or ""."""
        return next((item.pages for item in self.document.items if item.number == number), "")


def build(meeting: Meeting, audience: Audience, target: Path, *, tell: Tell = lambda *_: None) -> Built:
    """Write the pack of a meeting, as its records stand, to `target`, which is there whole or not at all.

    Raises meetings.rules.Refused with a sentence where there is nothing to build, a paper cannot be had, or what is exempt stands
    in a pack for the public (Local Government Act 1972, s.100B(2)).
    """
    agenda = queries.agenda_of(meeting)
    if not agenda:
        raise Refused(_("Nothing is on the agenda yet. Add an item, then build the pack."))
    document = assembled(meeting, agenda, audience)
    with scratch() as folder:
        tell(0, STEPS, _("Gathering the papers"))
        files = gathered(document.papers, named_papers(agenda), document, folder)
        part = target.with_name(f"{target.name}.part")
        try:
            built = write_whole(document, files, part, tell=tell)
            if audience == Audience.PUBLIC:
                tell(3, STEPS, _("Looking for what is exempt"))
                refuse_exempt(part, agenda, files)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    return built


def write_whole(document: AgendaDocument, files: Files, target: Path, *, tell: Tell) -> Built:
    """A whole pack of a document; `files` are its papers, by their names. Raises Refused."""
    files = {paper.name: files[paper.name] for paper in document.papers}
    counts = list(zip(files, page_counts(files.values()), strict=True))
    tell(1, STEPS, _("Drawing the agenda"))
    front, layout = _front(
        lambda layout: {
            COVER: drawing.cover(document),
            PUBLIC: drawing.public_information(document),
            AGENDA: drawing.agenda(document, layout),
        },
        lambda before: laid_out([*before, *counts]),
        is_kept=not document.is_for_members,
    )
    tell(2, STEPS, _("Joining the documents"))
    filled = replace(
        document,
        open_items=_laid(document.open_items, layout, layout.documents[AGENDA].last),
        private_items=_laid(document.private_items, layout, _last(document.open_items, layout)),
    )
    return _joined(filled, layout, {**front, **files}, target)


def write_supplement(
    document: AgendaDocument, items: Sequence[Item], behind: Mapping[str, int], files: Files, target: Path
) -> tuple[Built, dict[int, int]]:
    """A supplement with the papers of `items` alone, each going on `behind` a page of the pack that is out, by its name; and how
    many lettered pages each page has then. Raises Refused."""
    part = replace(document, open_items=tuple(items), private_items=())
    files = {paper.name: files[paper.name] for paper in part.papers}
    counts = list(zip(files, page_counts(files.values()), strict=True))
    front, layout = _front(
        lambda layout: {SUPPLEMENT: drawing.supplement(document, items, layout)},
        lambda before: gone_on(laid_out([*before, *counts]), behind, dict(document.letters))[0],
        is_kept=not document.is_for_members,
    )
    letters = gone_on(layout, behind, dict(document.letters))[1]
    return _joined(replace(part, open_items=_laid(items, layout, 0)), layout, {**front, **files}, target), letters


def _front(
    draw: Callable[[Layout | None], dict[str, str]],
    lay_out: Callable[[Sequence[tuple[str, int]]], Layout],
    *,
    is_kept: bool,
) -> tuple[dict[str, bytes], Layout]:
    """What stands before the papers. How long it is decides on the pages that it names, so it is drawn until it holds."""
    held: dict[str, bytes] = {}

    def made(layout: Layout | None) -> dict[str, bytes]:
        pages = draw(layout)
        lacking = [page for page in pages.values() if page not in held]
        held.update(zip(lacking, made_of(drawing.begin(lacking, is_kept=is_kept)), strict=True))
        return {name: held[page] for name, page in pages.items()}

    front = made(None)
    for _attempt in range(3):
        counts = page_counts(front.values())
        layout = lay_out(list(zip(front, counts, strict=True)))
        front = made(layout)
        if page_counts(front.values()) == counts:
            return front, layout
    raise Refused(_("The agenda does not come to rest. Shorten the purpose of an item by a line."))


def _laid(items: Sequence[Item], layout: Layout, last: int) -> tuple[Item, ...]:
    """Items with the pages that their papers have; `last` is the last page before them."""
    found = []
    for item in items:
        papers = tuple(
            replace(paper, pages=layout.words([paper.name]), count=layout.documents[paper.name].count)
            for paper in item.papers
        )
        span = layout.span(item.names)
        last = span.last if span else last
        found.append(replace(item, papers=papers, pages=layout.words(item.names), last_page=last))
    return tuple(found)


def _last(items: Sequence[Item], layout: Layout) -> int:
    """The last page before private items."""
    return max([layout.documents[AGENDA].last, *(layout.documents[name].last for item in items for name in item.names)])


def _joined(document: AgendaDocument, layout: Layout, files: Mapping[str, bytes | Path], target: Path) -> Built:
    """The documents with blank backs between them, as one file whose pages bear their numbers."""
    joined = join_into(
        target,
        _parts(document, layout, files),
        _about(document, files),
        stamps=[
            [Outer(_("Page %(page)s") % {"page": layout.label(page)}, page % 2 == 1)]
            for page in range(1, layout.total + 1)
        ],
        labels=layout.labels,
        typeface=typeface(),
        may_claim_ua=all(paper.can_be_heard for paper in document.papers),
    )
    unheard = tuple(paper for paper in document.papers if paper.name in joined.untagged or not paper.can_be_heard)
    return Built(document, layout, unheard, joined.claims_ua)


def _parts(document: AgendaDocument, layout: Layout, files: Mapping[str, bytes | Path]) -> list[Part | Blank]:
    titles = {
        COVER: _("Cover"),
        PUBLIC: _("Information for the public"),
        AGENDA: _("Agenda"),
        SUPPLEMENT: _("Supplementary papers"),
    }
    papers = {paper.name: paper for paper in document.papers}
    parts: list[Part | Blank] = []
    for name, pages in layout.documents.items():
        if pages.first - 1 in layout.blanks:
            parts.append(Blank(_("This page is intentionally left blank")))
        if paper := papers.get(name):
            parts.append(Part(files[name], name, paper.title, language=paper.language or None, under=paper.way))
        else:
            parts.append(Part(files[name], name, titles[name]))
    return parts


def _about(document: AgendaDocument, files: Mapping[str, bytes | Path]) -> About:
    """What the pack says of itself. All that it holds names it: what is kept is known by its digest and not hashed again, nor
    held in memory for it."""
    kept = {paper.name: paper.source for paper in document.papers if paper.source}
    total = sha256(document.audience.encode())
    for name, file in files.items():
        digest = kept.get(name) or store.digest_of(file if isinstance(file, bytes) else file.read_bytes())
        total.update(f" {name} {digest}".encode())
    day = document.latest.on if document.course else document.meeting.held_on
    return About(
        title=document.title,
        language=document.language,
        identifier=total.digest()[:16],
        created=datetime.combine(day, time(), UTC),
        producer="pcp-portal",
    )
