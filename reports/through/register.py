"""The register of commitments: every number through every published quarter, put together from the published documents.

Pure: documents in, stories out. What no edition holds is not in the register, so no draft can show in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commitments.account import plain
from commitments.references import Reference
from pillars.quarters import Quarter
from pillars.ratings import Colour, RatingValue
from reports.document import AccountReason, AccountSection, LineRow, QuarterHead, Rated, ReportDocument, Words
from reports.through.course import Known, Moment, course, red_until, strip, word_of

# What an account tells of a number: its outcome in words, and what is recorded of it.
Told = tuple[str, AccountReason | None]
NOTHING: Told = ("", None)


@dataclass(frozen=True, slots=True)
class Appearance:
    """A commitment in one quarter: where it stood, and the line that carried it with its rating, evidence and milestone.

    `outcome_words` is what the account of that quarter says became of it since the last quarter held, and `reason` what
    it gives as the reason (None: nothing is recorded).
    """

    quarter: QuarterHead
    pillar_key: str
    pillar_title: str
    page_title: str
    page_slug: str
    wording: str
    printed_number: str
    sharing: tuple[str, ...]
    line: LineRow
    outcome_words: str
    reason: AccountReason | None = None

    @property
    def rated(self) -> Rated:
        """How its line was rated."""
        return self.line.rated


@dataclass(frozen=True, slots=True)
class Absence:
    """A quarter that does not list a commitment, with what its account says of it ("" before it was made)."""

    quarter: QuarterHead
    outcome_words: str
    reason: AccountReason | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a commitment, and the first published quarter that has them."""

    text: str
    first_quarter: str


@dataclass(frozen=True, slots=True)
class Story:
    """A commitment through the published quarters, the latest first; its `course` has every quarter, the earliest first."""

    number: str
    slug: str
    wordings: tuple[Wording, ...]
    quarters: tuple[Appearance | Absence, ...]
    course: tuple[Moment, ...]

    @property
    def wording(self) -> str:
        """Its latest words; "" for a number that no published quarter lists."""
        return self.wordings[0].text if self.wordings else ""

    @property
    def now(self) -> Appearance | None:
        """Where it stands in the latest report; None where that does not list it."""
        latest = self.quarters[0]
        return latest if isinstance(latest, Appearance) else None

    @property
    def last_seen(self) -> Appearance | None:
        """Where it stands in the latest report that lists it; None for a number that none lists."""
        return next((one for one in self.quarters if isinstance(one, Appearance)), None)

    @property
    def strip(self) -> tuple[Moment, ...]:
        """Its course as it is shown."""
        return strip(self.course)

    @property
    def has_stated(self) -> bool:
        """Whether a quarter is known only as the next one's report stated it."""
        return any(moment.known is Known.STATED for moment in self.course)

    @property
    def red_for(self) -> int:
        """For how many quarters in a row it is red now."""
        return red_until(self.course, self.course[-1].quarter)


@dataclass(frozen=True, slots=True)
class Change:
    """A number in the account of a quarter: where it stood before and where it stands now (None: it is not listed)."""

    number: str
    slug: str
    before: Appearance | None
    now: Appearance | None
    reason: AccountReason | None = None


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The numbers that share an outcome in the account of a quarter."""

    outcome: str
    words: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """Every number of a plan, in order, over the quarters whose reports are published, the latest first.

    `accounts` holds each quarter's account against the last one held, by the quarter's slug; the first has none. `pillars`
    are keys and titles, and `scale` the ratings, of the latest report.
    """

    plan_title: str
    words: Words
    pillars: tuple[tuple[str, str], ...]
    scale: tuple[RatingValue, ...]
    quarters: tuple[QuarterHead, ...]
    stories: tuple[Story, ...]
    accounts: dict[str, AccountSection]

    @property
    def red_word(self) -> str:
        """The office's word for its red; "" where its scale has none."""
        return word_of(self.scale, Colour.RED)

    def story(self, slug: str) -> Story:
        """The story of a number such as 9a. Raises KeyError when the register has none."""
        for story in self.stories:
            if story.slug == slug:
                return story
        raise KeyError(slug)

    def changes(self, quarter: str) -> tuple[ChangeGroup, ...]:
        """The account of a quarter with both standings of every number. Raises KeyError for a quarter without one."""
        account = self.accounts[quarter]
        reasons = {reason.number: reason for reason in account.reasons}
        stories = {story.number: story for story in self.stories}
        return tuple(
            ChangeGroup(
                group.outcome,
                group.words,
                tuple(
                    _change(stories[number], account.against_slug, quarter, reasons.get(number))
                    for number in group.numbers
                ),
            )
            for group in account.groups
        )


