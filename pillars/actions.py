"""Every write to a sub-theme's rating, to the texts of a quarter, to who edits what, and to the office itself."""

from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from pictures.take import Picture
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
from pillars.naming import Naming
from pillars.queries import standing_of_office
from pillars.versions import StaleVersion, refuse_stale, save_version


def record_sub_theme_rating(
    *,
    quarterly_return: Return,
    rating: Rating | None,
    empty_reason: str = "",
    reason: str = "",
    based_on: SubThemeRating | None,
    by: User | None,
) -> SubThemeRating:
    """Give a sub-theme its own rating for the quarter, or say why there is none."""
    version = SubThemeRating(
        quarterly_return=quarterly_return, rating=rating, empty_reason=empty_reason, reason=reason, recorded_by=by
    )
    return save_version(version, based_on, of=Return.objects.filter(pk=quarterly_return.pk))


def record_narrative(
    *,
    kind: str,
    subject: Return | tuple[Pillar, ReportingPeriod],
    text: str,
    based_on: Narrative | None,
    by: User | None,
) -> Narrative:
    """Keep the headlines or activities of a return, or the headlines of a pillar in a quarter.

    A pillar's headlines hang on the return of its first sub-theme: who keeps that one keeps them, while it is open.
    """
    version = Narrative(kind=kind, text=text, recorded_by=by)
    if isinstance(subject, Return):
        version.quarterly_return = subject
        of = Return.objects.filter(pk=subject.pk)
    else:
        version.pillar, version.period = subject
        of = Return.objects.filter(sub_theme__pillar=subject[0], period=subject[1]).order_by("sub_theme__order")
    return save_version(version, based_on, of=of)


@transaction.atomic
def change_editors(
    *, sub_theme: SubTheme, added: Collection[User] = (), removed: Collection[User] = (), by: User | None
) -> None:
    """Give a sub-theme editors, and take others from it; the rest stay, whoever else changes them meanwhile.

    Raises PermissionError when somebody other than an administrator does it, ValueError for people who are no editors.
    """
    if by is not None and not by.is_administrator:
        raise PermissionError("An administrator says who edits what.")
    if any(not person.is_editor for person in added):
        raise ValueError("Only people with the editor role keep a sub-theme.")
    sub_theme.editors.add(*added)
    sub_theme.editors.remove(*removed)


@transaction.atomic
def save_office(*, values: Mapping[str, Any], based_on: str, by: User | None) -> Office:
    """Name the office, or name it anew; its history says who did. `values` are by field, `based_on` is how it stood when the
    person saw it (queries.standing_of_office).

    Raises StaleVersion where somebody has changed it since, PermissionError when somebody other than an administrator does it.
    """
    if by is not None and not by.is_administrator:
        raise PermissionError("An administrator names the office.")
    held = Office.objects.select_for_update().first()
    refuse_stale(based_on, standing_of_office())
    office: Any = held or Office(pk=1)
    for name, value in values.items():
        setattr(office, name, value)
    office._history_user = by
    office.save()
    return office


@transaction.atomic
def save_logo(*, picture: Picture | None, based_on: str, by: User | None) -> Office:
    """Give the office a logo, or none; its history says who did, and keeps those before. Raises as `save_office` does."""
    logo = None
    if picture:
        digest = sha256(picture.png).hexdigest()
        logo, _made = Logo.objects.get_or_create(digest=digest, defaults={"content": picture.png})
    size = (picture.width, picture.height) if picture else (0, 0)
    return save_office(values={"logo": logo, "logo_width": size[0], "logo_height": size[1]}, based_on=based_on, by=by)


@transaction.atomic
def rename_plan(*, plan: Plan, namings: Collection[Naming], by: User | None) -> None:
    """Call a plan or parts of it otherwise; the history of each says who did. What is published stays as it is.

    Raises StaleVersion where somebody has changed one of the same names since, and then none is changed; PermissionError when
    somebody other than an administrator does it.
    """
    if by is not None and not by.is_administrator:
        raise PermissionError("An administrator names the plan.")
    Plan.objects.select_for_update().get(pk=plan.pk)
    changed: dict[tuple[type[Model], int], Any] = {}
    for naming in namings:
        kind = type(naming.record)
        record = changed.setdefault((kind, naming.record.pk), kind.objects.get(pk=naming.record.pk))
        if getattr(record, naming.field) != naming.seen:
            said = _(
                "Somebody has changed “%(seen)s” to “%(now)s” meanwhile. Open the page again, and put in what is yours."
            )
            raise StaleVersion(said % {"seen": naming.seen, "now": getattr(record, naming.field)})
        setattr(record, naming.field, naming.text)
    for record in changed.values():
        record._history_user = by
        record.save()
