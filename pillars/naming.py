"""What a plan and its parts are called, how they look, and the form in which an administrator says it.

Keys and order stay: reports of different quarters are held beside each other by them, and addresses are made of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pillars.models import Pillar, Plan, SubTheme
from pillars.models.plan import PillarColour, PillarIcon

# Each word of a plan by its field, with what it is for.
WORDS = {
    "pillar_word": _("One part of the plan"),
    "pillars_word": _("Several of them"),
    "sub_theme_word": _("One part of such a part"),
    "sub_themes_word": _("Several of these"),
    "commitment_word": _("One numbered promise"),
    "commitments_word": _("Several promises"),
}


@dataclass(frozen=True, slots=True)
class Naming:
    """A field of a plan or a part of it that reads otherwise from now on, and what it said when the person saw it."""

    record: Plan | Pillar | SubTheme
    field: str
    text: str
    seen: str


class NamesForm(forms.Form):
    """A field for each name and word. Each carries what it showed, so that what somebody else changed meanwhile stays."""

    def __init__(self, data: Any, *, plan: Plan, pillars: list[Pillar]) -> None:
        super().__init__(data)
        self._of: dict[str, tuple[Plan | Pillar | SubTheme, str]] = {}
        self._pillars = pillars
        self._add("title", plan, "title", _("Title of the plan"), longest=400)
        for name, label in WORDS.items():
            self._add(name, plan, name, label, longest=40)
        for pillar in pillars:
            self._add(f"pillar-{pillar.pk}", pillar, "title", _("Title"), longest=400)
            self._choose(f"colour-{pillar.pk}", pillar, "colour", _("Colour"), PillarColour)
            self._choose(f"icon-{pillar.pk}", pillar, "icon", _("Sign"), PillarIcon)
            for part in pillar.sub_themes.all():
                if part.title:
                    self._add(f"part-{part.pk}", part, "title", part.title, longest=400)
                if part.page_title:
                    shared = gettext("Title of the page that “%(part)s” shares") % {"part": part.title}
                    self._add(f"page-{part.pk}", part, "page_title", shared, longest=400)

    def _add(self, name: str, record: Plan | Pillar | SubTheme, field: str, label: Any, *, longest: int) -> None:
        self._of[name] = (record, field)
        self.fields[name] = forms.CharField(
            label=label, max_length=longest, initial=getattr(record, field), show_hidden_initial=True
        )

    def _choose(self, name: str, pillar: Pillar, field: str, label: Any, offered: Any) -> None:
        self._of[name] = (pillar, field)
        self.fields[name] = forms.ChoiceField(
            label=label, choices=offered.choices, initial=getattr(pillar, field), show_hidden_initial=True
        )

    def words(self) -> list[forms.BoundField]:
        """The fields for what the parts are called."""
        return [self[name] for name in WORDS]

    def by_pillar(self) -> Iterator[tuple[Pillar, list[forms.BoundField], list[forms.BoundField]]]:
        """Each pillar with its own fields, and those of its parts."""
        for pillar in self._pillars:
            own = [self[f"{name}-{pillar.pk}"] for name in ("pillar", "colour", "icon")]
            parts = [f"{kind}-{part.pk}" for part in pillar.sub_themes.all() for kind in ("part", "page")]
            yield pillar, own, [self[name] for name in parts if name in self.fields]

    @property
    def namings(self) -> list[Naming]:
        """What a valid form changes."""
        shown = {name: self[name] for name in self.changed_data}
        return [
            Naming(*self._of[name], self.cleaned_data[name], str(self.data.get(field.html_initial_name, "")))
            for name, field in shown.items()
        ]
