"""Finance statements: a quarter's tables with their columns, rows and figures."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from pillars.versions import Version


class FinanceReport(models.Model):
    """The finance part of a quarter's report, and the sub-theme in whose pages it stands."""

    period = models.OneToOneField("pillars.ReportingPeriod", models.PROTECT, related_name="finance_report")
    sub_theme = models.ForeignKey("pillars.SubTheme", models.PROTECT, related_name="+")
    title = models.CharField(max_length=400)

    def __str__(self) -> str:
        return self.title


class Statement(models.Model):
    """One table. Statements with the same `page` stand on one page of the report.

    Amounts are whole numbers of the smallest unit that the table prints: `unit` says which, and `decimals` how many
    of its digits stand behind the point (0 for £000; 1 for £m to one decimal, where 12 means £1.2m).
    """

    class Kind(models.TextChoices):
        REVENUE = "revenue", _("Revenue budget v forecast")
        CAPITAL_PROGRAMME = "capital_programme", _("Capital programme")
        CAPITAL_FINANCING = "capital_financing", _("Capital financing")
        CAPITAL_RECEIPTS = "capital_receipts", _("Capital receipts reserve")
        USABLE_RESERVES = "usable_reserves", _("Usable reserves")
        PROJECTION = "projection", _("Reserves over several years")
        BRIDGE = "bridge", _("Virement bridge")
        FREE = "free", _("Another table")

    report = models.ForeignKey(FinanceReport, models.PROTECT, related_name="statements")
    key = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField()
    page = models.CharField(max_length=400)
    title = models.CharField(max_length=400)
    subtitle = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.FREE)
    unit = models.CharField(max_length=20, default="£000")
    decimals = models.PositiveSmallIntegerField(default=0)
    as_at = models.DateField(null=True, blank=True)
    sign_convention = models.TextField(blank=True)
    # One that was filled and emptied again and then removed: it stands nowhere, and what was entered in it is kept.
    is_retired = models.BooleanField(default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(name="statement_key_once_in_a_report", fields=["report", "key"]),
            models.UniqueConstraint(name="statement_order_once_in_a_report", fields=["report", "order"]),
        ]

    def __str__(self) -> str:
        return self.title


