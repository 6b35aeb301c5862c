"""What a plan holds, looked up once, so that a quarter file can be checked and written without a query a row."""

from dataclasses import dataclass

from commitments.models import Commitment
from commitments.references import Reference
from indicators.models import Indicator, Place
from pillars.models import Pillar, Plan, Rating, RatingScale, ReportingPeriod, SubTheme
from pillars.quarters import Quarter


@dataclass(frozen=True, slots=True)
class Held:
    """The records that a quarter file names by key, number or code; `previous` is the quarter before, where this plan
    holds it. `quarter` is None where the file names none that can be."""

    plan: Plan
    scale: RatingScale
    quarter: Quarter | None
    previous: ReportingPeriod | None
    ratings: dict[str, Rating]
    pillars: dict[str, Pillar]
    sub_themes: dict[str, SubTheme]
    commitments: dict[Reference, Commitment]
    indicators: dict[str, Indicator]
    places: dict[tuple[str, str], Place]

    @classmethod
    def of(cls, plan: Plan, scale: RatingScale, quarter: Quarter | None) -> "Held":
        sub_themes = SubTheme.objects.filter(pillar__plan=plan).select_related("pillar")
        places = Place.objects.filter(indicator__plan=plan).select_related("indicator", "sub_theme")
        periods = ReportingPeriod.objects.filter(plan=plan)
        return cls(
            plan=plan,
            scale=scale,
            quarter=quarter,
            previous=periods.of(quarter.previous).first() if quarter else None,
            ratings={rating.code: rating for rating in scale.ratings.all()},
            pillars={pillar.key: pillar for pillar in plan.pillars.all()},
            sub_themes={sub_theme.key: sub_theme for sub_theme in sub_themes},
            commitments={commitment.reference: commitment for commitment in plan.commitments.all()},
            indicators={indicator.key: indicator for indicator in plan.indicators.all()},
            places={(place.sub_theme.key, place.indicator.key): place for place in places},
        )
