"""What a reader of values does not tell of a sheet: merged cells, formulas without a value, errors, percentages, hidden sheets,
its size.

The markup is read once from its start to its end and never kept. Runs in the limited process of `cells.py`.
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from xml.parsers import expat

from spreadsheets.package import Refusal

MOST_ROWS = 2_000
MOST_COLUMNS = 100

# Whether a sheet of this name is read.
Wanted = Callable[[str], bool]


@dataclass(slots=True)
class Scanned:
    """What stands out on one sheet; cells are named as people see them (F12, F12:F14).

    `is_large` says that it holds more cells than are read, of which the first beyond is named.
    """

    name: str
    is_hidden: bool = False
    is_large: str = ""
    merged: list[str] = field(default_factory=list)
    uncomputed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    percentages: list[str] = field(default_factory=list)


class Handler(Protocol):
    """What is told of each element of a part."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class Enough(Exception):
    """A part need not be read any further."""


def parse(package: zipfile.ZipFile, name: str, handler: Handler) -> None:
    """Tell a handler of everything in a part, in its order. Raises ExpatError, KeyError or Refusal."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.buffer_text = True
    with package.open(name) as part:
        parser.ParseFile(part)


def local(name: str) -> str:
    """The name of an element or attribute without that of its space."""
    return name.rpartition(":")[2]


def _refuse_doctype(*_declaration: Any) -> None:
    raise Refusal("broken")