class Column(models.Model):
    """A column: amounts as they are entered, amounts or percentages by a `formula`, comments, or references to notes.

    `formula` names columns of the same statement by their keys: "full-year-forecast - revised-budget", or "part / whole"
    for a percentage. An empty `unit`, `decimals` or `as_at` is the statement's. `measure` says what the column tells, for
    charts and words; `sense` what a positive figure means. With `has_totals` off its rows are not added up.
    """

    class Kind(models.TextChoices):
        AMOUNT = "amount", _("Amounts")
        COMPUTED = "computed", _("Amounts by a formula")
        PERCENTAGE = "percentage", _("Percentages by a formula")
        COMMENT = "comment", _("Comments")
        REFERENCE = "reference", _("References to notes")

    class Measure(models.TextChoices):
        ORIGINAL_BUDGET = "original_budget", _("Original budget")
        REVISED_BUDGET = "revised_budget", _("Revised budget")
        ACTUAL = "actual", _("Actual to date")
        FORECAST = "forecast", _("Forecast")
        VARIANCE = "variance", _("Variance")
        OPENING = "opening", _("Opening balance")
        BUDGETED_TRANSFER = "budgeted_transfer", _("Budgeted transfer")
        FORECAST_TRANSFER = "forecast_transfer", _("Forecast transfer")
        CLOSING = "closing", _("Closing balance")
        OVERSPEND = "overspend", _("Overspend")
        SAVING = "saving", _("Saving")
        SLIPPAGE = "slippage", _("Slippage")
        TARGET_YEAR = "target_year", _("Year into which it slips")

    class Sense(models.TextChoices):
        ADVERSE = "adverse", _("Positive is adverse")
        FAVOURABLE = "favourable", _("Positive is favourable")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="columns")
    key = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.AMOUNT)
    measure = models.CharField(max_length=20, choices=Measure, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    decimals = models.PositiveSmallIntegerField(null=True, blank=True)
    as_at = models.DateField(null=True, blank=True)
    formula = models.CharField(max_length=400, blank=True)
    has_totals = models.BooleanField(default=True)
    sense = models.CharField(max_length=10, choices=Sense, blank=True)
    is_retired = models.BooleanField(default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["statement", "order"]
        constraints = [
            models.UniqueConstraint(name="column_key_once_in_a_statement", fields=["statement", "key"]),
            models.UniqueConstraint(name="column_order_once_in_a_statement", fields=["statement", "order"]),
            models.CheckConstraint(
                name="column_has_a_formula_where_it_is_computed",
                condition=Q(kind__in=["computed", "percentage"]) ^ Q(formula=""),
                violation_error_message="A column by a formula has one, and no other column has.",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def holds_figures(self) -> bool:
        return self.kind in (self.Kind.AMOUNT, self.Kind.COMPUTED, self.Kind.PERCENTAGE)

    @property
    def own_unit(self) -> str:
        return self.unit or self.statement.unit

    @property
    def own_decimals(self) -> int:
        return self.statement.decimals if self.decimals is None else self.decimals

    @property
    def own_date(self) -> date | None:
        return self.as_at or self.statement.as_at


class Row(models.Model):
    """A row: a heading, a line, the sum of other rows, or a space. Rows share a note by naming the same one."""

    class Kind(models.TextChoices):
        HEADING = "heading", _("Heading")
        LINE = "line", _("Line")
        SUBTOTAL = "subtotal", _("Subtotal")
        TOTAL = "total", _("Total")
        SPACER = "spacer", _("Space")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="rows")
    key = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.LINE)
    sums = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="summed_by")
    note = models.ForeignKey("finance.Note", models.PROTECT, null=True, blank=True, related_name="rows")
    footnote_mark = models.CharField(max_length=5, blank=True)
    footnote = models.TextField(blank=True)
    is_retired = models.BooleanField(default=False)

    history = HistoricalRecords(m2m_fields=[sums])

    class Meta:
        ordering = ["statement", "order"]
        constraints = [
            models.UniqueConstraint(name="row_key_once_in_a_statement", fields=["statement", "key"]),
            models.UniqueConstraint(name="row_order_once_in_a_statement", fields=["statement", "order"]),
            models.CheckConstraint(
                name="row_has_a_label_unless_it_is_a_space",
                condition=~Q(label="") | Q(kind="spacer"),
                violation_error_message="A row has words, unless it is only a space.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def holds_figures(self) -> bool:
        return self.kind not in (self.Kind.HEADING, self.Kind.SPACER)


class Figure(Version):
    """What stands in one cell: an amount or a dash, or the words of a comment.

    A dash, a zero and a blank are three things: a cell that was emptied again has none of the three, and one that was never
    filled has no figure.
    """

    row = models.ForeignKey(Row, models.PROTECT, related_name="figures")
    column = models.ForeignKey(Column, models.PROTECT, related_name="figures")
    amount = models.BigIntegerField(null=True, blank=True)
    is_dash = models.BooleanField(default=False)
    text = models.CharField(max_length=400, blank=True)

    subject = ("row_id", "column_id")
    content = ("amount", "is_dash", "text")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="figure_first_version_once", fields=["row", "column"], condition=Q(based_on__isnull=True)
            ),
            models.CheckConstraint(
                name="figure_is_an_amount_or_a_dash_or_words",
                condition=(Q(amount__isnull=True) & (Q(is_dash=False) | Q(text=""))) | Q(is_dash=False, text=""),
                violation_error_message="A cell holds an amount, a dash or words, and only one of them.",
            ),
        ]

    @property
    def is_blank(self) -> bool:
        return self.amount is None and not self.is_dash and not self.text
