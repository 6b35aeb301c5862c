"""What holds the tables together: ties between their cells, and the reasons why a failed check may stand."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from pillars.versions import Version


class Tie(models.Model):
    """Two cells that tell one figure, or one cell as a share of another.

    `left` and `right` are addresses (`statement/row/column`). A `*` for the row means every row of figures that both sides
    have, by its key; a `*` for the column every column of amounts that both have. With `is_negated` one side is the other
    with its sign turned. With `is_from_last` the right cell stands in the last finance report that is held; where that is of
    the same financial year the left cell is held against itself there, since a year opens once. A band asks that `left`, in
    per cent of `right`, lies from `low` to `high`; with neither it is only a share that texts may quote.
    """

    class Kind(models.TextChoices):
        EQUAL = "equal", _("The same figure")
        BAND = "band", _("A share within a band")

    report = models.ForeignKey("finance.FinanceReport", models.PROTECT, related_name="ties")
    key = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=400)
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.EQUAL)
    left = models.CharField(max_length=250)
    right = models.CharField(max_length=250)
    is_negated = models.BooleanField(default=False)
    is_from_last = models.BooleanField(default=False)
    low = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(name="tie_key_once_in_a_report", fields=["report", "key"]),
            models.UniqueConstraint(name="tie_order_once_in_a_report", fields=["report", "order"]),
            models.CheckConstraint(
                name="tie_limits_belong_to_a_band",
                condition=Q(kind="band") | Q(low__isnull=True, high__isnull=True),
                violation_error_message="Only a band has a lowest and a highest share.",
            ),
            models.CheckConstraint(
                name="tie_band_is_not_upside_down",
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
                violation_error_message="The lowest share of a band is not above its highest.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Reason(Version):
    """Why a check that fails may stand; it is published with the table.

    `check_key` names the check; the reason holds only while the `difference` is the one it was given for, as it was
    written then. An empty text takes the reason back.
    """

    report = models.ForeignKey("finance.FinanceReport", models.PROTECT, related_name="reasons")
    check_key = models.CharField(max_length=300)
    difference = models.CharField(max_length=60)
    text = models.TextField(blank=True)

    subject = ("report_id", "check_key")
    content = ("difference", "text")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reason_first_version_once", fields=["report", "check_key"], condition=Q(based_on__isnull=True)
            ),
        ]
