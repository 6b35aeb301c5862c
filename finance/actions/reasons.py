"""Why checks that fail may stand: one reason for one or several of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from finance.actions.figures import record_reason
from finance.models import FinanceReport, Reason


@dataclass(frozen=True, slots=True)
class Failing:
    """A failed check with the difference that the person saw, and the reason that stood then (None: none ever did)."""

    check_key: str
    difference: str
    based_on: Reason | None = None


@transaction.atomic
def record_reasons(
    *, report: FinanceReport, failing: Sequence[Failing], text: str, by: User | None
) -> tuple[Reason, ...]:
    """Say why checks may stand, all or none; an empty text takes their reasons back.

    Raises StaleVersion when somebody gave another reason for one of them meanwhile, and Locked when the return is closed.
    """
    return tuple(
        record_reason(
            report=report,
            check_key=one.check_key,
            difference=one.difference,
            text=text,
            based_on=one.based_on,
            by=by,
        )
        for one in failing
    )
