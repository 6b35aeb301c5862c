"""The tables of this floor, one noun a file."""

from .office import Logo, Office
from .periods import ReportingPeriod
from .plan import Pillar, Plan, SubTheme
from .returns import LOCKED, Judgement, Narrative, Return, ReturnState, SubThemeRating
from .scale import Rating, RatingScale

__all__ = [
    "LOCKED",
    "Judgement",
    "Logo",
    "Narrative",
    "Office",
    "Pillar",
    "Plan",
    "Rating",
    "RatingScale",
    "ReportingPeriod",
    "Return",
    "ReturnState",
    "SubTheme",
    "SubThemeRating",
]
