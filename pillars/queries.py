"""Every shared read of this floor; each takes a fixed number of queries, whatever the size of the plan."""

from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from pillars.brand import Brand
from pillars.models import (
    Logo,
    Narrative,
    Office,
    Pillar,
    Plan,
    Rating,
    ReportingPeriod,
    Return,
    SubTheme,
    SubThemeRating,
)
from pillars.ratings import RatingValue
from translations.queries import texts_in
from translations.spoken import Said, is_spoken, short, spoken

# What pages say of the office. A report in two languages has these words in both.
SAID = ("name", "panel", "notice")


@dataclass(frozen=True, slots=True)
class Judged:
    """The standing version of a rating: its id, or why there is none, and the reason given."""

    rating_id: int | None
    empty_reason: str
    reason: str

    @property
    def is_given(self) -> bool:
        """Whether there is a rating, or an answer why there is none; a reason alone is neither."""
        return self.rating_id is not None or bool(self.empty_reason)


def earlier_published(period: ReportingPeriod) -> list[ReportingPeriod]:
    """The published quarters of the same plan before this one that a report compares with, the latest first.

    At most five: the quarter before and the same quarter last year lie within them, and so does the last one held.
    """
    return list(ReportingPeriod.objects.published().filter(plan=period.plan_id).before(period.quarter)[:5])


def ratings_of_plan(plan_id: int) -> dict[int, RatingValue]:
    """Every rating of every scale of a plan, by id."""
    return {rating.pk: rating.value for rating in Rating.objects.filter(scale__plan=plan_id)}


def office_here() -> Office | None:
    """The office, called as it is in the language that is switched on; None before it is set up. One query, or two where that
    is its second language."""
    office = Office.objects.first()
    if office is None or not is_spoken(office.second_language):
        return office
    texts = texts_in(office.second_language, (getattr(office, name) for name in SAID))
    return spoken(office, SAID, lambda text: texts.get(text) or Said(text, office.language))


def languages_of_office() -> set[str]:
    """The languages of the office, without their countries; none before it is set up."""
    held = Office.objects.values_list("language", "second_language").first() or ()
    return {short(code) for code in held if code}


def structure(plan_id: int) -> list[Pillar]:
    """The pillars of a plan with their sub-themes, both in order. Two queries."""
    return list(Pillar.objects.filter(plan=plan_id).prefetch_related("sub_themes"))


def stated_last_ratings(period_id: int) -> dict[int, int]:
    """Last period's ratings as a source stated them: rating by sub-theme."""
    returns = Return.objects.filter(period=period_id, stated_last_rating__isnull=False)
    return dict(returns.values_list("sub_theme_id", "stated_last_rating_id"))


def sub_theme_ratings(period_ids: Collection[int]) -> dict[tuple[int, int], Judged]:
    """The standing rating by period and sub-theme."""
    rows = (
        SubThemeRating.objects.filter(quarterly_return__period__in=period_ids)
        .heads()
        .values_list(
            "quarterly_return__period_id", "quarterly_return__sub_theme_id", "rating_id", "empty_reason", "reason"
        )
    )
    return {(period, sub_theme): Judged(*judged) for period, sub_theme, *judged in rows}


@dataclass(frozen=True, slots=True)
class Texts:
    """The standing texts of a quarter, by sub-theme and by pillar."""

    headlines: dict[int, str]
    activities: dict[int, str]
    pillar_headlines: dict[int, str]


def texts(period_id: int) -> Texts:
    rows = (
        Narrative.objects.filter(Q(quarterly_return__period=period_id) | Q(period=period_id))
        .heads()
        .values_list("kind", "quarterly_return__sub_theme_id", "pillar_id", "text")
    )
    found = Texts({}, {}, {})
    for kind, sub_theme, pillar, text in rows:
        if pillar is not None:
            found.pillar_headlines[pillar] = text
        elif kind == Narrative.Kind.HEADLINES:
            found.headlines[sub_theme] = text
        else:
            found.activities[sub_theme] = text
    return found


def plan_now() -> Plan | None:
    """The plan that the portal works on: that of the latest quarter held, or else the one that begins last."""
    period = ReportingPeriod.objects.select_related("plan").order_by("-year", "-number").first()
    return period.plan if period else Plan.objects.order_by("-starts_on", "-key").first()


def latest_period(plan: Plan) -> ReportingPeriod | None:
    """The latest quarter that is held under a plan. One query."""
    return ReportingPeriod.objects.filter(plan=plan).order_by("-year", "-number").first()


def open_period(plan: Plan) -> ReportingPeriod | None:
    """The quarter that is kept now: the latest that is held, unless it is published. One query."""
    latest = latest_period(plan)
    return latest if latest and latest.published_at is None else None


def plans_in_use() -> list[Plan]:
    """The plan under which the latest quarter is held, and any that begins after it; all where no quarter is held."""
    latest = ReportingPeriod.objects.select_related("plan").order_by("-year", "-number").first()
    plans = Plan.objects.order_by("starts_on")
    return list(plans.filter(starts_on__gte=latest.plan.starts_on) if latest else plans)


def sub_themes_with_editors(plans: Collection[Plan]) -> list[SubTheme]:
    """The sub-themes of plans in their order, each with its pillar and its editors. Two queries."""
    found = SubTheme.objects.filter(pillar__plan__in=plans).select_related("pillar__plan").prefetch_related("editors")
    return list(found.order_by("pillar__plan__starts_on", "pillar__plan", "pillar__order", "order"))


def standing_of_office() -> str:
    """What names the state of the office that somebody has before their eyes; empty where it was never named. One query."""
    newest = Office.history.order_by("-history_id").values_list("history_id", flat=True).first()
    return str(newest or "")


def logo_of(brand: Brand) -> bytes:
    """The logo that is to be drawn, a PNG; b"" where there is none, and nothing is asked then. Raises Logo.DoesNotExist."""
    return bytes(Logo.objects.get(pk=brand.logo).content) if brand.logo else b""


def logo_address(brand: Brand) -> str:
    """The logo as an address that holds all of it, for what is drawn without fetching anything; "" where there is none."""
    logo = logo_of(brand)
    return f"data:image/png;base64,{b64encode(logo).decode()}" if logo else ""
