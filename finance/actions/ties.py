"""What cells of the tables have to do with each other: adding a tie, changing it and taking it away."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from finance.actions.figures import return_of
from finance.models import FinanceReport, Tie
from finance.rules import Refused, key_for
from finance.ties.terms import Terms, terms_of
from pillars.versions import StaleVersion, hold_open


@transaction.atomic
def add_tie(*, report: FinanceReport, terms: Terms, by: User | None) -> Tie:
    """Add a tie behind the others. Raises Refused where its cells are tied so already, and Locked when the return is closed."""
    hold_open(return_of(report))
    ties = list(report.ties.all())
    _refuse_double(terms, ties)
    last = report.ties.aggregate(last=Max("order"))["last"] or 0
    tie = Tie(report=report, key=key_for(terms.label, {tie.key for tie in ties}, "tie"), order=last + 1, **terms.fields)
    return _signed(tie, by)


@transaction.atomic
def change_tie(*, tie: Tie, terms: Terms, seen: str, by: User | None) -> Tie:
    """Give a tie other terms than those that the person saw (`seen` is their signature).

    Raises StaleVersion where they are others by now, Refused where another tie says the same, and Locked.
    """
    hold_open(return_of(tie.report))
    held = Tie.objects.filter(pk=tie.pk).first()
    if held is not None and terms_of(held) == terms:
        return held
    if held is None or terms_of(held).signature != seen:
        raise StaleVersion(_("Somebody changed this tie while you had it open. This is how it stands now."))
    _refuse_double(terms, [other for other in tie.report.ties.all() if other.pk != tie.pk])
    for name, value in terms.fields.items():
        setattr(held, name, value)
    return _signed(held, by)


@transaction.atomic
def remove_tie(*, tie: Tie, by: User | None) -> None:
    """Take a tie away; what it was stays in its history. Raises Locked."""
    hold_open(return_of(tie.report))
    tie._history_user = by  # type: ignore[attr-defined]
    tie.delete()


def _refuse_double(terms: Terms, ties: list[Tie]) -> None:
    same = next((tie for tie in ties if terms_of(tie).says_the_same(terms)), None)
    if same:
        raise Refused(_("These cells are tied so already, by “%(tie)s”.") % {"tie": same}, "left_row")


def _signed(tie: Tie, by: User | None) -> Tie:
    tie._history_user = by  # type: ignore[attr-defined]
    tie.save()
    return tie
