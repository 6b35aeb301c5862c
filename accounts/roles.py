"""What a person may be in the portal. A person may be several of these; one who is none may only read what is public."""

from django.db import models


class Role(models.TextChoices):
    """The roles of an office, of the clerk, and of the Panel.

    An editor keeps the sub-themes that are assigned to them (pillars.SubTheme.editors). A Panel member and a clerk see no
    draft: they belong to those who scrutinise (Police Reform and Social Responsibility Act 2011, s.28).
    """

    ADMINISTRATOR = "administrator", "Administrator"
    EDITOR = "editor", "Editor"
    APPROVER = "approver", "Approver"
    FINANCE_OFFICER = "finance_officer", "Finance officer"
    CLERK = "clerk", "Clerk"
    PANEL_MEMBER = "panel_member", "Panel member"


# Those who work on a quarter, and may read its drafts.
STAFF = frozenset({Role.ADMINISTRATOR, Role.EDITOR, Role.APPROVER, Role.FINANCE_OFFICER})
