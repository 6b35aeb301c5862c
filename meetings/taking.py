"""The page on which minutes are taken: each item, and each part of one, is a form of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings import minuted
from meetings.forms.kept import Theirs
from meetings.forms.minutes import MinuteForm
from meetings.minutes import MinutedItem, confirmed_words, item_of
from meetings.models import AgendaItem, Decision, ItemPart, Meeting, Minute, Minutes


@dataclass(frozen=True, slots=True)
class Answer:
    """Why a save was refused: a sentence, or what stands now beside what was typed (`theirs`), under the state `standing`."""

    status: int
    sentence: str = ""
    theirs: tuple[Theirs, ...] = ()
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One form of the page. `key` names it in the page and in its fields."""

    key: str
    name: str
    item: AgendaItem
    part: ItemPart | None
    minute: Minute | None
    form: MinuteForm
    address: str
    answer: Answer | None = None

    @property
    def recommend(self) -> str:
        """Where a recommendation is written down that was made in this minute; "" where none was."""
        if self.minute is None or self.minute.decision != Decision.RECOMMENDED:
            return ""
        return reverse("meetings:recommendation_add", args=[self.item.meeting.held_on, self.minute.pk])


@dataclass(frozen=True, slots=True)
class TakenItem:
    shown: MinutedItem
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TakingPage:
    """`confirmed` says when the minutes were confirmed, from when on nothing of them changes; "" before."""

    meeting: Meeting
    minutes: Minutes | None
    items: tuple[TakenItem, ...]
    confirmed: str

    @property
    def how_many(self) -> int:
        return sum(taken.shown.is_minuted for taken in self.items)

    @property
    def faults(self) -> tuple[tuple[str, str], ...]:
        """What a refused save got wrong, for the list above the page: sentences with the ids of their fields."""
        refused = [row for taken in self.items for row in taken.rows if row.answer]
        return tuple(fault for row in refused for fault in faults_of(row))


def faults_of(row: Row) -> list[tuple[str, str]]:
    """Sentences with the ids of their fields; the slot of the form, where the sentence is about all of it."""
    found = [
        (str(error), row.form[name].auto_id if name in row.form.fields else f"{row.key}-said")
        for name, errors in row.form.errors.items()
        for error in errors
    ]
    sentence = row.answer.sentence if row.answer else ""
    return found or [(sentence, f"{row.key}-said")]


def taking_page(meeting: Meeting, today: date, instead: Row | None = None) -> TakingPage:
    """Every item of a meeting with its forms; `instead` stands in for the row of its key. Eight queries."""
    minutes = minuted.minutes_of(meeting)
    items = [item_of(item, today) for item in minuted.minuted_agenda(meeting)]
    seen = minuted.standings_of(minute for shown in items for minute in shown.minutes)

    def row(item: AgendaItem, part: ItemPart | None, minute: Minute | None) -> Row:
        made = row_of(item, part, minute, seen=seen)
        return instead if instead and instead.key == made.key else made

    taken = tuple(
        TakenItem(
            shown,
            (
                row(shown.item, None, shown.minute),
                *(row(shown.item, one.part, one.minute) for one in shown.parts),
            ),
        )
        for shown in items
    )
    confirmed = confirmed_words(minutes) if minutes and minutes.confirmed_at else ""
    return TakingPage(meeting, minutes, taken, confirmed)


def row_of(
    item: AgendaItem,
    part: ItemPart | None,
    minute: Minute | None,
    *,
    seen: Mapping[int, str] | None = None,
    data: Any = None,
    answer: Answer | None = None,
) -> Row:
    """The form of an item, or of a part of one, as it stands or as it was sent (`data`). `seen` is how each minute stands."""
    key = f"part-{part.pk}" if part else f"item-{item.pk}"
    initial = {"based_on": seen.get(minute.pk, "") if minute else ""} if seen is not None else None
    held = minute or Minute(item=item, part=part)
    form = MinuteForm(
        data,
        instance=held,
        prefix=key,
        initial=initial,
        is_urgent=held.is_of_urgent or bool(held.circumstances),
        is_private=hasattr(item, "exemption"),
    )
    return Row(key, _name(item, part), item, part, minute, form, _address(item, part), answer)


def _name(item: AgendaItem, part: ItemPart | None) -> str:
    if part is None:
        return str(item)
    return _("%(item)s %(part)s") % {"item": f"{item.number}.", "part": part}


def _address(item: AgendaItem, part: ItemPart | None) -> str:
    day = item.meeting.held_on
    if part is None:
        return reverse("meetings:minute", args=[day, item.pk])
    return reverse("meetings:part_minute", args=[day, item.pk, part.pk])
