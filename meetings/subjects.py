"""What a member's question can be about in a published report: a figure, an indicator or a commitment. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from commitments.references import Reference
from finance.figures.addresses import Address, UnreadableAddress
from meetings.models import Question
from reports.addresses import WithinEdition
from reports.document import ReportDocument
from reports.facts import Fact, facts
from reports.search import STEP

Kind = Question.Kind


@dataclass(frozen=True, slots=True)
class Subject:
    """`key` names it for ever, `words` are its place in the report and what is printed there, `at` the file of an edition with
    the anchor."""

    kind: str
    key: str
    words: str
    at: str


def subject_of(document: ReportDocument, asked: str) -> Subject | None:
    """What somebody means by `revenue/staff/budget`, by the number of a commitment, or by the key or name of an indicator.

    None where the report has nothing of that name.
    """
    wanted = " ".join(asked.split())
    found = (one for fact in facts(document) if not fact.repeats for one in _named(fact, wanted))
    return next(found, None)


def _named(fact: Fact, wanted: str) -> Iterator[Subject]:
    """The subject that a fact is, where that is the one that is wanted."""
    match fact.key:
        case ("statement", _, statement, "row", row, name) if name.startswith("cell "):
            address = Address(statement, row, name.removeprefix("cell "))
            if address == _address(wanted):
                yield _subject(Kind.FIGURE, str(address), fact)
        case ("part", _, "indicator", key, "value"):
            if wanted == key or wanted.casefold() == fact.place[-1].casefold():
                yield _subject(Kind.INDICATOR, key, fact)
        case ("part", _, "line", _, name) if name.startswith("wording "):
            number = name.removeprefix("wording ")
            if _number(number) == _number(wanted) != "":
                yield _subject(Kind.COMMITMENT, number, fact)


def _subject(kind: str, key: str, fact: Fact) -> Subject:
    page, arguments = fact.page
    words = f"{STEP.join(fact.where)}: {fact.text}"
    return Subject(kind, key, words, f"{WithinEdition().address(page, *arguments)}#{fact.anchor}")


def _address(wanted: str) -> Address | None:
    try:
        return Address.read(wanted)
    except UnreadableAddress:
        return None


def _number(text: str) -> str:
    """9(a), 9a and 9 (a) are one commitment."""
    try:
        return Reference.read(text).slug
    except ValueError:
        return ""
