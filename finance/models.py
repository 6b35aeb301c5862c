"""Finance statements: a quarter's tables with their columns, rows, figures and notes."""

from django.db import models
from django.db.models import Q

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

    report = models.ForeignKey(FinanceReport, models.PROTECT, related_name="statements")
    key = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField()
    page = models.CharField(max_length=400)
    title = models.CharField(max_length=400)
    subtitle = models.CharField(max_length=400, blank=True)
    unit = models.CharField(max_length=20, default="£000")
    decimals = models.PositiveSmallIntegerField(default=0)
    as_at = models.DateField(null=True, blank=True)
    sign_convention = models.TextField(blank=True)

    class Meta:
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(name="statement_key_once_in_a_report", fields=["report", "key"]),
            models.UniqueConstraint(name="statement_order_once_in_a_report", fields=["report", "order"]),
        ]

    def __str__(self) -> str:
        return self.title


class Column(models.Model):
    """A column of figures, or of comments, or of references to notes."""

    class Kind(models.TextChoices):
        AMOUNT = "amount", "Amount"
        COMMENT = "comment", "Comment"
        REFERENCE = "reference", "Reference"

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="columns")
    key = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.AMOUNT)

    class Meta:
        ordering = ["statement", "order"]
        constraints = [
            models.UniqueConstraint(name="column_key_once_in_a_statement", fields=["statement", "key"]),
            models.UniqueConstraint(name="column_order_once_in_a_statement", fields=["statement", "order"]),
        ]

    def __str__(self) -> str:
        return self.heading


class Note(models.Model):
    """A paragraph that explains the tables. With a reference (R1, C3) rows point at it; one note may serve several."""

    report = models.ForeignKey(FinanceReport, models.PROTECT, related_name="notes")
    order = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=100)
    reference = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(name="note_order_once_in_a_report", fields=["report", "order"]),
            models.UniqueConstraint(
                name="note_reference_once_in_a_report", fields=["report", "reference"], condition=~Q(reference="")
            ),
        ]

    def __str__(self) -> str:
        return self.reference or f"Note {self.order}"


class NoteText(Version):
    """The words of a note."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="texts")
    text = models.TextField()

    subject = ("note_id",)
    content = ("text",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="note_text_first_version_once", fields=["note"], condition=Q(based_on__isnull=True)
            ),
        ]


class Row(models.Model):
    """A row: a heading, a line, or the sum of other rows. Rows share a note by naming the same one."""

    class Kind(models.TextChoices):
        HEADING = "heading", "Heading"
        LINE = "line", "Line"
        SUBTOTAL = "subtotal", "Subtotal"
        TOTAL = "total", "Total"

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="rows")
    key = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=400)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.LINE)
    sums = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="summed_by")
    note = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="rows")
    comment = models.CharField(max_length=400, blank=True)
    footnote_mark = models.CharField(max_length=5, blank=True)
    footnote = models.TextField(blank=True)

    class Meta:
        ordering = ["statement", "order"]
        constraints = [
            models.UniqueConstraint(name="row_key_once_in_a_statement", fields=["statement", "key"]),
            models.UniqueConstraint(name="row_order_once_in_a_statement", fields=["statement", "order"]),
        ]

    def __str__(self) -> str:
        return self.label


class Figure(Version):
    """What stands in one cell. A dash, a zero and a cell left blank are three things: a blank cell has no figure."""

    row = models.ForeignKey(Row, models.PROTECT, related_name="figures")
    column = models.ForeignKey(Column, models.PROTECT, related_name="figures")
    amount = models.BigIntegerField(null=True, blank=True)
    is_dash = models.BooleanField(default=False)

    subject = ("row_id", "column_id")
    content = ("amount", "is_dash")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="figure_first_version_once", fields=["row", "column"], condition=Q(based_on__isnull=True)
            ),
            models.CheckConstraint(
                name="figure_is_an_amount_or_a_dash",
                condition=Q(amount__isnull=False, is_dash=False) | Q(amount__isnull=True, is_dash=True),
                violation_error_message="A figure is an amount or a dash.",
            ),
        ]
