"""Whose a return is: who keeps it, and who may change it as it stands."""

from accounts.models import User
from pillars.models import Return
from returns.rules import may_edit


def is_own(user: User, held: Return) -> bool:
    """Whether this person is an editor of its sub-theme; the editors are read when they are not there yet."""
    return any(editor.pk == user.pk for editor in held.sub_theme.editors.all())


def keeps(user: User, held: Return) -> bool:
    """Whether this person keeps the return, whatever its state."""
    return may_edit(user.roles, is_own=is_own(user, held))


def may_change(user: User, held: Return) -> bool:
    """Whether this person keeps the return and it is open."""
    return not held.is_locked and keeps(user, held)
