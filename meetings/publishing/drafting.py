"""Builds what a publication consists of, for the public and for the members: its documents and its PDFs, kept in the store.

Called by meetings/publishing/freezing.py. A first publication and a revision are built whole. A supplement takes everything over
from the publication before, as it was, and adds its papers, whose pages go on behind those that are out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext as _

from meetings import publications
from meetings.assemble import named_papers
from meetings.document import AgendaDocument, Audience, Course, Item, Pack, Paper, Published
from meetings.models import PublishedFile
from meetings.pack.building import Built, write_supplement, write_whole
from meetings.pack.checking import refuse_exempt
from meetings.pack.gathering import gathered
from meetings.publishing.changes import Changes
from meetings.publishing.planning import Plan, with_reason
from pdf.join import join_into
from pdf.parts import About, Part
from reports.editions.drawing import Kept, Tell
from reports.files import store

PDF, WHOLE, FOR_MEMBERS = "application/pdf", "agenda-pack.pdf", "members/"
STEPS = 5
PLACES = {Audience.PUBLIC: store.EDITIONS, Audience.MEMBERS: store.PAPERS}


@dataclass(frozen=True, slots=True)
class Made:
    """What was made for one audience: its document, and its files, which are kept."""

    document: AgendaDocument
    files: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A publication that is being built in a folder: what it is planned to be, why, and how it is named among the others."""

    plan: Plan
    why: str
    head: Published
    folder: Path

    def made(self, tell: Tell) -> tuple[Made, Made | None]:
        """What the public is given, and the members where they have more. Raises Refused, and OSError for a full disk."""
        plan = self.plan
        tell(0, STEPS, _("Gathering the papers"))
        everything = plan.for_members or plan.public
        wanted = [
            paper for paper in everything.papers if not self.is_supplement or paper.key in self._added(everything)
        ]
        files = gathered(wanted, named_papers(plan.agenda), everything, self.folder)
        public = self._made(plan.public, files, tell)
        members = self._made(plan.for_members, files, tell) if plan.for_members else None
        return public, members

    @property
    def is_supplement(self) -> bool:
        return self.plan.course == Course.SUPPLEMENT

    def _changes(self, document: AgendaDocument) -> Changes:
        return self.plan.members_changes if document.is_for_members else self.plan.changes

    def _added(self, document: AgendaDocument) -> frozenset[int]:
        return self._changes(document).added

    def _made(self, document: AgendaDocument, files: Mapping[str, Path], tell: Tell) -> Made:
        before = self._before(document.audience)
        course = (*(before.course if before else ()), self.head)
        now = replace(with_reason(document, self.plan, self.why), course=course)
        if before and self.is_supplement:
            return self._supplemented(now, before, files)
        pack = self.folder / f"{document.audience}.pdf"
        built = write_whole(now, files, pack, tell=tell)
        self._check(pack, document.audience, files, tell)
        title = _("Revised agenda pack") if self.plan.course == Course.REVISION else _("Agenda pack")
        kept = [self._keep(WHOLE, pack, document.audience)]
        own = {} if document.is_for_members else self._own_files(built.document, files)
        entry = self._pack(WHOLE, title, built, kept[0])
        filled = _with_files(built.document, {paper.key: self._dated(paper, before) for paper in now.papers}, own)
        return Made(replace(filled, packs=(entry,)), (*kept, *own.values()))

    def _supplemented(self, now: AgendaDocument, before: AgendaDocument, files: Mapping[str, Path]) -> Made:
        """Everything that was out as it was, and the papers that came since."""
        audience, added = now.audience, self._added(now)
        held = {paper.key: paper for paper in before.papers}
        kept, own = self._taken_over(now, held, before.packs), dict[str, Kept]()
        fresh: dict[int, Paper] = {}
        packs, letters = before.packs, before.letters
        if added:
            last_pages = _last_pages(now, before)
            items = [
                replace(item, papers=papers)
                for item in now.items
                if (papers := tuple(paper for paper in item.papers if paper.key in added))
            ]
            behind = {name: last_pages[item.key] for item in items for name in item.names}
            target, name = self.folder / f"supplement-{audience}.pdf", f"supplement-{self.plan.number}.pdf"
            base = replace(now, letters=before.letters)
            built, counted = write_supplement(base, items, behind, files, target)
            self._check(target, audience, files, lambda *_: None)
            file = self._keep(name, target, audience)
            own = {} if now.is_for_members else self._own_files(built.document, files)
            packs = (*packs, self._pack(name, _("Supplementary papers"), built, file))
            letters = tuple(sorted(counted.items()))
            fresh = {paper.key: self._dated(paper, None) for paper in built.document.papers}
            kept = [*kept, file, *own.values()]
        filled = _merged(now, before, held | fresh, _last_pages(now, before))
        return Made(replace(_with_files(filled, {}, own), packs=packs, letters=letters), tuple(kept))

    def _before(self, audience: Audience) -> AgendaDocument | None:
        """What was published last for an audience; the members had the public's where nothing was private."""
        if self.plan.before is None:
            return None
        public = publications.document_of(self.plan.before)
        if audience == Audience.PUBLIC:
            return public
        return publications.for_members_of(self.plan.before) or replace(public, audience=Audience.MEMBERS)

    def _check(self, pack: Path, audience: Audience, files: Mapping[str, Path], tell: Tell) -> None:
        if audience == Audience.PUBLIC:
            tell(3, STEPS, _("Looking for what is exempt"))
            refuse_exempt(pack, self.plan.agenda, files)

    def _dated(self, paper: Paper, before: AgendaDocument | None) -> Paper:
        """A paper with the publication that it came with: an earlier one where it reads as it did then."""
        known = next((one for one in before.papers if one.key == paper.key), None) if before else None
        if known and (known.source, known.written) == (paper.source, paper.written):
            return replace(paper, publication=known.publication, published_on=known.published_on)
        late = paper.late_on if self.plan.course == Course.AGENDA else None
        return replace(paper, publication=self.head.number, published_on=late or self.head.on)

    def _pack(self, name: str, title: str, built: Built, file: Kept) -> Pack:
        unheard = () if built.claims_ua else tuple(paper.title for paper in built.unheard)
        return Pack(name, title, self.head.number, self.head.on, built.layout.total, file.size, unheard)

    def _keep(self, name: str, file: Path, audience: Audience) -> Kept:
        """Put a PDF into the place of its audience."""
        path = FOR_MEMBERS + name if audience == Audience.MEMBERS else name
        return Kept(path, PDF, file.stat().st_size, store.put_file(file, place=PLACES[audience]), "")

    def _own_files(self, document: AgendaDocument, files: Mapping[str, Path]) -> dict[str, Kept]:
        """Each open paper as a PDF of its own, by its name; what is drawn here is a document by itself."""
        found = {}
        for paper in document.papers:
            file = files[paper.name]
            if paper.written or paper.programme:
                drawn, file = file, self.folder / f"own-{paper.name}.pdf"
                about = About(
                    title=paper.title,
                    language=document.language,
                    identifier=sha256(drawn.read_bytes()).digest()[:16],
                    created=datetime.combine(self.head.on, time(), UTC),
                    producer="pcp-portal",
                )
                join_into(file, [Part(drawn, paper.name, paper.title)], about)
            found[paper.name] = self._keep(f"{paper.name}.pdf", file, Audience.PUBLIC)
        return found

    def _taken_over(self, now: AgendaDocument, held: Mapping[int, Paper], packs: Sequence[Pack]) -> list[Kept]:
        """The PDFs of the publication before, under the names that they have now."""
        own = {paper.name: held[paper.key].name for paper in now.papers if paper.key in held}
        public = now.audience == Audience.PUBLIC
        wanted = {f"{name}.pdf": f"{was}.pdf" for name, was in own.items()} if public else {}
        wanted |= {pack.name: pack.name for pack in packs}
        rows = {row.path: row for row in PublishedFile.objects.filter(publication=self.plan.before)}
        found = []
        for path, was in wanted.items():
            if row := rows.get(was if public else FOR_MEMBERS + was):
                name = path if public else FOR_MEMBERS + path
                found.append(Kept(name, row.content_type, row.size, row.digest, row.packed))
            elif not public:
                # What was for everybody is for the members too; it is kept where theirs lies.
                copied = self.folder / f"taken-over-{path}"
                store.copy(rows[was].digest, copied)
                found.append(self._keep(path, copied, Audience.MEMBERS))
        return found


