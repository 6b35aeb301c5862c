"""Where the pages of a report are: at addresses of the portal, or under plain names within an edition.

The pages of a draft, of a frozen edition and of the lasting addresses have the same names and arguments ("page",
"road-safety"), so that one template lays out all of them: `{% address "page" slug %}` asks the space that is drawn.
"""

from dataclasses import dataclass
from typing import Protocol

from django.urls import reverse

# The files of an edition by the names of its pages; {} is the argument. They are all in one folder, so that a link is a name.
FILES = {
    "contents": "index.html",
    "summary": "summary.html",
    "page": "page-{}.html",
    "finance": "finance.html",
    "finance_page": "finance-{}.html",
    "table": "tables/{}.{}",
    "key": "key.html",
    "whole": "whole.html",
    "correction": "correction.html",
    "pdf": "report.pdf",
}

SHARED = frozenset({"table"})


class Space(Protocol):
    """Says where a page is."""

    def address(self, name: str, *arguments: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Portal:
    """Addresses of the portal: those of a quarter's draft ("drafts"), or the lasting ones of its report ("reports")."""

    namespace: str
    quarter: str

    def address(self, name: str, *arguments: str) -> str:
        return reverse(f"{self.namespace}:{name}", args=[self.quarter, *arguments])


@dataclass(frozen=True, slots=True)
class WithinEdition:
    """Names within an edition: they hold wherever its files lie, on a server or in a folder on a desk.

    The pages of the second language lie in a folder of their own (`top` is the way out of it), with all that is drawn with words
    in it; what both languages share (styles, typefaces, data files) lies at the top.
    """

    top: str = ""

    def address(self, name: str, *arguments: str) -> str:
        path = FILES[name].format(*arguments)
        return f"{self.top}{path}" if name in SHARED else path
