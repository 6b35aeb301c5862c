"""The whole report: its names and words, its quarter, its parts, and the account of numbers."""

from dataclasses import dataclass
from datetime import date, datetime

from pillars.brand import HOUSE, Brand
from pillars.ratings import RatingValue
from reports.document.finance import FinanceSection
from reports.document.pages import PillarSection, SubThemePage

SCHEMA = 5


@dataclass(frozen=True, slots=True)
class Words:
    """Every name and word that the office and its plan chose."""

    office: str
    office_short: str
    area: str
    role: str
    role_short: str
    panel: str
    pillar: str
    pillars: str
    sub_theme: str
    sub_themes: str
    commitment: str
    commitments: str


@dataclass(frozen=True, slots=True)
class Licence:
    """On what terms others may use the report: the licence's name, and where its words stand."""

    name: str = "Open Government Licence v3.0"
    address: str = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


@dataclass(frozen=True, slots=True)
class QuarterHead:
    """The quarter that the report is about: `slug` 2019-20-q1, `label` Q1 2019/20, and those it compares with."""

    slug: str
    label: str
    starts_on: date
    ends_on: date
    previous_label: str
    last_year_label: str


@dataclass(frozen=True, slots=True)
class AccountGroup:
    """The numbers that share one outcome against the last quarter held: "missing", ("3", "11", "19")."""

    outcome: str
    words: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountReason:
    """What is recorded of a number's outcome: in words ("Ended on 30 June 2019"), and the reason given ("" where none is)."""

    number: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class AccountSection:
    """The account of numbers against an earlier quarter, named; `reasons` stand only where something is recorded."""

    against: str
    against_slug: str
    groups: tuple[AccountGroup, ...]
    reasons: tuple[AccountReason, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """What a correction changed: one figure, rating or text. `change` is changed, added or removed, `where` says where it stands,
    from the whole to the part, `before` and `after` how it read ("" where it was not there)."""

    change: str
    where: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EditionHead:
    """Which edition of the report this is. One that corrects names the number that it corrects (0: none), what it corrects and
    why, who asked for it (a role), and all that it changed."""

    number: int
    corrects: int = 0
    what: str = ""
    why: str = ""
    asked_by: str = ""
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class SecondLanguage:
    """The language in which the report stands besides its own: what each text that differs reads in it, and what the edition
    changed as it reads there."""

    language: str
    texts: tuple[tuple[str, str], ...]
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A whole quarterly report. `title` is what such reports are called; the quarter stands beside it.

    `brand` is how it looks, and nothing that it says. `published_at` is from when anybody may read it; a draft has neither that
    nor an `edition`.
    """

    schema: int
    title: str
    plan_key: str
    plan_title: str
    language: str
    notice: str
    published_at: datetime | None
    words: Words
    quarter: QuarterHead
    scale: tuple[RatingValue, ...]
    pillars: tuple[PillarSection, ...]
    finance: FinanceSection | None
    account: AccountSection | None
    licence: Licence = Licence()
    brand: Brand = HOUSE
    edition: EditionHead | None = None
    second: SecondLanguage | None = None

    @property
    def pages(self) -> tuple[tuple[PillarSection, SubThemePage], ...]:
        """Every sub-theme page with its pillar, in the order of reading."""
        return tuple((pillar, page) for pillar in self.pillars for page in pillar.pages)

    def page(self, slug: str) -> tuple[PillarSection, SubThemePage]:
        """The page of this slug. Raises KeyError when the report has none."""
        for pillar, page in self.pages:
            if page.slug == slug:
                return pillar, page
        raise KeyError(slug)
