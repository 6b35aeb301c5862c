"""The rules of a statement's structure: keys, places, limits, and the sentences that say why something may not be. Pure."""

from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256

from django.utils.text import slugify
from django.utils.translation import gettext as _

from finance.figures.units import PerCent, Unit, UnreadableUnit

# Words that are addresses of the finance pages themselves (finance/urls.py).
TAKEN = frozenset({"add", "history", "leave-out", "notes", "part", "reconciliation", "ties"})
MOST_ROWS, MOST_COLUMNS = 300, 40
LONGEST_KEY, LONGEST_FORMULA = 60, 400
MOST_NAMED = 4


class Refused(Exception):
    """A change that a rule forbids; the message says which and what to do, and `field` names what was asked wrongly."""

    def __init__(self, sentence: str, field: str = "") -> None:
        self.field = field
        super().__init__(sentence)


def require(sentence: str, field: str = "") -> None:
    """Go on where a rule has nothing against it. Raises Refused with its sentence."""
    if sentence:
        raise Refused(sentence, field)


def key_for(label: str, taken: Collection[str], otherwise: str) -> str:
    """A key made from a label that none of those taken equals; of a label without a letter or digit, from `otherwise`.

    It never changes afterwards: ties, citations and the quarters to come name the record by it.
    """
    key = slugify(label.replace("/", " "))
    if len(key) > LONGEST_KEY:
        key = key[:LONGEST_KEY].rpartition("-")[0] or key[:LONGEST_KEY]
    first = key = key.strip("-_") or otherwise
    number = 2
    while key in taken:
        key, number = f"{first}-{number}", number + 1
    return key


def placed(keys: Sequence[str], new: Sequence[str], after: str) -> list[str]:
    """The keys with these at a place: after one of them, or first of all (""). Raises ValueError where it is not there."""
    others = [key for key in keys if key not in new]
    at = others.index(after) + 1 if after else 0
    return [*others[:at], *new, *others[at:]]


def stepped(keys: Sequence[str], key: str, *, is_up: bool) -> list[str]:
    """The keys with one of them moved up or down by one; as they were where it is the first or last already."""
    moved, at = list(keys), keys.index(key)
    to = at - 1 if is_up else at + 1
    if 0 <= to < len(moved):
        moved[at], moved[to] = moved[to], moved[at]
    return moved


def woven(held: Sequence[str], standing: Sequence[str]) -> list[str]:
    """All of these keys with those that stand in a new order; a retired one stays behind the one that it stood behind."""
    behind: dict[str, list[str]] = {}
    last = ""
    for key in held:
        if key in standing:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    return [*behind.get("", []), *(each for key in standing for each in (key, *behind.get(key, [])))]


def stamp(*facts: object) -> str:
    """A short text that differs where these facts do: what a page was drawn from, to see whether it still stands."""
    return sha256(repr(facts).encode()).hexdigest()[:16]


def quoted(names: Iterable[str]) -> str:
    """Names in one sentence: “Pay”, “Income” and “Overheads”."""
    return listed(f"“{name}”" for name in names)


def listed(things: Iterable[str]) -> str:
    """Several of something in one sentence; of many, the first few and how many more there are."""
    told = list(things)
    if len(told) > MOST_NAMED:
        more = len(told) - MOST_NAMED + 1
        told = [*told[: MOST_NAMED - 1], _("%(more)d more") % {"more": more}]
    *most, last = told
    return _("%(most)s and %(last)s") % {"most": ", ".join(most), "last": last} if most else last


# Each gives "" where nothing stands in the way.


def rows_refused(count: int) -> str:
    """How many rows a statement may have."""
    if count <= MOST_ROWS:
        return ""
    return _("A table has %(most)d rows at most. Retire some, or begin another table.") % {"most": MOST_ROWS}


def columns_refused(count: int) -> str:
    """How many columns a statement may have."""
    if count <= MOST_COLUMNS:
        return ""
    return _("A table has %(most)d columns at most. Retire some, or begin another table.") % {"most": MOST_COLUMNS}


def unit_refused(name: str, decimals: int) -> str:
    """What a statement or column may be counted in."""
    try:
        Unit.read(name, decimals)
    except UnreadableUnit as fault:
        return str(fault)
    return ""


def share_refused(decimals: int) -> str:
    """To how many decimals a percentage may be printed."""
    try:
        PerCent(decimals)
    except UnreadableUnit as fault:
        return str(fault)
    return ""


def retiring_refused(name: str, mentions: Sequence[str]) -> str:
    """A row or column that something names cannot be retired: what names it would point at nothing."""
    if not mentions:
        return ""
    return _("“%(name)s” cannot be retired while something names it: %(mentions)s. Change that first.") % {
        "name": name,
        "mentions": listed(mentions),
    }


def emptying_refused(name: str, mentions: Sequence[str]) -> str:
    """A row or column that something names goes on holding figures."""
    if not mentions:
        return ""
    return _("“%(name)s” must go on holding figures while something names it: %(mentions)s. Change that first.") % {
        "name": name,
        "mentions": listed(mentions),
    }


def removing_refused(title: str, mentions: Sequence[str], *, holds_figures: bool) -> str:
    """A table that holds a figure stays, and so does one that something names."""
    if holds_figures:
        return _("“%(title)s” holds figures. Empty its cells first, or retire its rows.") % {"title": title}
    if mentions:
        return _("“%(title)s” cannot be removed while something names it: %(mentions)s. Change that first.") % {
            "title": title,
            "mentions": listed(mentions),
        }
    return ""


def unit_change_refused(heading: str, was: str, to: str, example: tuple[str, str]) -> str:
    """A column that holds amounts keeps its unit; `example` is one of them, as it is written and as it would be then."""
    before, after = example
    return _(
        "“%(heading)s” holds amounts in %(was)s, and they would mean something else in %(to)s: %(before)s would read "
        "%(after)s. Add a column in the other unit instead, or empty this one first."
    ) % {"heading": heading, "was": was, "to": to, "before": before, "after": after}


def kind_change_refused(name: str, filled: int) -> str:
    """What holds figures or words goes on being able to show them."""
    if not filled:
        return ""
    return _(
        "Cells of “%(name)s” are filled, and as something else it could not show them. Empty them first, or retire it "
        "and add another."
    ) % {"name": name}
