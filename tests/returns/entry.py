"""A small quarter to keep: a published one before it, two sub-themes, and the people who keep and read them."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from accounts.roles import Role
from commitments.models import Line, Status
from indicators.models import Place, Reading
from pillars.models import Narrative, Plan, ReportingPeriod, Return, SubThemeRating
from tests.people import make_person
from tests.records import make_indicator, make_line, make_period, make_plan, rating


@dataclass
class Kept:
    """A quarter that is open for entry, with those who may see it. `lines` are those of the first sub-theme."""

    plan: Plan
    last: ReportingPeriod
    period: ReportingPeriod
    held: Return
    other: Return
    lines: list[Line]
    editor: User

    @property
    def address(self) -> str:
        return f"/quarters/{self.period.quarter.slug}/returns/{self.held.sub_theme.key}/"

    @property
    def lines_address(self) -> str:
        return f"/quarters/{self.period.quarter.slug}/lines/"

    def save_address(self, key: str) -> str:
        return f"{self.address}entries/{key}/"

    def line_key(self, at: int = 0) -> str:
        return f"line-{self.lines[at].pk}"


def make_kept(codes: tuple[str, ...] = ("G", "A", "R")) -> Kept:
    """Two quarters: in the first these lines were rated so; in the second nothing is answered yet."""
    plan = make_plan(sub_themes=2)
    last = make_period(plan, "2019-20-q1", is_published=True)
    period = make_period(plan, "2019-20-q2")
    lines = []
    for number, code in enumerate(codes, start=1):
        make_line(last, str(number), code=code)
        lines.append(make_line(period, str(number), code=None))
    make_line(period, "90", code=None, in_return=returns(period)[1])
    SubThemeRating.objects.create(quarterly_return=returns(last)[0], rating=rating(plan, "A"))
    held, other = returns(period)
    editor = make_person(Role.EDITOR, name="Editor of the first")
    held.sub_theme.editors.add(editor)
    return Kept(plan, last, period, held, other, lines, editor)


def returns(period: ReportingPeriod) -> list[Return]:
    return list(
        Return.objects.filter(period=period)
        .select_related("sub_theme__pillar", "period")
        .order_by("sub_theme__pillar__order", "sub_theme__order")
    )


def make_reading(period: ReportingPeriod, place: Place, printed: str, **fields) -> Reading:
    own = place if place.indicator.is_per_place else None
    return Reading.objects.create(
        indicator=place.indicator, period=period, place=own, printed=printed, value=1, **fields
    )


def make_place(kept: Kept, kind: str = "percentage", **fields) -> Place:
    return make_indicator(kept.plan, kind=kind, **fields).places.get()


def last_status(kept: Kept, at: int = 0, **fields) -> Status:
    """Changes what was said of a line last period."""
    status = Status.objects.get(line__quarterly_return__period=kept.last, line__order=at + 1)
    Status.objects.filter(pk=status.pk).update(**fields)
    return status


def status_of(kept: Kept, at: int = 0) -> Status | None:
    return Status.objects.filter(line=kept.lines[at]).heads().select_related("rating").first()


def texts_of(kept: Kept) -> dict[str, str]:
    """The standing texts of the return and of its pillar's summary."""
    heads = Narrative.objects.heads()
    found = {text.kind: text.text for text in heads.filter(quarterly_return=kept.held)}
    summary = heads.filter(period=kept.period).first()
    return found | ({"summary": summary.text} if summary else {})


def typed(key: str, **fields: object) -> dict[str, object]:
    """What a browser sends for a form of this key."""
    return {f"{key}-{name}": value for name, value in fields.items()}


DAY = date(2020, 3, 31)
