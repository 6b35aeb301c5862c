"""The person who signs in. Roles hang on this model; every version of a record names one as its author."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from accounts.roles import STAFF, Role


class UserManager(BaseUserManager["User"]):
    """Makes users that are known by their e-mail address, however it is capitalised."""

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
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def roles(self) -> frozenset[Role]:
        """Every role that this person has. No query."""
        return frozenset(role for role in Role if getattr(self, f"is_{role}"))

    @property
    def is_office_staff(self) -> bool:
        """Whether this person works on quarters, and so may read their drafts."""
        return bool(self.roles & STAFF)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
