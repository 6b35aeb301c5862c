"""What may be done to a person's account: pure rules, each answering with the sentence that refuses, or with nothing."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.roles import Role


class Refused(ValueError):
    """The rules do not allow it; the message is a sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is in the portal: their roles, and whether they may sign in."""

    roles: frozenset[Role]
    is_active: bool

    @property
    def runs_the_portal(self) -> bool:
        return self.is_active and Role.ADMINISTRATOR in self.roles


def refusal(before: Standing, after: Standing, *, is_own: bool, other_administrators: int) -> str | None:
    """Why somebody's standing may not change from `before` to `after`; None when it may.

    `is_own` says that the person who asks is the one it is about, `other_administrators` how many others run the portal.
    A portal that nobody runs could be opened again only from its command line, so the last administrator stays one, and
    nobody shuts themselves out by mistake: a second administrator has to do it.
    """
    if after.is_active and (said := roles_refusal(after.roles)):
        return said
    if not before.runs_the_portal or after.runs_the_portal:
        return None
    if other_administrators < 1:
        return _("This is the last administrator. Make somebody else an administrator first.")
    if is_own:
        return _("You cannot take the portal away from yourself. Ask another administrator to do it.")
    return None


def roles_refusal(roles: Collection[Role]) -> str | None:
    """Why somebody may not be given these roles; None when they may."""
    if not roles:
        return _("Choose at least one role: without one there is nothing to sign in for.")
    return None


def needs_second_step(roles: Collection[Role], required: Collection[str]) -> bool:
    """Whether one of these roles must sign in with a second step; `required` are the roles of the setting."""
    return bool(set(roles) & set(required))
