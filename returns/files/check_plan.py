"""What a plan must be besides its shape: names that are there once, and references that lead somewhere."""

from collections import Counter
from collections.abc import Sequence

from commitments.references import Reference
from returns.files.read import PlaceInFile, Places
from returns.files.shape import PlanFile


def check_plan(file: PlanFile, places: Places) -> None:
    """Note every fault of a plan that its shape alone cannot show; no record is asked."""
    sub_themes: list[tuple[PlaceInFile, str]] = [
        (("pillars", i, "sub_themes", j, "key"), sub_theme.key)
        for i, pillar in enumerate(file.pillars)
        for j, sub_theme in enumerate(pillar.sub_themes)
    ]
    sub_themes += [
        (("pillars", i, "key"), pillar.key) for i, pillar in enumerate(file.pillars) if not pillar.sub_themes
    ]
    keys = {key for _, key in sub_themes}
    _once(places, sub_themes, "“{}” names two sub-themes. Each needs a key of its own.")
    _once(places, [(("pillars", i, "key"), p.key) for i, p in enumerate(file.pillars)], "“{}” names two pillars.")
    _once(
        places, [(("indicators", i, "key"), x.key) for i, x in enumerate(file.indicators)], "“{}” names two indicators."
    )
    if file.ends_on <= file.starts_on:
        places.fault(("ends_on",), "A plan ends after it starts.")
    for i, pillar in enumerate(file.pillars):
        own = {sub_theme.key for sub_theme in pillar.sub_themes}
        guests = {sub_theme.key for sub_theme in pillar.sub_themes if sub_theme.page_of is not None}
        for j, sub_theme in enumerate(pillar.sub_themes):
            if sub_theme.page_of is not None and (sub_theme.page_of not in own or sub_theme.page_of == sub_theme.key):
                places.fault(
                    ("pillars", i, "sub_themes", j, "page_of"),
                    f"“{sub_theme.page_of}” is not another sub-theme of this pillar.",
                )
            elif sub_theme.page_of in guests:
                sentence = f"“{sub_theme.page_of}” itself stands on the page of another. Name that one."
                places.fault(("pillars", i, "sub_themes", j, "page_of"), sentence)
    for i, scale in enumerate(file.rating_scales):
        here = ("rating_scales", i, "ratings")
        _once(
            places, [((*here, j, "code"), r.code) for j, r in enumerate(scale.ratings)], "The code “{}” stands twice."
        )
        _once(
            places,
            [((*here, j, "shape"), r.shape) for j, r in enumerate(scale.ratings)],
            "The shape “{}” stands twice.",
        )
    _once(
        places,
        [(("rating_scales", i, "version"), scale.version) for i, scale in enumerate(file.rating_scales)],
        "Version {} stands twice.",
    )
    for i, indicator in enumerate(file.indicators):
        if indicator.suppress_below and not indicator.suppression_reason:
            places.fault(("indicators", i), "Give the suppression_reason that is published with withheld counts.")
        for j, place in enumerate(indicator.places):
            if place.sub_theme not in keys:
                places.fault(("indicators", i, "places", j, "sub_theme"), f"There is no sub-theme “{place.sub_theme}”.")
    orders = [
        (("indicators", i, "places", j, "order"), (place.sub_theme, place.order))
        for i, indicator in enumerate(file.indicators)
        for j, place in enumerate(indicator.places)
    ]
    _once(places, orders, "Two indicators stand in this order on one sub-theme: {}.")
    _check_commitments(file, keys, places)


def _once(places: Places, found: Sequence[tuple[PlaceInFile, object]], sentence: str) -> None:
    found = list(found)
    counts = Counter(value for _, value in found)
    for place, value in found:
        if counts[value] > 1:
            places.fault(place, sentence.format(value))


def _check_commitments(file: PlanFile, sub_themes: set[str], places: Places) -> None:
    known: dict[Reference, int] = {}
    for i, commitment in enumerate(file.commitments):
        reference = _reference(places, ("commitments", i, "number"), commitment.number)
        if reference is not None and reference in known:
            places.fault(("commitments", i, "number"), f"Commitment {reference} is given twice.")
        elif reference is not None:
            known[reference] = i
        if commitment.sub_theme is not None and commitment.sub_theme not in sub_themes:
            sentence = f"There is no sub-theme “{commitment.sub_theme}”."
            places.fault(("commitments", i, "sub_theme"), sentence)
        days = [
            ((("commitments", i, "wordings", j)), wording.in_force_from)
            for j, wording in enumerate(commitment.wordings)
        ]
        _once(places, days, "Two wordings begin on {}.")
    for i, commitment in enumerate(file.commitments):
        for j, number in enumerate(commitment.ended.superseded_by if commitment.ended else []):
            here = ("commitments", i, "ended", "superseded_by", j)
            reference = _reference(places, here, number)
            if reference is not None and reference not in known:
                places.fault(here, f"There is no commitment {reference} in this plan.")


def _reference(places: Places, place: tuple[str | int, ...], number: str) -> Reference | None:
    try:
        return Reference.read(number)
    except ValueError as error:
        places.fault(place, str(error))
        return None
