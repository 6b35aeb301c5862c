"""How everything entered for a quarter is kept: as versions that are added and never overwritten."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, cast

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from pillars.models import Return


class VersionQuerySet(models.QuerySet[Any]):
    """Versions of some subject; the head is the one that no other is based on."""

    def heads(self) -> Self:
        return self.filter(next__isnull=True)


class Version(models.Model):
    """One saved state of a subject (a line's status, a reading, a text), with its author and time.

    A version names the one it is based on, and no two may name the same; each model adds a constraint of its own that
    a subject has one first version. So the database itself refuses a stale save, on both engines and without locks.
    `recorded_by` is empty where a file was loaded from the command line. Each model says which of its fields name the
    `subject`, and which hold the `content` that a newer version may change.
    """

    subject: ClassVar[tuple[str, ...]]
    content: ClassVar[tuple[str, ...]]

    based_on = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="next")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True


AnyVersion = TypeVar("AnyVersion", bound=Version)


STALE = "Somebody saved a newer version while you were writing. Compare the two."


class StaleVersion(Exception):
    """Somebody saved a newer version first; the message tells the person whose save was refused."""


def refuse_stale(based_on: str, standing: str) -> None:
    """Raises StaleVersion where a record does not stand any more as somebody saw it: `based_on` names that state."""
    if based_on != standing:
        raise StaleVersion(_("Somebody has changed this meanwhile. Open the page again, and put in what is yours."))


class Locked(Exception):
    """The return is submitted or approved, so nothing on it may change; the message says what to do."""


@transaction.atomic
def save_version(
    version: AnyVersion, based_on: AnyVersion | None, *, of: "models.QuerySet[Return] | None" = None
) -> AnyVersion:
    """Append a version to the one it is based on (None: the subject's first) and give the one that now stands.

    `of` finds the return on which the subject hangs. Its row is held until the save is done, so that a return cannot be
    submitted in between. Content that equals that of `based_on` is saved as nothing.

    Raises StaleVersion when a newer version stands: the database refuses the row, so of two people who save at once one
    wins and the other is told. Raises Locked when the return is submitted or approved.
    """
    if based_on is not None and not _is_change(version, based_on):
        return based_on
    if of is not None:
        hold_open(of)
    version.based_on = based_on
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError as error:
        about = {name: getattr(version, name) for name in version.subject}
        if cast("Any", type(version))._default_manager.filter(based_on=based_on, **about).exists():
            raise StaleVersion(STALE) from error
        raise
    return version


@transaction.atomic
def save_versions(versions: Sequence[AnyVersion], *, of: "models.QuerySet[Return]") -> tuple[AnyVersion, ...]:
    """Append versions of several subjects that hang on one return, all or none; each names what it is based on already.

    Gives those that are new: content that equals that of `based_on` is saved as nothing. Six queries, however many.
    Raises StaleVersion when a newer version of any stands, and Locked when the return is submitted or approved.
    """
    changed = [version for version in versions if _is_change(version, version.based_on)]
    if not changed:
        return ()
    hold_open(of)
    model = cast("Any", type(changed[0]))
    try:
        with transaction.atomic():
            return tuple(model._default_manager.bulk_create(changed))
    except IntegrityError as error:
        bases = [version.based_on for version in changed if version.based_on]
        firsts = [version for version in changed if version.based_on is None]
        if model._default_manager.filter(based_on__in=bases).exists() or any(_has_first(one) for one in firsts):
            raise StaleVersion(STALE) from error
        raise


def _is_change(version: Version, based_on: Version | None) -> bool:
    return based_on is None or any(getattr(version, name) != getattr(based_on, name) for name in version.content)


def _has_first(version: Version) -> bool:
    about = {name: getattr(version, name) for name in version.subject}
    return cast("Any", type(version))._default_manager.filter(based_on=None, **about).exists()


def hold_open(returns: "models.QuerySet[Return]") -> None:
    """Hold a return until the transaction ends, so that it is not submitted meanwhile. Raises Locked when it is closed."""
    held = returns.select_for_update(of=("self",)).first()
    if held is None:
        raise ValueError("What is saved hangs on no return of this quarter.")
    if held.is_locked:
        state = held.get_state_display().lower()
        raise Locked(f"This return is {state}, so nothing on it can change. Ask an approver to send it back.")


class EmptyReason(models.TextChoices):
    """Why there is no rating or no figure. They are different answers, and never one blank."""

    NOT_DUE = "not_due", "Not due"
    NO_NEW_DATA = "no_new_data", "No new data"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    WITHHELD = "withheld", "Withheld"
    NOT_RATED = "not_rated", "Not rated"
    LOST = "lost", "Lost in the source"
