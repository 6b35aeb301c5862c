"""The fields in which an office writes its ratings, from the best down, and the ratings that they give."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pillars.ratings import Colour, Shape

# As many as there are shapes: no two ratings of a scale share one.
RATINGS = range(1, len(Shape) + 1)
FEWEST = 2
FIELDS = ("code", "word", "shape", "colour", "definition", "is_apart")
TYPED = ("code", "word", "definition")
# What most offices rate with; the rows below it are for those that have more.
USUAL: dict[int, tuple[Any, Any, Any]] = {
    1: ("G", gettext_lazy("Green"), gettext_lazy("On track.")),
    2: ("A", gettext_lazy("Amber"), gettext_lazy("At risk or off track, but this can be resolved.")),
    3: ("R", gettext_lazy("Red"), gettext_lazy("Significantly delayed, or at severe risk.")),
}
LOOKS = (
    (Shape.DISC, Colour.GREEN),
    (Shape.TRIANGLE, Colour.AMBER),
    (Shape.SQUARE, Colour.RED),
    (Shape.RING, Colour.WHITE),
    (Shape.TICK, Colour.BLUE),
    (Shape.DIAMOND, Colour.PURPLE),
)
_letters = RegexValidator(r"\A[A-Z]{1,4}\Z", gettext_lazy("write one to four capital letters, such as A."))


def rating_fields(shown: RegexValidator) -> dict[str, forms.Field]:
    """The fields of every rating, by name: `rating-1-code` and so on. `shown` refuses what cannot be shown."""
    found: dict[str, forms.Field] = {}
    for number, (shape, colour) in zip(RATINGS, LOOKS, strict=True):
        code, word, definition = USUAL.get(number, ("", "", ""))
        fields: tuple[forms.Field, ...] = (
            forms.CharField(
                label=gettext_lazy("letter"), initial=code, max_length=4, required=False, validators=[_letters]
            ),
            forms.CharField(
                label=gettext_lazy("word"), initial=word, max_length=40, required=False, validators=[shown]
            ),
            forms.ChoiceField(label=gettext_lazy("shape"), initial=shape, choices=Shape.choices, required=False),
            forms.ChoiceField(label=gettext_lazy("colour"), initial=colour, choices=Colour.choices, required=False),
            forms.CharField(
                label=gettext_lazy("meaning"), initial=definition, max_length=400, required=False, validators=[shown]
            ),
            forms.BooleanField(label=gettext_lazy("neither better nor worse than the others"), required=False),
        )
        for name, field in zip(FIELDS, fields, strict=True):
            field.label = format_lazy("{} {}: {}", gettext_lazy("Rating"), number, field.label)
            found[f"rating-{number}-{name}"] = field
    return found


def ratings_of(given: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    """The ratings as a plan file writes them, and the faults: the name of a field and a sentence each.

    `given` are clean values; a rating of which nothing is typed is none. Those that are better or worse are ranked in
    their order.
    """
    ratings: list[dict[str, Any]] = []
    faults: list[tuple[str, str]] = []
    taken: dict[tuple[str, str], int] = {}
    for number in RATINGS:
        rating = {name: given.get(f"rating-{number}-{name}") or "" for name in FIELDS}
        if not any(rating[name] for name in TYPED):
            continue
        # What was refused already is not in `given`, and has its sentence.
        lacking = (f"rating-{number}-{name}" for name in FIELDS if name != "is_apart" and not rating[name])
        faults += [(name, _("fill this in, or empty the whole rating.")) for name in lacking if name in given]
        for name in ("code", "shape"):
            first = taken.setdefault((name, rating[name]), number)
            if rating[name] and first != number:
                sentence = _("rating %(number)d has this already. Choose another.") % {"number": first}
                faults.append((f"rating-{number}-{name}", sentence))
        rank = None if rating.pop("is_apart") else 1 + sum(other["rank"] is not None for other in ratings)
        ratings.append(rating | {"rank": rank})
    if len(ratings) < FEWEST:
        faults.append(("rating-2-word", _("a scale has two ratings at least.")))
    return ratings, faults
