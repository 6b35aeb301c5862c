"""What is read about people: the list of them, who was invited but has not come yet, and the events that are kept."""

from datetime import date, datetime, time, timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower
from django.utils.timezone import make_aware

from accounts.events import Kind
from accounts.models import Event, User


def people() -> QuerySet[User]:
    """Everybody by name, those who may not sign in last; each says in `has_second_step` whether one is set up. One query."""
    steps = Authenticator.objects.filter(
        user=OuterRef("pk"), type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    )
    return User.objects.annotate(has_second_step=Exists(steps)).order_by("-is_active", Lower("name"), "email")


def invited_people() -> QuerySet[User]:
    """Active people who have neither a password nor an identity at a provider: nobody has used their account yet."""
    return User.objects.filter(
        is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX, socialaccount__isnull=True
    )


def invited_person(email: str) -> User | None:
    """The one of them with this address, however it is capitalised."""
    return invited_people().filter(email=email.lower()).first() if email else None


def has_second_step(user: User) -> bool:
    """Whether a second step is set up, by an app or a passkey. One query."""
    return Authenticator.objects.filter(
        user=user, type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    ).exists()


def has_identity(user: User) -> bool:
    """Whether this person comes in through the office's identity provider. One query."""
    return SocialAccount.objects.filter(user=user).exists()


def events(*, kind: Kind | None = None, since: date | None = None, until: date | None = None) -> QuerySet[Event]:
    """Events, the newest first, with their people: of one kind or all, of local days from the first to the last. One query."""
    found = Event.objects.select_related("by", "about").order_by("-at", "-pk")
    if kind:
        found = found.filter(kind=kind)
    if since:
        found = found.filter(at__gte=make_aware(datetime.combine(since, time.min)))
    if until:
        found = found.filter(at__lt=make_aware(datetime.combine(until + timedelta(days=1), time.min)))
    return found
