"""Where a page of a report stands among the others, and how it is drawn; for published reports and for drafts alike.

Both have the same pages under the same names, in two namespaces of addresses: a page's `space` is "reports" or "drafts",
and whatever it links to lies in the same one.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

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
    space: str
    way_up: tuple[Step, ...]
    name: str

    def address(self, name: str, *arguments: str) -> str:
        return reverse(f"{self.space}:{name}", args=[self.document.quarter.slug, *arguments])

    def front(self) -> Here:
        """The report's own front page."""
        return Here(self.document.title, self.way_up)

    def whole(self) -> Here:
        """The page that holds the whole report."""
        here = Step(_("The whole report"), self.address("whole"))
        return Here(here.title, (*self._way_up(), here))

    def at(self, address: str) -> Here:
        """Where the page at this address stands in the order of reading."""
        steps = self._order()
        place = next(number for number, step in enumerate(steps) if step.address == address)
        return Here(
            title=steps[place].title,
            way_up=self._way_up(),
            previous=steps[place - 1] if place else None,
            next=steps[place + 1] if place + 1 < len(steps) else None,
        )

    def draw(self, request: HttpRequest, name: str, here: Here, **more: object) -> HttpResponse:
        """The page by the template of this name."""
        area = "reports" if self.space == "reports" else "quarters"
        context = {"document": self.document, "here": here, "space": self.space, "area": area}
        return TemplateResponse(request, f"reports/{name}.html", context | more)

    def _way_up(self) -> tuple[Step, ...]:
        return (*self.way_up, Step(self.name, self.address("contents")))

    def _order(self) -> list[Step]:
        """Every page of a report as a reader would turn them; the key comes last."""
        document = self.document
        steps = [Step(_("Summary"), self.address("summary"))]
        steps += [Step(page.title, self.address("page", page.slug)) for _pillar, page in document.pages]
        if document.finance:
            steps.append(Step(document.finance.title, self.address("finance")))
            pages = document.finance.pages
            steps += [Step(page.title, self.address("finance_page", page.slug)) for page in pages]
        steps.append(Step(_("Key to the ratings"), self.address("key")))
        return steps


def finance_page_of(document: ReportDocument, slug: str) -> tuple[FinancePage, list[Note]]:
    """A finance page, and the notes that its statements point at, in their order. Raises KeyError where there is none."""
    for page in document.finance.pages if document.finance else ():
        if page.slug == slug:
            cells = [cell for statement in page.statements for row in statement.rows for cell in row.cells]
            references = {cell.text for cell in cells if cell.kind == "reference" and cell.text}
            notes = document.finance.notes if document.finance else ()
            return page, [note for note in notes if note.reference in references]
    raise KeyError(slug)
