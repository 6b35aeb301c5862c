"""Key indicators and their places on sub-themes, each with the history of its changes beside it, and their readings."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from pillars.versions import EmptyReason, Version


class Kind(models.TextChoices):
    """What sort of value an indicator has; the kind says how a printed figure is read."""

    COUNT = "count", "Count"
    DECIMAL_COUNT = "decimal_count", "Count with decimals"
    PERCENTAGE = "percentage", "Percentage"
    PERCENTAGE_CHANGE = "percentage_change", "Percentage change"
    MONEY = "money", "Money"
    GRADE = "grade", "Grade"


class Basis(models.TextChoices):
    """The span that a value covers. "Not stated" is what a source that names none is given."""

    YEAR_TO_DATE = "year_to_date", "Year to date"
    ROLLING_YEAR = "rolling_year", "Rolling 12 months"
    FINANCIAL_YEAR = "financial_year", "Financial year"
    CALENDAR_YEAR = "calendar_year", "Calendar year"
    AS_AT = "as_at", "As at a date"
    SINCE = "since", "Since a date"
    QUARTER = "quarter", "One quarter"
    NOT_STATED = "not_stated", "Not stated"


class Wanted(models.TextChoices):
    """Which way the office wants an indicator to go: the ground on which a movement is judged, where it says."""

    UP = "up", "Up"
    DOWN = "down", "Down"
    NEITHER = "neither", "Neither"
    NOT_STATED = "not_stated", "Not stated"


class Indicator(models.Model):
    """Something that is measured. Where `is_per_place` is set, each sub-theme has a value of its own under this name.

    `comparator` names what a value is compared with ("Same quarter last year"). A count under `suppress_below` can
    identify people; the published reason stands in `suppression_reason`.
    """

    plan = models.ForeignKey("pillars.Plan", models.PROTECT, related_name="indicators")
    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=400)
    kind = models.CharField(max_length=20, choices=Kind)
    unit = models.CharField(max_length=40, blank=True)
    wanted = models.CharField(max_length=10, choices=Wanted, default=Wanted.NOT_STATED)
    source = models.CharField(max_length=200, blank=True)
    comparator = models.CharField(max_length=100, blank=True)
    precision = models.PositiveSmallIntegerField(default=0, help_text="Decimal places.")
    is_per_place = models.BooleanField(default=False)
    suppress_below = models.PositiveIntegerField(null=True, blank=True)
    suppression_reason = models.CharField(max_length=400, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["plan", "key"]
        constraints = [
            models.UniqueConstraint(name="indicator_key_once_in_a_plan", fields=["plan", "key"]),
            models.CheckConstraint(
                name="indicator_suppression_has_a_reason",
                condition=Q(suppress_below__isnull=True) | ~Q(suppression_reason=""),
                violation_error_message="Give the reason, to be published, why small counts are withheld.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """An indicator's place on a sub-theme, between two dates, under a label of its own where it has one."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="places")
    sub_theme = models.ForeignKey("pillars.SubTheme", models.PROTECT, related_name="places")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=400, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_until = models.DateField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["sub_theme", "order"]
        constraints = [
            models.UniqueConstraint(name="indicator_stands_once_on_a_sub_theme", fields=["indicator", "sub_theme"]),
            models.UniqueConstraint(name="place_order_once_on_a_sub_theme", fields=["sub_theme", "order"]),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} on {self.sub_theme}"


class Reading(Version):
    """An indicator's value for a quarter: as printed, and as meant; or why there is none.

    `value` is exact: counts in units, money in pounds, percentages in per cent. `printed` is what the office wrote
    ("232K +", "£2.08M") and is shown as it stands. `basis_printed` follows the name ("(YTD)"); `label` replaces name
    and basis where a quarter called the indicator otherwise. `place` is set only where each place has its own value.
    `comparators` are pairs of name and printed value (last year, most similar forces, national); `printed_marks` pairs
    of column heading and mark ("up", "down", "none"), kept where a source printed marks without explaining them.
    `target` is what the office wants, as it says it ("95%", "top 10 of 43"), and `target_reason` why that has moved.
    Value, grade and reason may all be missing: what somebody typed beside them is kept before the value is given.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="readings")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="readings")
    period = models.ForeignKey("pillars.ReportingPeriod", models.PROTECT, related_name="readings")
    value = models.DecimalField(max_digits=15, decimal_places=4, null=True, blank=True)
    grade = models.CharField(max_length=40, blank=True)
    is_approximate = models.BooleanField(default=False)
    printed = models.CharField(max_length=40, blank=True)
    empty_reason = models.CharField(max_length=20, choices=EmptyReason, blank=True)
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.NOT_STATED)
    basis_printed = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=400, blank=True)
    footnote_mark = models.CharField(max_length=5, blank=True)
    footnote = models.TextField(blank=True)
    printed_marks = models.JSONField(default=list, blank=True)
    comparators = models.JSONField(default=list, blank=True)
    target = models.CharField(max_length=100, blank=True)
    target_reason = models.TextField(blank=True)

    subject = ("indicator_id", "place_id", "period_id")
    content = (
        *("value", "grade", "is_approximate", "printed", "empty_reason", "basis", "basis_printed"),
        *("label", "footnote_mark", "footnote", "printed_marks", "comparators", "target", "target_reason"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reading_first_version_once",
                fields=["indicator", "period"],
                condition=Q(based_on__isnull=True, place__isnull=True),
            ),
            models.UniqueConstraint(
                name="reading_of_a_place_first_version_once",
                fields=["place", "period"],
                condition=Q(based_on__isnull=True, place__isnull=False),
            ),
            models.CheckConstraint(
                name="reading_or_why_not",
                condition=Q(empty_reason="", grade="")
                | Q(empty_reason="", value__isnull=True)
                | Q(value__isnull=True, grade=""),
                violation_error_message="Give a value, or say why there is none: not both.",
            ),
        ]

    def __str__(self) -> str:
        return self.printed or self.get_empty_reason_display()

    @property
    def has_value(self) -> bool:
        """Whether there is a value. One that was not given may still have words that a source printed in its place."""
        return bool(self.printed) and not self.empty_reason

    @property
    def is_given(self) -> bool:
        """Whether there is a value, or an answer why there is none."""
        return bool(self.printed or self.empty_reason)
