"""What a person may be in the portal. A person may be several of these; one who is none may only read what is public."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The roles of an office, of the clerk, and of the Panel.

    An editor keeps the sub-themes that are assigned to them (pillars.SubTheme.editors). A Panel member and a clerk see no
    draft: they belong to those who scrutinise (Police Reform and Social Responsibility Act 2011, s.28).
    """

    ADMINISTRATOR = "administrator", _("Administrator")
    EDITOR = "editor", _("Editor")
    APPROVER = "approver", _("Approver")
    FINANCE_OFFICER = "finance_officer", _("Finance officer")
    CLERK = "clerk", _("Clerk")
    PANEL_MEMBER = "panel_member", _("Panel member")

    @property
    def described(self) -> str:
        """The role with what it is for, as an administrator chooses it."""
        return f"{self.label}: {TASKS[self]}"


TASKS: dict[Role, object] = {
    Role.ADMINISTRATOR: _("opens quarters, changes the plan, invites people"),
    Role.EDITOR: _("keeps the sub-themes assigned to them"),
    Role.APPROVER: _("approves what editors submit, or sends it back"),
    Role.FINANCE_OFFICER: _("keeps the finance tables"),
    Role.CLERK: _("looks after the Panel’s meetings; sees no drafts"),
    Role.PANEL_MEMBER: _("reads what is given to the Panel; sees no drafts"),
}


# Those who work on a quarter, and may read its drafts.
STAFF = frozenset({Role.ADMINISTRATOR, Role.EDITOR, Role.APPROVER, Role.FINANCE_OFFICER})
