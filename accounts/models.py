"""The person who signs in, on whom roles hang and whom records name as author, and the events that the portal keeps of people."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.events import Kind
from accounts.roles import STAFF, Role


class UserManager(BaseUserManager["User"]):
    """Makes users that are known by their e-mail address, however it is capitalised."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """All of it in small letters: sign-in looks an address up as it is kept, and people type capitals at will."""
        return super().normalize_email(email).lower()

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)

    def with_role(self, *roles: Role) -> "models.QuerySet[User]":
        """People who may sign in and have one of these roles, by name."""
        held = models.Q()
        for role in roles:
            held |= models.Q(**{f"is_{role}": True})
        return self.filter(held, is_active=True).order_by("name", "email")

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person with an account. There is no user name: people remember their e-mail address."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=150, blank=True)
    is_administrator = models.BooleanField("administrator", default=False)
    is_editor = models.BooleanField("editor", default=False)
    is_approver = models.BooleanField("approver", default=False)
    is_finance_officer = models.BooleanField("finance officer", default=False)
    is_clerk = models.BooleanField("clerk", default=False)
    is_panel_member = models.BooleanField("Panel member", default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once_however_capitalised",
                violation_error_message="Somebody has this e-mail address already.",
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_in_small_letters",
                violation_error_message="An e-mail address is kept in small letters.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def roles(self) -> frozenset[Role]:
        """Every role that this person has. No query."""
        return frozenset(role for role in Role if getattr(self, f"is_{role}"))

    @property
    def roles_in_order(self) -> list[Role]:
        """The same, as pages list them."""
        return [role for role in Role if role in self.roles]

    @property
    def is_office_staff(self) -> bool:
        """Whether this person works on quarters, and so may read their drafts."""
        return bool(self.roles & STAFF)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must agree with to stay valid: other roles end it, as another password does.

        Django asks this one method for a session's present hash and for those of former secret keys.
        """
        rights = [self.password, *sorted(self.roles), str(self.is_staff), str(self.is_superuser)]
        return salted_hmac("accounts.User.session", "\n".join(rights), secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class Event(models.Model):
    """Something that happened, kept as it was: no row is ever changed (accounts/apps.py), and all go after their time.

    No network address is kept, and nothing that somebody typed to sign in.
    """

    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=20, choices=Kind)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="Who did it, if known."
    )
    about = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="Whose account it is."
    )
    subject = models.TextField(blank=True, help_text="What it is about besides, in words.")

    class Meta:
        indexes = [models.Index(fields=["at"], name="event_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_kind_display()}"
