"""Where a page of a report stands among the others, and what its template is given; for frozen editions and for drafts alike.

Both have the same pages under the same names, each in its own space (reports/addresses.py), and whatever a page links to lies in
the same one.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reports.addresses import Space
from reports.document import FinancePage, Note, ReportDocument


@dataclass(frozen=True, slots=True)
class Step:
    """A page that can be gone to."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Here:
    """Where a page stands: its title, the way up, and the pages before and after it in the order of reading."""

    title: str
    way_up: tuple[Step, ...]
    previous: Step | None = None
    next: Step | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as it is turned page by page: its document, the space of its addresses, the way that leads to it, and what
    links to its front page say."""

    document: ReportDocument
    space: Space
    way_up: tuple[Step, ...]
    name: str

    def front(self) -> Here:
        """The report's own front page."""
        return Here(self.document.title, self.way_up)

    def whole(self) -> Here:
        """The page that holds the whole report."""
        return self.aside("whole", _("The whole report"))

    def aside(self, name: str, title: str) -> Here:
        """A page that stands beside the others, and is not turned to."""
        here = Step(title, self.space.address(name))
        return Here(title, (*self._way_up(), here))

    def at(self, address: str) -> Here:
        """Where the page at this address stands in the order of reading."""
        steps = self.order()
        place = next(number for number, step in enumerate(steps) if step.address == address)
        return Here(
            title=steps[place].title,
            way_up=self._way_up(),
            previous=steps[place - 1] if place else None,
            next=steps[place + 1] if place + 1 < len(steps) else None,
        )

    def order(self) -> list[Step]:
        """Every page of a report as a reader would turn them; the key comes last."""
        document, address = self.document, self.space.address
        steps = [Step(_("Summary"), address("summary"))]
        steps += [Step(page.title, address("page", page.slug)) for _pillar, page in document.pages]
        if document.finance:
            steps.append(Step(document.finance.title, address("finance")))
            steps += [Step(page.title, address("finance_page", page.slug)) for page in document.finance.pages]
        steps.append(Step(_("Key to the ratings"), address("key")))
        return steps

    def context(self, here: Here, **more: object) -> dict[str, Any]:
        """What the template of a page is given."""
        return {"document": self.document, "here": here, "space": self.space, **more}

    def _way_up(self) -> tuple[Step, ...]:
        return (*self.way_up, Step(self.name, self.space.address("contents")))


def finance_page_of(document: ReportDocument, slug: str) -> tuple[FinancePage, list[Note]]:
    """A finance page, and the notes that its statements point at, in their order. Raises KeyError where there is none."""
    for page in document.finance.pages if document.finance else ():
        if page.slug == slug:
            cells = [cell for statement in page.statements for row in statement.rows for cell in row.cells]
            references = {cell.text for cell in cells if cell.kind == "reference" and cell.text}
            notes = document.finance.notes if document.finance else ()
            return page, [note for note in notes if note.reference in references]
    raise KeyError(slug)
