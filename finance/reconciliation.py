"""Whether a quarter's finance part adds up: every check of its tables, ties and texts, with what was said of those that fail.

The reconciliation page, `manage.py check_finance`, approving a return and the report document all stand on it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _

from finance.arithmetic import Check, Verdict
from finance.books import Book, Table, formula_words
from finance.figures.addresses import Address
from finance.models import Reason, Tie
from finance.queries import book_of
from finance.texts.facts import facts_of
from finance.texts.named import named
from finance.texts.told import Told, told_elsewhere, told_in
from finance.ties.tied import Tied, tied
from finance.words import Advice, Facts, resolve
from pillars.models import ReportingPeriod, Return


class Rule(StrEnum):
    """What a check holds a figure against."""

    SUM = "sum"
    COLUMN = "column"
    TIE = "tie"
    BAND = "band"
    CITATION = "citation"
    STRUCTURE = "structure"


# A figure may be as the source has it, and somebody signs for that. A citation of nothing, sums in a circle and what was
# forgotten are mended.
REASONED = frozenset({Rule.SUM, Rule.COLUMN, Rule.TIE, Rule.BAND})


@dataclass(frozen=True, slots=True)
class Found:
    """One check. `where` is the cell that it is about, None where it is about more than one; `about` is its table or text.

    Figures are written as their table writes them, "" where there is none. `words` say what the rule is. `rolled` is what
    the lines alone would give. `reason` is the one that stands; one that was given for another difference is `lapsed`.
    `outcome` says what a tie comes to in a sentence with its figures, for where these do not stand beside. `return_of` is the
    key of the sub-theme whose return keeps the text that it is about.
    """

    key: str
    rule: Rule
    about: str
    words: str
    verdict: Verdict
    where: Address | None = None
    printed: str = ""
    expected: str = ""
    rolled: str = ""
    difference: str = ""
    bound: str = ""
    reason: Reason | None = None
    lapsed: Reason | None = None
    outcome: str = ""
    return_of: str = ""

    @property
    def is_error(self) -> bool:
        return self.verdict == Verdict.ERROR

    @property
    def may_be_reasoned(self) -> bool:
        return self.is_error and self.rule in REASONED

    @property
    def is_of_table(self) -> bool:
        """Whether an entered figure differs from what the rules of its own table give."""
        return self.rule in (Rule.SUM, Rule.COLUMN) and self.verdict != Verdict.EXACT

    @property
    def is_unreasoned(self) -> bool:
        return self.is_error and self.reason is None


@dataclass(frozen=True, slots=True)
class Advised:
    """What the reader of plain text noticed in a text. Advice, and not a check: nothing waits for it."""

    told: Told
    advice: Advice


@dataclass(frozen=True)
class Reconciliation:
    """Every check of a quarter's finance part, in the order of its tables, then ties, then texts."""

    book: Book
    facts: Facts
    checks: tuple[Found, ...]
    texts: tuple[Told, ...]

    @cached_property
    def errors(self) -> tuple[Found, ...]:
        return tuple(found for found in self.checks if found.is_error)

    @cached_property
    def unreasoned(self) -> tuple[Found, ...]:
        return tuple(found for found in self.checks if found.is_unreasoned)

    @cached_property
    def roundings(self) -> tuple[Found, ...]:
        return tuple(found for found in self.checks if found.verdict == Verdict.ROUNDING)

    @cached_property
    def advice(self) -> tuple[Advised, ...]:
        """What the reader of plain text noticed: in the notes, and in the headlines of the page on which the tables stand."""
        return tuple(Advised(told, advice) for told in self.texts if told.is_read for advice in told.advise(self.facts))

    def in_words(self, text: str) -> str:
        """A text with the figures that it cites."""
        return resolve(text, self.facts).text

    def of(self, statement: str) -> tuple[Found, ...]:
        """The checks of one statement: its own, and the ties whose left cell stands in it."""
        return tuple(found for found in self.checks if found.where and found.where.statement == statement)


def reconcile(book: Book) -> Reconciliation:
    """Check everything in a quarter's finance part. One query, for the texts that are not its own."""
    ties = tuple(tied(book))
    facts, texts = facts_of(book, ties), told_in(book)
    of_texts = (check for told in texts for check in _of_text(told, facts))
    return Reconciliation(book, facts, (*_of_figures(book, ties), *of_texts), texts)


def checks_of_figures(book: Book) -> tuple[Found, ...]:
    """The checks of its tables and ties alone, for the pages on which figures are typed. No query."""
    return tuple(_of_figures(book, tuple(tied(book))))


def _of_figures(book: Book, ties: Iterable[Tied]) -> Iterator[Found]:
    for table in book.tables:
        yield from (_with_reason(check, book) for check in _of_table(table))
    ties = tuple(ties)
    yield from (_with_reason(_of_tie(one, book), book) for one in ties)
    for tie in book.ties:
        if not any(one.tie.pk == tie.pk for one in ties):
            words = _("%(tie)s: it ties nothing, since its tables share no row or column. Change the tie or remove it.")
            yield Found(
                f"structure:tie-{tie.key}", Rule.STRUCTURE, tie.label, words % {"tie": tie.label}, Verdict.ERROR
            )


