"""How the office is reached, and its accessibility statement with what it lists. Each keeps its history beside it."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

A_YEAR = timedelta(days=365)
ON_THE_WEB = URLValidator(schemes=["http", "https"])


class Contact(models.Model):
    """How the public reaches the office: one row, by role and never by a person's name."""

    answered_by = models.CharField(
        _("Who answers"), max_length=200, blank=True, help_text=_("By role, such as: the office manager.")
    )
    address = models.TextField(_("Postal address"), max_length=500, blank=True, help_text=_("One line under another."))
    email = models.EmailField(_("E-mail address"), blank=True)
    telephone = models.CharField(_("Telephone"), max_length=40, blank=True)
    opening_hours = models.TextField(
        _("When the telephone is answered"),
        max_length=500,
        blank=True,
        help_text=_("Such as: Monday to Friday, 9 to 5."),
    )
    form_address = models.URLField(
        _("Address of a contact form"),
        blank=True,
        max_length=400,
        validators=[ON_THE_WEB],
        help_text=_("If the office has one on another site; it begins with https://."),
    )

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contact_is_the_only_one",
                condition=Q(pk=1),
                violation_error_message=_("A portal serves one office. Change how that one is reached."),
            ),
            models.CheckConstraint(
                name="contact_has_a_way",
                condition=~Q(address="") | ~Q(email="") | ~Q(telephone="") | ~Q(form_address=""),
                violation_error_message=_(
                    "Give at least one way: an address, an e-mail address, a telephone or a form."
                ),
            ),
        ]

    def __str__(self) -> str:
        return "Contact"


class Compliance(models.TextChoices):
    """How far the site meets WCAG 2.2 AA, in the three steps of the model statement."""

    FULL = "full", _("Fully compliant")
    PARTIAL = "partial", _("Partially compliant")
    NONE = "none", _("Not compliant")


class Exemption(models.TextChoices):
    """Why something is not accessible: one of the three reasons under which the model statement lists it."""

    NON_COMPLIANCE = "non_compliance", _("It does not comply with the accessibility regulations")
    BURDEN = "burden", _("To mend it would be a disproportionate burden")
    OUT_OF_SCOPE = "out_of_scope", _("The accessibility regulations do not apply to it")


class AccessibilityStatement(models.Model):
    """What the law asks the office to say about its site: one row.

    Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 (SI 2018/952), reg. 8: what
    is not accessible and why, alternatives, a way to report and to ask, and the way to enforcement; kept under regular review.
    The other fields are those of the model statement (Commission Implementing Decision (EU) 2018/1523).
    """

    covers = models.TextField(
        _("What it covers"),
        max_length=2000,
        help_text=_("The pages and files that the statement is about, and what not."),
    )
    able = models.TextField(
        _("What people should be able to do"),
        max_length=2000,
        blank=True,
        help_text=_("One on each line, such as: use every page with a keyboard alone."),
    )
    compliance = models.CharField(_("How far the site meets WCAG 2.2 AA"), max_length=10, choices=Compliance)
    improving = models.TextField(_("What is being done to improve it"), max_length=4000, blank=True)
    response_days = models.PositiveSmallIntegerField(
        _("Working days within which the office answers"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Somebody who asks for another format, or reports a problem."),
    )
    enforced_by = models.CharField(
        _("Who enforces the regulations"), max_length=200, default="Equality and Human Rights Commission (EHRC)"
    )
    advised_by = models.CharField(
        _("Whom to turn to when the office does not answer well"),
        max_length=200,
        default="Equality Advisory and Support Service (EASS)",
    )
    advice_address = models.URLField(
        _("The address of that service on the web"),
        max_length=400,
        default="https://www.equalityadvisoryservice.com/",
        validators=[ON_THE_WEB],
    )
    prepared_on = models.DateField(_("Prepared on"))
    reviewed_on = models.DateField(
        _("Last reviewed on"), help_text=_("Review it when the site changes, and at least once a year.")
    )
    tested_on = models.DateField(
        _("Last tested on"), null=True, blank=True, help_text=_("Leave empty if it was never tested.")
    )
    tested_by = models.CharField(
        _("Who tested it"), max_length=200, blank=True, help_text=_("An organisation or a role.")
    )
    tested_how = models.TextField(_("How it was tested"), max_length=4000, blank=True)

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="statement_is_the_only_one",
                condition=Q(pk=1),
                violation_error_message=_("A portal has one accessibility statement. Change the one that is there."),
            ),
            models.CheckConstraint(
                name="statement_is_reviewed_after_it_is_prepared",
                condition=Q(reviewed_on__gte=F("prepared_on")),
                violation_error_message=_("A statement is reviewed on the day it is prepared, or later."),
            ),
            models.CheckConstraint(
                name="statement_says_how_it_was_tested",
                condition=Q(tested_on=None) | (~Q(tested_by="") & ~Q(tested_how="")),
                violation_error_message=_("Say who tested the site and how, or leave out the day of the test."),
            ),
        ]

    def __str__(self) -> str:
        return "Accessibility statement"

    @property
    def is_due(self) -> bool:
        """Whether its last review was a year ago or longer."""
        return timezone.localdate() - self.reviewed_on >= A_YEAR


class Barrier(models.Model):
    """Something on the site that not everybody can use, with the reason and what there is instead."""

    statement = models.ForeignKey(AccessibilityStatement, models.PROTECT, related_name="barriers")
    content = models.TextField(
        _("What is not accessible"), max_length=2000, help_text=_("And what somebody who meets it cannot do.")
    )
    exemption = models.CharField(_("Why"), max_length=20, choices=Exemption)
    criteria = models.CharField(
        _("Success criteria of WCAG 2.2 that it fails"),
        max_length=400,
        blank=True,
        help_text=_("Number and name, such as: 1.1.1 Non-text content."),
    )
    alternative = models.TextField(_("What to use instead"), max_length=2000, blank=True)
    plan = models.TextField(
        _("What will be done about it, and when; or why that would be too much"), max_length=2000, blank=True
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["statement", "pk"]
        constraints = [
            models.CheckConstraint(
                name="barrier_names_what_it_fails",
                condition=Q(exemption="out_of_scope") | ~Q(criteria=""),
                violation_error_message=_("Name the success criteria that it fails."),
            ),
            models.CheckConstraint(
                name="burden_is_argued",
                condition=~Q(exemption="burden") | ~Q(plan=""),
                violation_error_message=_(
                    "Say why it would be too much: the regulations ask for an assessment of a burden."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.content