def register(documents: Sequence[ReportDocument]) -> Register:
    """The register from the documents of one plan, the latest first. Raises ValueError when there are none."""
    if not documents:
        raise ValueError("A register needs at least one published report.")
    latest = documents[0]
    outcomes = {document.quarter.slug: _outcomes(document) for document in documents}
    found: dict[Reference, dict[str, Appearance]] = {}
    for document in documents:
        for number in outcomes[document.quarter.slug]:
            found.setdefault(Reference.read(number), {})
        for reference, appearance in _appearances(document, outcomes[document.quarter.slug]):
            found.setdefault(reference, {})[document.quarter.slug] = appearance
    return Register(
        plan_title=latest.plan_title,
        words=latest.words,
        pillars=tuple((pillar.key, pillar.title) for pillar in latest.pillars),
        scale=latest.scale,
        quarters=tuple(document.quarter for document in documents),
        stories=tuple(_story(reference, found[reference], documents, outcomes) for reference in sorted(found)),
        accounts={document.quarter.slug: document.account for document in documents if document.account},
    )


def _change(story: Story, before: str, now: str, reason: AccountReason | None) -> Change:
    standings = {item.quarter.slug: item for item in story.quarters if isinstance(item, Appearance)}
    return Change(story.number, story.slug, standings.get(before), standings.get(now), reason)


def _outcomes(document: ReportDocument) -> dict[str, Told]:
    if document.account is None:
        return {}
    reasons = {reason.number: reason for reason in document.account.reasons}
    return {number: (group.words, reasons.get(number)) for group in document.account.groups for number in group.numbers}


def _appearances(document: ReportDocument, outcomes: dict[str, Told]) -> Iterable[tuple[Reference, Appearance]]:
    for pillar, page in document.pages:
        for part in page.parts:
            for line in part.lines:
                numbers = [commitment.number for commitment in line.commitments]
                for commitment in line.commitments:
                    outcome_words, reason = outcomes.get(commitment.number, NOTHING)
                    yield (
                        Reference.read(commitment.number),
                        Appearance(
                            quarter=document.quarter,
                            pillar_key=pillar.key,
                            pillar_title=pillar.title,
                            page_title=page.title,
                            page_slug=page.slug,
                            wording=commitment.wording,
                            printed_number=commitment.printed_number,
                            sharing=tuple(number for number in numbers if number != commitment.number),
                            line=line,
                            outcome_words=outcome_words,
                            reason=reason,
                        ),
                    )


def _story(
    reference: Reference,
    found: dict[str, Appearance],
    documents: Sequence[ReportDocument],
    outcomes: dict[str, dict[str, Told]],
) -> Story:
    number = str(reference)
    quarters = tuple(
        found.get(document.quarter.slug)
        or Absence(document.quarter, *outcomes[document.quarter.slug].get(number, NOTHING))
        for document in documents
    )
    first: dict[str, tuple[str, str]] = {}
    for quarter in reversed(quarters):
        if isinstance(quarter, Appearance):
            same = plain(quarter.wording)
            first[same] = (quarter.wording, first[same][1] if same in first else quarter.quarter.label)
    texts = tuple(Wording(text, label) for text, label in reversed(first.values()))
    rated = {
        Quarter.from_slug(entry.quarter.slug): entry.rated if isinstance(entry, Appearance) else None
        for entry in quarters
    }
    return Story(number, reference.slug, texts, quarters, course(rated))
