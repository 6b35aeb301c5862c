"""Checks a quarter file against the records that are held: every fault that its shape alone cannot show."""

from collections.abc import Iterator

from commitments.references import Reference
from indicators.models import Indicator
from indicators.values import read_value
from returns.files.check_finance import check_finance
from returns.files.held import Held
from returns.files.read import PlaceInFile, Places
from returns.files.shape import LineFile, QuarterFile, Rated, ReadingFile, number_of


def check_quarter(file: QuarterFile, held: Held, places: Places) -> None:
    """Note every fault of the file at its place."""
    _check_keys(file, held, places)
    for key, part in file.sub_themes.items():
        here: PlaceInFile = ("sub_themes", key)
        _check_rated(part, here, held, places)
        for name, reading in part.readings.items():
            _check_reading(name, reading, (*here, "readings", name), held, places, sub_theme=key)
    for name, reading in file.readings.items():
        _check_reading(name, reading, ("readings", name), held, places, sub_theme=None)
    _check_lines(file, held, places)
    if file.finance is not None:
        check_finance(file.finance, held, places)


def _check_keys(file: QuarterFile, held: Held, places: Places) -> None:
    for key in file.pillars.keys() - held.pillars.keys():
        places.fault(("pillars", key), f"There is no {held.plan.pillar_word} “{key}” in the plan.")
    for key in file.sub_themes.keys() - held.sub_themes.keys():
        places.fault(("sub_themes", key), f"There is no {held.plan.sub_theme_word} “{key}” in the plan.")


def _check_rated(rated: Rated, here: PlaceInFile, held: Held, places: Places) -> None:
    known = ", ".join(held.ratings)
    for name in ("rating", "last_rating"):
        code = getattr(rated, name)
        if code is not None and code not in held.ratings:
            places.fault((*here, name), f"“{code}” is not a rating of scale {held.scale.version}: {known}.")
    if rated.rating is not None and rated.empty is not None:
        places.fault((*here, "empty"), "There is a rating and a reason why there is none. Keep one of the two.")
    if rated.last_rating is not None and held.previous is not None:
        places.fault(
            (*here, "last_rating"),
            f"{held.previous} is held, and its ratings are read from its own record. Take this one out.",
        )


def lines_of(file: QuarterFile) -> Iterator[tuple[PlaceInFile, LineFile]]:
    """Every line with its place in the file, a parent before its children."""
    for key, part in file.sub_themes.items():
        for i, line in enumerate(part.lines):
            here: PlaceInFile = ("sub_themes", key, "lines", i)
            yield here, line
            for j, child in enumerate(line.children):
                yield (*here, "children", j), child


def _check_lines(file: QuarterFile, held: Held, places: Places) -> None:
    seen: dict[Reference, PlaceInFile] = {}
    for here, line in lines_of(file):
        _check_rated(line, here, held, places)
        if line.rating is None and line.empty is None:
            places.fault(here, "Give a rating, or say in “empty” why there is none.")
        if "children" in here and line.children:
            places.fault((*here, "children"), "A row under a parent row has no rows of its own under it.")
        for i, given in enumerate(line.commitments):
            place = (*here, "commitments", i)
            try:
                reference = Reference.read(number_of(given))
            except ValueError as error:
                places.fault(place, str(error))
                continue
            if reference not in held.commitments:
                word = held.plan.commitment_word
                places.fault(place, f"There is no {word} {reference} in the plan. Add it to the plan file first.")
            if reference in seen:
                first = places.lines.get(seen[reference], 0)
                places.fault(place, f"The true number {reference} stands in this quarter already, at line {first}.")
            seen.setdefault(reference, place)


def _check_reading(
    key: str, reading: ReadingFile, here: PlaceInFile, held: Held, places: Places, *, sub_theme: str | None
) -> None:
    indicator = held.indicators.get(key)
    if indicator is None:
        places.fault(here, f"There is no indicator “{key}” in the plan. Add it to the plan file first.")
        return
    if sub_theme is None and indicator.is_per_place:
        places.fault(here, "This indicator has a value of its own on each sub-theme. Give it under the sub-theme.")
    if sub_theme is not None and not indicator.is_per_place:
        places.fault(here, "This indicator has one value wherever it stands. Give it under the file's own “readings”.")
    elif sub_theme is not None and (sub_theme, key) not in held.places:
        places.fault(here, f"“{indicator}” has no place on this {held.plan.sub_theme_word} in the plan.")
    if reading.printed is None and reading.empty is None:
        places.fault(here, "Give the value in “printed”, or say in “empty” why there is none.")
    if reading.printed is not None and reading.empty is None:
        _check_value(indicator, reading.printed, (*here, "printed"), places)
    elif reading.printed is not None and _is_figure(indicator, reading.printed):
        # It would be shown: a figure that somebody means to withhold must not stand beside the word.
        sentence = f"“{reading.printed}” is a value, and “empty” says that there is none. Keep one of the two."
        places.fault((*here, "printed"), sentence)
    for i, comparator in enumerate(reading.comparators):
        _check_value(indicator, comparator.printed, (*here, "comparators", i, "printed"), places)


def _is_figure(indicator: Indicator, printed: str) -> bool:
    try:
        return read_value(printed, indicator.kind).number is not None
    except ValueError:
        return False


def _check_value(indicator: Indicator, printed: str, here: PlaceInFile, places: Places) -> None:
    try:
        read_value(printed, indicator.kind)
    except ValueError as error:
        places.fault(here, str(error))
