"""What a plan may be that is set up in the browser: how large, when, and beside which other plans. Values in, sentences out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from returns.files.shape import PlanFile

# Far beyond any plan, and little enough to be written while somebody waits.
MOST_PILLARS, MOST_SUB_THEMES, MOST_COMMITMENTS, MOST_INDICATORS = 50, 200, 1_000, 500
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class HeldPlan:
    """A plan that the portal has already. Nothing hangs on an `is_untouched` one yet: another may take its place."""

    pk: int
    key: str
    title: str
    starts_on: date
    is_untouched: bool


def too_much(plan: PlanFile) -> str:
    """Why a plan is larger than any, or lies where no plan lies; "" where it does not."""
    counts = (
        (len(plan.pillars), MOST_PILLARS, plan.words.pillars),
        (sum(len(pillar.sub_themes) for pillar in plan.pillars), MOST_SUB_THEMES, plan.words.sub_themes),
        (len(plan.commitments), MOST_COMMITMENTS, plan.words.commitments),
        (len(plan.indicators), MOST_INDICATORS, _("indicators")),
    )
    for count, most, word in counts:
        if count > most:
            return _("These are %(count)d %(word)s. Here a plan has %(most)d at most.") % {
                "count": count,
                "word": word,
                "most": most,
            }
    if plan.starts_on < EARLIEST or plan.ends_on > LATEST:
        return _("A plan lies between 2000 and 2100. Look at its first and last day again.")
    return ""


def is_there(plan: PlanFile, held: Collection[HeldPlan]) -> bool:
    """Whether a plan of this key is held."""
    return any(other.key == plan.key for other in held)


def to_replace(held: Collection[HeldPlan]) -> HeldPlan | None:
    """The plan whose place another would take: the one that begins last, unless something hangs on it."""
    last = max(held, key=lambda other: other.starts_on, default=None)
    return last if last is not None and last.is_untouched else None


def refusal(plan: PlanFile, held: Collection[HeldPlan]) -> str:
    """Why a plan cannot be set up beside those that stay, as a sentence; "" where it can."""
    if is_there(plan, held):
        return _("“%(title)s” is set up already. A plan that is there is not written over.") % {"title": plan.title}
    last = max(held, key=lambda other: other.starts_on, default=None)
    if last is not None and plan.starts_on <= last.starts_on:
        return _("“%(title)s” is set up already. A plan that follows it begins later.") % {"title": last.title}
    return ""