def _with_files(document: AgendaDocument, dated: Mapping[int, Paper], own: Mapping[str, Kept]) -> AgendaDocument:
    """An agenda whose papers tell when they came out, and how large their own PDFs are."""

    def told(paper: Paper) -> Paper:
        known = dated.get(paper.key, paper)
        size = own[paper.name].size if paper.name in own else paper.size
        return replace(paper, publication=known.publication, published_on=known.published_on, size=size)

    def all_of(items: Sequence[Item]) -> tuple[Item, ...]:
        return tuple(replace(item, papers=tuple(map(told, item.papers))) for item in items)

    return replace(document, open_items=all_of(document.open_items), private_items=all_of(document.private_items))


def _merged(
    now: AgendaDocument, before: AgendaDocument, known: Mapping[int, Paper], last_pages: Mapping[int, int]
) -> AgendaDocument:
    """An agenda with the pages that its papers had and those that new ones have."""
    pages_before = {item.key: item.pages for item in before.items}
    held = {paper.key for paper in before.papers}

    def placed(paper: Paper) -> Paper:
        was = known[paper.key]
        more = {
            name: getattr(was, name) for name in ("pages", "count", "size", "publication", "published_on", "programme")
        }
        return replace(paper, **more)

    def all_of(items: Sequence[Item]) -> tuple[Item, ...]:
        found = []
        for item in items:
            papers = tuple(map(placed, item.papers))
            came = [paper for paper in papers if paper.key not in held]
            added = f"{came[0].pages.split(' - ')[0]} - {came[-1].pages.split(' - ')[-1]}" if came else ""
            pages = ", ".join(filter(None, (pages_before.get(item.key, ""), _short(added))))
            found.append(replace(item, papers=papers, pages=pages, last_page=last_pages[item.key]))
        return tuple(found)

    return replace(now, open_items=all_of(now.open_items), private_items=all_of(now.private_items))


def _short(pages: str) -> str:
    """One page is not a range."""
    first, _dash, last = pages.partition(" - ")
    return first if first == last else pages


def _last_pages(now: AgendaDocument, before: AgendaDocument) -> dict[int, int]:
    """The page that later papers of each item go on behind; those of a new one behind the item before it."""
    known = {item.key: item.last_page for item in before.items}
    found: dict[int, int] = {}
    last = before.items[0].last_page if before.items else 1
    for item in now.items:
        last = known.get(item.key, last)
        found[item.key] = last
    return found
