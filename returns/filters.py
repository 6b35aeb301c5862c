"""Which lines the page of all lines shows: by pillar, rating, owner, and whether there is still something to do. Pure."""

from dataclasses import dataclass

from returns.entries import LineEntry, QuarterSheet, ReturnSheet

NOT_RATED = "none"


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for; "" asks for all. `rating` is a code, or NOT_RATED; `owner` the id of an editor."""

    pillar: str = ""
    rating: str = ""
    owner: str = ""
    todo: bool = False


def lines_shown(sheet: QuarterSheet, asked: Filters) -> list[tuple[ReturnSheet, list[LineEntry]]]:
    """The returns that have lines as asked for, each with those lines, in the order of the plan."""
    found = [
        (held, [line for line in held.lines if _fits(line, asked)])
        for held in sheet.returns
        if _is_of(held, asked.pillar, asked.owner)
    ]
    return [(held, lines) for held, lines in found if lines]


def _is_of(held: ReturnSheet, pillar: str, owner: str) -> bool:
    sub_theme = held.quarterly_return.sub_theme
    owners = {str(editor.pk) for editor in sub_theme.editors.all()}
    return pillar in ("", sub_theme.pillar.key) and (not owner or owner in owners)


def _fits(line: LineEntry, asked: Filters) -> bool:
    if asked.todo and not line.missing:
        return False
    if asked.rating == NOT_RATED:
        return line.this is None
    return not asked.rating or (line.this is not None and line.this.code == asked.rating)
