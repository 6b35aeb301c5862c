"""Loads a plan file: the office, the plan and its structure, the scales, the indicators and the commitments."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.db import IntegrityError, transaction

from commitments.models import Commitment, Wording
from commitments.references import Reference
from indicators.models import Indicator, Place
from pillars.models import Office, Pillar, Plan, Rating, RatingScale, SubTheme
from returns.files.read import CLASH, FaultyFile, PlaceInFile, Places, read_file
from returns.files.records import Changes
from returns.files.shape import PlanFile


def load_plan(path: Path) -> Changes:
    """Load a plan file: all of it or, when it has a fault, nothing. Loading it again changes nothing.

    Raises FaultyFile with every fault.
    """
    file, places = read_file(path, PlanFile)
    _check(file, places)
    if places.faults:
        raise FaultyFile(path.name, places.faults)
    try:
        return _load(path.name, file, places)
    except IntegrityError as error:
        places.fault((), CLASH)
        raise FaultyFile(path.name, places.faults) from error


@transaction.atomic
def _load(name: str, file: PlanFile, places: Places) -> Changes:
    changes = Changes()
    plan = _put_plan(file, changes)
    _put_scales(file, plan, changes, places)
    _check_moves(file, plan, places)
    if places.faults:
        raise FaultyFile(name, places.faults)
    sub_themes = _put_structure(file, plan, changes)
    _put_indicators(file, plan, sub_themes, changes)
    _put_commitments(file, plan, changes)
    if places.faults:
        raise FaultyFile(name, places.faults)
    return changes


def _check(file: PlanFile, places: Places) -> None:
    """Everything that the shape alone cannot see."""
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
    _check_commitments(file, places)


def _check_moves(file: PlanFile, plan: Plan, places: Places) -> None:
    """A sub-theme stays with its pillar: quarters are held under both, and two of one key would share an address."""
    pillar_of = dict(SubTheme.objects.filter(pillar__plan=plan).values_list("key", "pillar__key"))
    for i, pillar in enumerate(file.pillars):
        keys: list[tuple[PlaceInFile, str]] = [
            (("pillars", i, "sub_themes", j, "key"), sub_theme.key) for j, sub_theme in enumerate(pillar.sub_themes)
        ]
        for place, key in keys or [(("pillars", i, "key"), pillar.key)]:
            held = pillar_of.get(key, pillar.key)
            if held != pillar.key:
                sentence = f"“{key}” is held under “{held}”, and a load cannot move it. Give it a new key."
                places.fault(place, sentence)


def _once(places: Places, found: Sequence[tuple[PlaceInFile, object]], sentence: str) -> None:
    found = list(found)
    counts = Counter(value for _, value in found)
    for place, value in found:
        if counts[value] > 1:
            places.fault(place, sentence.format(value))


def _check_commitments(file: PlanFile, places: Places) -> None:
    known: dict[Reference, int] = {}
    for i, commitment in enumerate(file.commitments):
        reference = _reference(places, ("commitments", i, "number"), commitment.number)
        if reference is not None and reference in known:
            places.fault(("commitments", i, "number"), f"Commitment {reference} stands in this file twice.")
        elif reference is not None:
            known[reference] = i
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


def _put_plan(file: PlanFile, changes: Changes) -> Plan:
    office = changes.put(Office, {"pk": 1}, file.office.model_dump())
    words = {f"{name}_word": word for name, word in file.words.model_dump().items()}
    values = {"office_id": office.pk, "title": file.title, "starts_on": file.starts_on, "ends_on": file.ends_on}
    return changes.put(Plan, {"key": file.key}, values | words)


def _put_scales(file: PlanFile, plan: Plan, changes: Changes, places: Places) -> None:
    """The scales; one that a published report uses keeps its meaning, so altering it is a fault."""
    for i, scale_file in enumerate(file.rating_scales):
        scale = changes.put(RatingScale, {"plan": plan, "version": scale_file.version}, {})
        altered = Changes()
        for order, rating in enumerate(scale_file.ratings, start=1):
            values = rating.model_dump(exclude={"code"}) | {"order": order}
            altered.put(Rating, {"scale": scale, "code": rating.code}, values)
        changes.add(altered)
        if altered and scale.periods.published().exists():
            sentence = "A published report was rated on this version. Give a changed scale a version of its own."
            places.fault(("rating_scales", i), sentence)


def _put_structure(file: PlanFile, plan: Plan, changes: Changes) -> dict[str, SubTheme]:
    """Pillars and sub-themes; a pillar without sub-themes gets the one that stands for it."""
    held: dict[str, SubTheme] = {}
    for order, pillar_file in enumerate(file.pillars, start=1):
        values = {"order": order, **pillar_file.model_dump(exclude={"key", "sub_themes"})}
        pillar = changes.put(Pillar, {"plan": plan, "key": pillar_file.key}, values)
        if not pillar_file.sub_themes:
            values = {"order": 1, "title": "", "page_of_id": None, "page_title": ""}
            held[pillar.key] = changes.put(SubTheme, {"pillar": pillar, "key": pillar.key}, values)
        # A sub-theme may share the page of one that stands later in the file, so those without a page of another go first.
        numbered = sorted(enumerate(pillar_file.sub_themes, start=1), key=lambda pair: pair[1].page_of is not None)
        for sub_order, sub_theme in numbered:
            page_of = held[sub_theme.page_of].pk if sub_theme.page_of else None
            values = {
                "order": sub_order,
                "title": sub_theme.title,
                "page_of_id": page_of,
                "page_title": sub_theme.page_title,
            }
            held[sub_theme.key] = changes.put(SubTheme, {"pillar": pillar, "key": sub_theme.key}, values)
    return held


def _put_indicators(file: PlanFile, plan: Plan, sub_themes: dict[str, SubTheme], changes: Changes) -> None:
    for indicator_file in file.indicators:
        values = indicator_file.model_dump(exclude={"key", "places", "own_value_on_each"})
        values["is_per_place"] = indicator_file.own_value_on_each
        indicator = changes.put(Indicator, {"plan": plan, "key": indicator_file.key}, values)
        for place in indicator_file.places:
            key = {"indicator": indicator, "sub_theme": sub_themes[place.sub_theme]}
            changes.put(Place, key, place.model_dump(exclude={"sub_theme"}))


def _put_commitments(file: PlanFile, plan: Plan, changes: Changes) -> None:
    held: dict[Reference, Commitment] = {}
    for commitment_file in file.commitments:
        reference = Reference.read(commitment_file.number)
        ended = commitment_file.ended
        values = {
            "origin": commitment_file.origin,
            "ending": ended.how if ended else "",
            "ended_on": ended.ended_on if ended else None,
            "ending_reason": ended.reason if ended else "",
        }
        key = {"plan": plan, "number": reference.number, "suffix": reference.suffix}
        held[reference] = changes.put(Commitment, key, values)
        for wording in commitment_file.wordings:
            key = {"commitment": held[reference], "in_force_from": wording.in_force_from}
            changes.put(Wording, key, {"text": wording.text, "reason": wording.reason})
    for commitment_file in file.commitments:
        commitment = held[Reference.read(commitment_file.number)]
        numbers = commitment_file.ended.superseded_by if commitment_file.ended else []
        successors = {held[Reference.read(number)].pk for number in numbers}
        if successors != set(commitment.superseded_by.values_list("pk", flat=True)):
            commitment.superseded_by.set(successors)
            changes.count(Commitment)
