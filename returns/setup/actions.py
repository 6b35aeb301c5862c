"""Setting up a plan that an administrator has looked at: all of it, once."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from pillars.models import Office
from returns.files.plan import write_plan
from returns.files.read import Places
from returns.files.records import Changes
from returns.files.shape import PlanFile
from returns.rules import NotYours, Refused
from returns.setup.queries import held_plans
from returns.setup.rules import refusal, too_much


@transaction.atomic
def set_up_plan(*, plan: PlanFile, places: Places, by: User | None) -> Changes:
    """Write a plan that was checked; an office that is named stays as it is.

    Raises Refused where a plan of this name is held, whoever set it up meanwhile, and FaultyFile where it does not go with
    the records.
    """
    if by is not None and not by.is_administrator:
        raise NotYours(_("An administrator does this."))
    # Held until the plan is there, so that of two who set it up one is told.
    Office.objects.select_for_update().first()
    if hindrance := too_much(plan) or refusal(plan, held_plans()):
        raise Refused(hindrance)
    return write_plan(plan.title, plan, places, keeps_office=True, by=by)
