"""The rating scale: what each colour means in this office, kept version by version."""

from django.db import models

from pillars.ratings import Colour, RatingValue, Shape


class RatingScale(models.Model):
    """The ratings that a plan uses, with their definitions. A changed meaning is a new version: old reports keep theirs."""

    plan = models.ForeignKey("pillars.Plan", models.PROTECT, related_name="scales")
    version = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["plan", "version"]
        constraints = [
            models.UniqueConstraint(name="scale_version_once_in_a_plan", fields=["plan", "version"]),
        ]

    def __str__(self) -> str:
        return f"Rating scale {self.version}"


class Rating(models.Model):
    """One rating of a scale: shape and word always, colour besides."""

    scale = models.ForeignKey(RatingScale, models.PROTECT, related_name="ratings")
    code = models.CharField(max_length=4)
    word = models.CharField(max_length=40)
    definition = models.CharField(max_length=400)
    shape = models.CharField(max_length=10, choices=Shape)
    colour = models.CharField(max_length=10, choices=Colour)
    order = models.PositiveSmallIntegerField(help_text="Where it stands in the printed key.")
    rank = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Its place from the best (1) down; empty when it is neither better nor worse."
    )

    class Meta:
        ordering = ["scale", "order"]
        constraints = [
            models.UniqueConstraint(name="rating_code_once_in_a_scale", fields=["scale", "code"]),
            models.UniqueConstraint(name="rating_shape_once_in_a_scale", fields=["scale", "shape"]),
            models.UniqueConstraint(name="rating_order_once_in_a_scale", fields=["scale", "order"]),
        ]

    def __str__(self) -> str:
        return self.word

    @property
    def value(self) -> RatingValue:
        return RatingValue(self.code, self.word, self.definition, self.shape, self.colour, self.rank)
