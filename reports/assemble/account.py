"""The account of numbers as a report shows it: one group an outcome, named."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.formats import date_format

from commitments.account import Entry, Outcome
from commitments.queries import Ended
from commitments.references import Reference
from pillars.quarters import Quarter
from reports.document import AccountGroup, AccountReason, AccountSection
from reports.document.composed import words_for


def account_section(
    against: Quarter,
    entries: Iterable[Entry],
    endings: Mapping[Reference, Ended],
    wordings: Mapping[Reference, tuple[date, str]],
) -> AccountSection:
    """Group the entries of an account by outcome, in the order of the enumeration; several at once make their own group.

    `endings` and `wordings` hold what is recorded of them: each ending, and why a wording stands and since when.
    """
    entries = list(entries)
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
        reasons=tuple(reason for entry in entries for reason in _reasons(entry, endings, wordings)),
    )


def _reasons(
    entry: Entry, endings: Mapping[Reference, Ended], wordings: Mapping[Reference, tuple[date, str]]
) -> Iterable[AccountReason]:
    number = str(entry.reference)
    if entry.now is None and (ended := endings.get(entry.reference)):
        heirs = f" by {', '.join(map(str, ended.by))}" if ended.by else ""
        words = f"{words_for(entry.outcomes)}{heirs} on {date_format(ended.on, 'j F Y')}"
        yield AccountReason(number, words, ended.reason)
    elif {Outcome.NEW, Outcome.REWORDED} & set(entry.outcomes) and entry.reference in wordings:
        since, reason = wordings[entry.reference]
        made = "New" if Outcome.NEW in entry.outcomes else "New words"
        yield AccountReason(number, f"{made} from {date_format(since, 'j F Y')}", reason)