def reconciled(period: ReportingPeriod) -> Reconciliation | None:
    """The checks of a quarter's finance part, or None where it has none."""
    book = book_of(period)
    return reconcile(book) if book else None


def unreasoned_of(period: ReportingPeriod, held: Return | None = None) -> tuple[Found, ...]:
    """The failed checks of a quarter for which no reason is recorded: citations of nothing without a finance part too.

    Of one return, all of them where the tables go with it, and otherwise those of its own texts.
    """
    book = book_of(period)
    if book is None:
        nothing = Facts(())
        found = tuple(check for told in told_elsewhere(period.pk) for check in _of_text(told, nothing))
    else:
        found = reconcile(book).unreasoned
    if held is None or (book is not None and book.report.sub_theme_id == held.sub_theme_id):
        return found
    return tuple(one for one in found if one.return_of == held.sub_theme.key)


def _with_reason(found: Found, book: Book) -> Found:
    held = book.reasons.get(found.key)
    if held is None or not held.text or not found.may_be_reasoned:
        return found
    if held.difference == found.difference:
        return replace(found, reason=held)
    return replace(found, lapsed=held)


def _of_table(table: Table) -> Iterator[Found]:
    statement = table.statement
    key = f"structure:{statement.key}"
    if table.crooked:
        yield Found(key, Rule.STRUCTURE, statement.title, table.crooked, Verdict.ERROR)
        return
    if table.is_empty:
        words = _("This table holds no figure yet. Fill it in, or take it out of this quarter.")
        yield Found(key, Rule.STRUCTURE, statement.title, words, Verdict.ERROR)
        return
    for check in table.sheet.checks():
        yield _of_check(check, table)


def _of_check(check: Check, table: Table) -> Found:
    where = Address(table.statement.key, check.row, check.column)

    def write(amount: int | None) -> str:
        return "" if amount is None else table.written(amount, check.column)

    return Found(
        key=f"{check.rule}:{where}",
        rule=Rule(check.rule),
        about=table.statement.title,
        words=_sum_words(table, check.row) if check.rule == "sum" else formula_words(table, check.column),
        verdict=check.verdict,
        where=where,
        printed=write(check.printed),
        expected=write(check.expected),
        rolled=write(check.rolled),
        difference=write(check.difference),
        bound=write(check.bound),
    )


def _sum_words(table: Table, row: str) -> str:
    parts = [part.label for part in table.row[row].sums.all() if part.key in table.row]
    if len(parts) > 3:
        return _("the sum of its %(count)d rows") % {"count": len(parts)}
    return _("the sum of %(rows)s") % {"rows": " + ".join(parts)}


def _of_tie(one: Tied, book: Book) -> Found:
    rule = Rule.BAND if one.tie.kind == Tie.Kind.BAND else Rule.TIE
    words = one.tie.label
    if one.unknown:
        gone = ", ".join(str(address) for address in one.unknown)
        words = _("%(tie)s: there is no cell %(address)s any more. Change the tie or remove it.") % {
            "tie": words,
            "address": gone,
        }
        return Found(one.key, Rule.STRUCTURE, one.tie.label, words, Verdict.ERROR, where=one.left)
    outcome = one.outcome

    def write(amount: int | None) -> str:
        if amount is None or outcome.unit is None:
            return ""
        return outcome.unit.write(amount)

    return Found(
        key=one.key,
        rule=rule,
        about=book.table[one.left.statement].statement.title,
        words=_tie_words(one, book),
        verdict=outcome.verdict,
        where=one.left,
        printed=write(outcome.printed),
        expected=write(outcome.expected),
        difference=write(outcome.difference),
        bound=write(outcome.bound),
        outcome=outcome.words,
    )


def _tie_words(one: Tied, book: Book) -> str:
    """The tie with the cell that is compared. Its figures stand beside, so that only where there are none a sentence follows."""
    outcome, tie = one.outcome, one.tie
    if outcome.verdict == Verdict.ABSENT or outcome.unit is None:
        return f"{tie.label}: {outcome.words}"
    cell = str(named(one.right, book.last if tie.is_from_last else book.table))
    cell = f"{cell} ({book.last_label})" if tie.is_from_last else cell
    words = _("%(tie)s; as a share of %(cell)s") if tie.kind == Tie.Kind.BAND else _("%(tie)s; compared with %(cell)s")
    words %= {"tie": tie.label, "cell": cell}
    if tie.kind != Tie.Kind.BAND and None in (outcome.printed, outcome.expected):
        return _("%(words)s, and one of the two is blank") % {"words": words}
    return words


def _of_text(told: Told, facts: Facts) -> Iterator[Found]:
    if told.is_forgotten:
        words = _("This note has no words yet, and rows of the tables point at it.")
        yield Found(f"structure:{told.key}", Rule.STRUCTURE, told.name, words, Verdict.ERROR)
    for number, broken in enumerate(told.resolved(facts).broken, start=1):
        key = f"citation:{told.key}/{number}"
        yield Found(key, Rule.CITATION, told.name, broken.sentence, Verdict.ERROR, return_of=told.return_of)
