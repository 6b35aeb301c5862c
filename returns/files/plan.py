"""Loads a plan file: the office, the plan and its structure, the scales, the indicators and the commitments.

`write_plan` alone writes a plan, whether it comes from the command or from the pages on which a portal is set up.
"""

from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from commitments.models import Commitment, Wording
from commitments.references import Reference
from indicators.models import Indicator, Place
from pillars.models import Office, Pillar, Plan, Rating, RatingScale, SubTheme
from returns.files.check_plan import check_plan
from returns.files.read import CLASH, FaultyFile, PlaceInFile, Places, read_file
from returns.files.records import Changes
from returns.files.shape import PlanFile


def load_plan(path: Path) -> Changes:
    """Load a plan file: all of it or, when it has a fault, nothing. Loading it again changes nothing.

    Raises FaultyFile with every fault.
    """
    file, places = read_file(path, PlanFile)
    check_plan(file, places)
    if places.faults:
        raise FaultyFile(path.name, places.faults)
    return write_plan(path.name, file, places)


def write_plan(
    name: str, file: PlanFile, places: Places, *, keeps_office: bool = False, by: User | None = None
) -> Changes:
    """Write a plan that was checked: all of it or nothing. `name` is what its faults call it.

    An office that is named already stays as it is where the plan says nothing of it, or `keeps_office`.
    Raises FaultyFile where the plan does not go with the records that are held.
    """
    try:
        return _write(name, file, places, keeps_office, by)
    except IntegrityError as error:
        places.fault((), CLASH)
        raise FaultyFile(name, places.faults) from error


@transaction.atomic
def _write(name: str, file: PlanFile, places: Places, keeps_office: bool, by: User | None) -> Changes:
    changes = Changes(by)
    office = _put_office(file, changes, places, keeps_office)
    if office is None:
        raise FaultyFile(name, places.faults)
    plan = _put_plan(file, office, changes)
    _put_scales(file, plan, changes, places)
    _check_moves(file, plan, places)
    if places.faults:
        raise FaultyFile(name, places.faults)
    sub_themes = _put_structure(file, plan, changes)
    _put_indicators(file, plan, sub_themes, changes)
    _put_commitments(file, plan, sub_themes, changes)
    if places.faults:
        raise FaultyFile(name, places.faults)
    return changes


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


def _put_office(file: PlanFile, changes: Changes, places: Places, keeps_office: bool) -> Office | None:
    held = Office.objects.first()
    if held and (keeps_office or file.office is None):
        return held
    if file.office is None:
        places.fault(("office",), "This key is missing, and no office is named in the portal yet.")
        return None
    return changes.put(Office, {"pk": 1}, file.office.model_dump())


def _put_plan(file: PlanFile, office: Office, changes: Changes) -> Plan:
    words = {f"{name}_word": word for name, word in file.words.model_dump().items()}
    values = {"office_id": office.pk, "title": file.title, "starts_on": file.starts_on, "ends_on": file.ends_on}
    return changes.put(Plan, {"key": file.key}, values | words)


def _put_scales(file: PlanFile, plan: Plan, changes: Changes, places: Places) -> None:
    """The scales; one that a published report uses keeps its meaning, so altering it is a fault."""
    for i, scale_file in enumerate(file.rating_scales):
        scale = changes.put(RatingScale, {"plan": plan, "version": scale_file.version}, {})
        altered = Changes(changes.by)
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


def _put_commitments(file: PlanFile, plan: Plan, sub_themes: dict[str, SubTheme], changes: Changes) -> None:
    held: dict[Reference, Commitment] = {}
    for commitment_file in file.commitments:
        reference = Reference.read(commitment_file.number)
        ended = commitment_file.ended
        values: dict[str, Any] = {
            "origin": commitment_file.origin,
            "ending": ended.how if ended else "",
            "ended_on": ended.ended_on if ended else None,
            "ending_reason": ended.reason if ended else "",
        }
        if commitment_file.sub_theme is not None:
            values["begins_in_id"] = sub_themes[commitment_file.sub_theme].pk
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
