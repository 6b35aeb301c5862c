"""The checks of a quarter sorted for a reader, for the page and the command: what fails first, what passes folded together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from finance.arithmetic import Verdict
from finance.books import Book
from finance.reconciliation import Found, Reconciliation, Rule
from finance.texts.named import Named, named


@dataclass(frozen=True, slots=True)
class Shown:
    """A check with its cell in words, None where it is about no single cell."""

    found: Found
    named: Named | None

    @property
    def is_tied(self) -> bool:
        return self.found.rule in (Rule.TIE, Rule.BAND)

    @property
    def about(self) -> str:
        """What it stands under in a list: its table, or the ties."""
        return _("Ties") if self.is_tied else self.found.about

    @property
    def cell(self) -> str:
        """The cell in words; of a tie, which stands under no table, with its table."""
        if self.named is None:
            return ""
        return str(self.named) if self.is_tied else self.named.cell


@dataclass(frozen=True, slots=True)
class Together:
    """Checks of one rule or tie that come out alike: the rule in words, and each check with what its figure is called there."""

    words: str
    checks: tuple[tuple[str, Found], ...]


@dataclass(frozen=True, slots=True)
class Passes:
    """What passes in one table, or of all ties or bands."""

    about: str
    rules: tuple[Together, ...]

    @property
    def count(self) -> int:
        return sum(len(rule.checks) for rule in self.rules)


@dataclass(frozen=True)
class Findings:
    """A reconciliation, sorted."""

    reconciled: Reconciliation
    shown: tuple[Shown, ...]

    @cached_property
    def to_mend(self) -> tuple[Shown, ...]:
        """What fails and cannot stand, whatever is said of it."""
        return self._those(lambda found: found.is_error and not found.may_be_reasoned)

    @cached_property
    def to_explain(self) -> tuple[Shown, ...]:
        """What fails, and nobody has said yet why it may stand."""
        return self._those(lambda found: found.is_unreasoned and found.may_be_reasoned)

    @cached_property
    def explained(self) -> tuple[Shown, ...]:
        return self._those(lambda found: found.is_error and found.reason is not None)

    @cached_property
    def roundings(self) -> tuple[Shown, ...]:
        return self._those(lambda found: found.verdict == Verdict.ROUNDING)

    @cached_property
    def waiting(self) -> tuple[Together, ...]:
        """What there is nothing to compare for, tie by tie."""
        return self._by_tie(self._those(lambda found: found.verdict == Verdict.ABSENT))

    @cached_property
    def adding_up(self) -> tuple[Passes, ...]:
        """What passes exactly by the rules of each table."""
        checks = self._those(lambda found: found.verdict == Verdict.EXACT and found.rule not in (Rule.TIE, Rule.BAND))
        return tuple(Passes(about, _of_rules(group)) for about, group in _grouped(checks, lambda one: one.found.about))

    @cached_property
    def ties(self) -> tuple[Together, ...]:
        """The ties that hold."""
        return self._by_tie(self._those(lambda found: found.verdict == Verdict.EXACT and found.rule == Rule.TIE))

    @cached_property
    def bands(self) -> tuple[Together, ...]:
        """The shares within their bands."""
        return self._by_tie(self._those(lambda found: found.verdict == Verdict.EXACT and found.rule == Rule.BAND))

    @property
    def passes(self) -> list[Passes]:
        """All that passes: table by table, then ties and bands."""
        tied = [Passes(_("Ties"), self.ties), Passes(_("Bands"), self.bands)]
        return [*self.adding_up, *(passes for passes in tied if passes.rules)]

    @property
    def count(self) -> int:
        """How many checks there are, but for those with nothing to compare."""
        return sum(found.verdict != Verdict.ABSENT for found in self.reconciled.checks)

    @property
    def summary(self) -> str:
        """ "8 of 76 checks fail; 3 need a reason." """
        fail, count = len(self.reconciled.errors), self.count
        if not count:
            return _("There is nothing to check yet.")
        if not fail:
            return ngettext("The only check passes.", "All %(count)s checks pass.", count) % {"count": f"{count:,}"}
        told = ngettext("%(fail)s of %(count)s checks fails", "%(fail)s of %(count)s checks fail", fail)
        open_ones = len(self.reconciled.unreasoned)
        if not open_ones:
            rest = _("each has a reason")
        else:
            rest = ngettext("%(open)s needs a reason", "%(open)s need a reason", open_ones)
        mend = len(self.to_mend)
        if mend and mend == open_ones:
            rest = ngettext("%(open)s must be mended", "%(open)s must be mended", open_ones)
        elif mend:
            rest = _("%(open)s must be mended or need a reason")
        numbers = {"fail": f"{fail:,}", "count": f"{count:,}", "open": f"{open_ones:,}"}
        return f"{told}; {rest}." % numbers

    def _those(self, are_meant: Callable[[Found], bool]) -> tuple[Shown, ...]:
        return tuple(one for one in self.shown if are_meant(one.found))

    def _by_tie(self, checks: Sequence[Shown]) -> tuple[Together, ...]:
        labels = {tie.key: tie.label for tie in self.reconciled.book.ties}
        found = []
        for key, group in _grouped(checks, lambda one: tie_of(one.found)):
            found.append(
                Together(labels.get(key, key), tuple((one.named.cell if one.named else "", one.found) for one in group))
            )
        return tuple(found)


def findings_of(reconciled: Reconciliation) -> Findings:
    """Sort the checks of a quarter."""
    return Findings(reconciled, shown_of(reconciled.checks, reconciled.book))


def shown_of(checks: Iterable[Found], book: Book) -> tuple[Shown, ...]:
    """Checks with their cells in the words of the book's tables."""
    return tuple(Shown(found, named(found.where, book.table) if found.where else None) for found in checks)


def tie_of(found: Found) -> str:
    """The key of the tie that a check is of."""
    return found.key.removeprefix("tie:").partition("/")[0]


def _of_rules(checks: Sequence[Shown]) -> tuple[Together, ...]:
    """The sums row by row, and the formulas column by column."""
    found = []
    for _key, group in _grouped(checks, _axis):
        first, named = group[0].found, group[0].named
        is_sum = first.rule == Rule.SUM
        words = f"{named.row if is_sum else named.column} = {first.words}" if named else first.words
        told = ((one.named.column if is_sum else one.named.row) if one.named else "" for one in group)
        found.append(Together(words, tuple(zip(told, (one.found for one in group), strict=True))))
    return tuple(found)


def _axis(one: Shown) -> str:
    """The row of a sum, the column of a formula: what checks of one rule have in common."""
    where = one.found.where
    if where is None:
        return one.found.key
    return f"{one.found.rule}/{where.row if one.found.rule == Rule.SUM else where.column}"


def _grouped(checks: Sequence[Shown], key: Callable[[Shown], str]) -> list[tuple[str, list[Shown]]]:
    """Checks with the same key together, in the order in which each key first comes."""
    found: dict[str, list[Shown]] = {}
    for one in checks:
        found.setdefault(key(one), []).append(one)
    return list(found.items())
