"""The tables of this floor, one noun a file."""

from .office import Office
from .periods import ReportingPeriod
from .plan import Pillar, Plan, SubTheme
from .returns import Judgement, Narrative, Return, SubThemeRating
from .scale import Rating, RatingScale

__all__ = [
    "Judgement",
    "Narrative",
    "Office",
    "Pillar",
    "Plan",
    "Rating",
    "RatingScale",
    "ReportingPeriod",
    "Return",
    "SubTheme",
    "SubThemeRating",
]
