"""The account of numbers as a report shows it: one group an outcome, named."""

from collections.abc import Iterable

from commitments.account import Entry, Outcome
from pillars.quarters import Quarter
from reports.document import AccountGroup, AccountSection

WORDS: dict[tuple[Outcome, ...], str] = {
    (Outcome.UNCHANGED,): "Unchanged",
    (Outcome.REWORDED,): "Reworded",
    (Outcome.REGROUPED,): "Regrouped: on a row with other numbers than before",
    (Outcome.MOVED,): "Moved to another page",
    (Outcome.NEW,): "New",
    (Outcome.COMPLETED,): "Completed",
    (Outcome.WITHDRAWN,): "Withdrawn",
    (Outcome.SUPERSEDED,): "Superseded",
    (Outcome.MISSING,): "Missing: no longer listed, and no ending is recorded",
}


def account_section(against: Quarter, entries: Iterable[Entry]) -> AccountSection:
    """Group the entries of an account by outcome, in the order of the enumeration; several at once make their own group."""
    groups: dict[tuple[Outcome, ...], list[str]] = {}
    for entry in entries:
        groups.setdefault(entry.outcomes, []).append(str(entry.reference))
    order = list(Outcome)
    return AccountSection(
        against=str(against),
        against_slug=against.slug,
        groups=tuple(
            AccountGroup("+".join(outcomes), words_for(outcomes), tuple(numbers))
            for outcomes, numbers in sorted(groups.items(), key=lambda item: [order.index(o) for o in item[0]])
        ),
    )


def words_for(outcomes: tuple[Outcome, ...]) -> str:
    """What became of a number, in words: "Missing: …", or "Reworded and regrouped"."""
    return WORDS.get(outcomes) or " and ".join(outcomes).capitalize()
