"""A plan that is set up, written as the outline that it was typed as: to be changed as long as nothing hangs on it."""

from collections.abc import Iterator, Sequence
from typing import Any

from commitments.models import Commitment
from indicators.models import Indicator
from pillars import naming
from pillars.models import Pillar, Plan, Rating, RatingScale
from pillars.queries import structure
from returns.setup.outline import read_outline
from returns.setup.scale import RATINGS, TYPED

# The words of a plan as its file names them.
WORDS = tuple(name.removesuffix("_word") for name in naming.WORDS)


def typed_again(plan: Plan) -> dict[str, Any] | None:
    """What the form of an outline begins with to say this plan; None where an outline cannot say all of it, as may be with one
    that came from a file. Seven queries."""
    pillars = structure(plan.pk)
    found = Commitment.objects.filter(plan=plan).select_related("begins_in").prefetch_related("wordings")
    commitments = list(found.order_by("number", "suffix"))
    outline = "\n".join(_outline(pillars, commitments))
    ratings = _ratings(list(Rating.objects.filter(scale__plan=plan)))
    # An outline says all of a plan exactly when reading it gives the same plan.
    if read_outline(outline, plan.starts_on)[0] != _content(pillars, commitments) or ratings is None:
        return None
    if RatingScale.objects.filter(plan=plan).count() > 1 or Indicator.objects.filter(plan=plan).exists():
        return None
    words = {name: getattr(plan, f"{name}_word") for name in WORDS}
    term = {"title": plan.title, "starts_on": plan.starts_on, "ends_on": plan.ends_on}
    return term | {"outline": outline} | words | ratings


def _outline(pillars: Sequence[Pillar], commitments: Sequence[Commitment]) -> Iterator[str]:
    for pillar in pillars:
        yield pillar.title
        for part in pillar.sub_themes.all():
            if part.title:
                yield f"- {part.title}"
            for one in commitments:
                if one.begins_in_id == part.pk:
                    yield f"{one}. {one.wordings.all()[0].text}"


def _content(pillars: Sequence[Pillar], commitments: Sequence[Commitment]) -> dict[str, Any]:
    """The pillars and commitments as a plan file writes them, in the order of the outline, with all that is not usual."""
    parts = [part for pillar in pillars for part in pillar.sub_themes.all()]
    order = {part.pk: place for place, part in enumerate(parts)}
    return {
        "pillars": [
            {
                **{name: getattr(pillar, name) for name in ("key", "title", "colour", "icon")},
                "sub_themes": [
                    {
                        "key": part.key,
                        "title": part.title,
                        **_unusual(page_of=part.page_of_id, page_title=part.page_title),
                    }
                    for part in pillar.sub_themes.all()
                    if part.title or part.key != pillar.key
                ],
            }
            for pillar in pillars
        ],
        "commitments": [
            {
                "number": str(one),
                "sub_theme": one.begins_in.key if one.begins_in else None,
                "wordings": [
                    {"in_force_from": each.in_force_from, "text": each.text, **_unusual(reason=each.reason)}
                    for each in one.wordings.all()
                ],
                **_unusual(origin=one.origin, ended=one.ending),
            }
            for one in sorted(commitments, key=lambda one: order.get(one.begins_in_id or 0, -1))
        ],
    }


def _unusual(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _ratings(ratings: Sequence[Rating]) -> dict[str, Any] | None:
    """What the fields of the ratings begin with; None where they are not ranked in the order of the key."""
    ranks = [rating.rank for rating in ratings if rating.rank is not None]
    if ranks != list(range(1, len(ranks) + 1)):
        return None
    found: dict[str, Any] = {f"rating-{number}-{name}": "" for number in RATINGS for name in TYPED}
    for number, rating in enumerate(ratings, start=1):
        for name in (*TYPED, "shape", "colour"):
            found[f"rating-{number}-{name}"] = getattr(rating, name)
        found[f"rating-{number}-is_apart"] = rating.rank is None
    return found
