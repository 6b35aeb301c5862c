"""The kinds of events that the portal keeps: who came in, who may do what, what was made public, who fetched what is not."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

# Long enough to follow up what comes to light late, and no longer: they tell what people did.
EVENTS_ARE_KEPT = timedelta(days=731)


class Kind(models.TextChoices):
    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Sign-in failed")
    PASSWORD = "password", _("Password chosen or changed")
    SECOND_STEP = "second_step", _("Second step changed")
    INVITED = "invited", _("Invited")
    ROLES = "roles", _("Roles changed")
    SHUT_OUT = "shut_out", _("Shut out")
    LET_IN = "let_in", _("Let in again")
    FORGOTTEN = "forgotten", _("Name and address taken out")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    READ_EARLY = "read_early", _("Read before publication")
    PAPER = "paper", _("Paper that is not public fetched")
