"""The office that reports, every name and word by which it is known, and the terms on which others may use its data."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from pillars.brand import BRAND, LINK, Brand, check_readable

# What public bodies in the United Kingdom publish under unless they say otherwise (Re-use of Public Sector Information
# Regulations 2015, SI 2015/1415; UK Government Licensing Framework).
LICENCE = "Open Government Licence v3.0"
LICENCE_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


class Logo(models.Model):
    """The bytes of a logo that the office has or had, a PNG of the portal's own drawing, under their SHA-256.

    Its history names them all. Its size stands beside the office, which every page reads.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.digest


class Office(models.Model):
    """The one office of this portal.

    Bodies and roles change their names (the work of commissioners passes to mayors and boards from May 2028), so each
    stands here as data and none in code.
    """

    name = models.CharField(_("Name"), max_length=200, help_text=_("The office, as it signs its reports."))
    short_name = models.CharField(
        _("Short name"), max_length=40, help_text=_("The office in a few letters, such as OPCC.")
    )
    area = models.CharField(_("Area"), max_length=100, help_text=_("The police area."))
    role = models.CharField(_("Role"), max_length=100, help_text=_("The title of the person who answers for the plan."))
    role_short = models.CharField(
        _("Role, in short"), max_length=40, help_text=_("That title in a few letters, such as PCC.")
    )
    panel = models.CharField(_("Panel"), max_length=200, help_text=_("The body that scrutinises the plan in public."))
    report_title = models.CharField(
        _("Title of the report"), max_length=200, help_text=_("What the quarterly report is called.")
    )
    language = models.CharField(
        _("Language"), max_length=10, default="en-GB", help_text=_("The language in which its reports are written.")
    )
    second_language = models.CharField(
        _("Second language"),
        max_length=10,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "In which its reports stand as well, each text of them. Somebody of the office writes these texts."
        ),
    )
    notice = models.TextField(
        _("Notice"),
        blank=True,
        max_length=1000,
        help_text=_("Shown on every page and in every report; for instance that the records are a sample."),
    )
    licence_name = models.CharField(
        _("Licence"),
        max_length=100,
        default=LICENCE,
        help_text=_("The licence under which others may use what is published."),
    )
    licence_address = models.URLField(
        _("Address of the licence"),
        max_length=400,
        default=LICENCE_ADDRESS,
        help_text=_("Where the words of that licence stand."),
    )
    brand_colour = models.CharField(
        _("Brand colour"),
        max_length=7,
        default=BRAND,
        db_default=BRAND,
        validators=[check_readable],
        help_text=_("Of buttons, headings and lines, as # and six digits or letters."),
    )
    link_colour = models.CharField(
        _("Colour of links"),
        max_length=7,
        default=LINK,
        db_default=LINK,
        validators=[check_readable],
        help_text=_("In the same way. Both must be dark enough to be read on white."),
    )

    logo = models.ForeignKey(Logo, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    logo_width = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    logo_height = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="office_is_the_only_one",
                condition=models.Q(pk=1),
                violation_error_message="A portal serves one office. Change the one that is there.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of its languages, the first one first."""
        return tuple(filter(None, (self.language, self.second_language)))

    @property
    def brand(self) -> Brand:
        """What a document that is made now bears."""
        return Brand(self.brand_colour, self.link_colour, self.logo_id or "", self.logo_width, self.logo_height)
