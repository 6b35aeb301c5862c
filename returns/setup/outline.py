"""Reads a plan that somebody typed as an outline: titles of pillars, sub-themes and numbered commitments, a line each.

    Safer streets
    - Neighbourhoods
    1. Put a named officer in every neighbourhood
    2(a) Answer what people report
    Victims first
    3. Set up a victims' hub

A pillar without lines that begin with a hyphen is a pillar without sub-themes.
"""

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pillars.keys import new_key
from pillars.models.plan import PillarColour, PillarIcon
from returns.files.read import CONTROL, PlaceInFile, Places

SUB_THEME = re.compile(r"\s*[-–—•*·]\s*(\S.*)")
COMMITMENT = re.compile(
    r"\s*(\d{1,4}(?:\s?\([a-z]{1,2}\)|[a-z](?=[.):\s]))?)(?:[.):](?!\d)\s*|\s+)(\S.*)", re.IGNORECASE | re.ASCII
)
# Numbers in several steps, which no commitment has: taken for a title they would pass unseen.
STEPPED = re.compile(r"\s*(\d+(?:\.\d+)+)\b.*", re.ASCII)
# More than any plan has; the rest is not even looked at.
MOST_LINES = 2_000


def read_outline(text: str, begins_on: date) -> tuple[dict[str, Any], Places]:
    """The `pillars` and `commitments` of a plan file, and on which line each was typed.

    Commitments are worded from `begins_on` on. Faults of the outline itself are noted at their lines; what the plan must be
    besides is for those to say who check plans.
    """
    reading = _Reading(begins_on)
    typed = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    for number, line in typed[:MOST_LINES]:
        reading.take(number, line)
    reading.finish(typed[MOST_LINES][0] if len(typed) > MOST_LINES else None)
    return {"pillars": reading.pillars, "commitments": reading.commitments}, reading.places


class _Reading:
    """An outline as far as it is read."""

    def __init__(self, begins_on: date) -> None:
        self.begins_on = begins_on
        self.places = Places()
        self.pillars: list[dict[str, Any]] = []
        self.commitments: list[dict[str, Any]] = []
        self.keys: set[str] = set()

    def take(self, number: int, line: str) -> None:
        """One line that is not empty, by its number."""
        if CONTROL.search(line):
            self._fault(number, _("This line holds a character that cannot be shown. Type it anew."))
        elif found := SUB_THEME.fullmatch(line):
            self._sub_theme(number, found[1])
        elif found := STEPPED.fullmatch(line):
            sentence = _("“%(number)s” is not the number of a commitment. Write it like 16 or 9(a).")
            self._fault(number, sentence % {"number": found[1]})
        elif found := COMMITMENT.fullmatch(line):
            self._commitment(number, found[1], found[2])
        else:
            count = len(self.pillars)
            self.places.lines["pillars", count] = number
            look = {
                "colour": PillarColour.values[count % len(PillarColour)],
                "icon": PillarIcon.values[count % len(PillarIcon)],
            }
            self.pillars.append({"key": self._key(line), "title": line, **look, "sub_themes": []})

    def finish(self, unread: int | None) -> None:
        """What can be said only of the whole: a commitment stands under a sub-theme where its pillar has any. `unread` is the
        line from which on nothing was read."""
        if unread is not None:
            self._fault(unread, _("From this line on it is more than any plan has. Is it the right text?"))
        places = {pillar["key"]: pillar for pillar in self.pillars}
        for i, commitment in enumerate(self.commitments):
            pillar = places.get(commitment["sub_theme"])
            if pillar and pillar["sub_themes"]:
                sentence = _("“%(pillar)s” has parts of its own, marked by hyphens. Put this line under one of them.")
                self._fault(self.places.lines["commitments", i], sentence % {"pillar": pillar["title"]})
        if not self.pillars and not self.places.faults:
            self._fault(1, _("Nothing is typed yet. Begin with the title of the first part of your plan."))

    def _sub_theme(self, number: int, title: str) -> None:
        if not self.pillars:
            sentence = _("A line with a hyphen is a part of the title above it. Begin with such a title.")
            self._fault(number, sentence)
            return
        sub_themes = self.pillars[-1]["sub_themes"]
        self.places.lines["pillars", len(self.pillars) - 1, "sub_themes", len(sub_themes)] = number
        sub_themes.append({"key": self._key(title), "title": title})

    def _commitment(self, number: int, reference: str, text: str) -> None:
        if not self.pillars:
            sentence = _(
                "A line with a number stands under a title. Begin with the title of the first part of your plan."
            )
            self._fault(number, sentence)
            return
        owner = self.pillars[-1]["sub_themes"] or self.pillars
        self.places.lines["commitments", len(self.commitments)] = number
        wording = {"in_force_from": self.begins_on, "text": text}
        self.commitments.append({"number": reference, "sub_theme": owner[-1]["key"], "wordings": [wording]})

    def _key(self, title: str) -> str:
        """A short name for addresses, another one for each part."""
        key = new_key(title, self.keys, otherwise="part")
        self.keys.add(key)
        return key

    def _fault(self, number: int, sentence: str) -> None:
        place: PlaceInFile = ("outline", number)
        self.places.lines[place] = number
        self.places.fault(place, sentence)
