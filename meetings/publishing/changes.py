"""What an agenda changes that is published already: pure. Papers that came since make a supplement, anything else a revision."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, time

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.document import AgendaDocument, Item, Paper, Sitting

NAMES = {
    "held_on": gettext_lazy("Day"),
    "begins_at": gettext_lazy("Time"),
    "body": gettext_lazy("Body"),
    "kind": gettext_lazy("Kind"),
    "label": gettext_lazy("What it is called"),
    "session": gettext_lazy("Session"),
    "host": gettext_lazy("Hosting authority"),
    "venue": gettext_lazy("Venue"),
    "quorum": gettext_lazy("Quorum"),
    "contact_role": gettext_lazy("Contact"),
    "clear_days": gettext_lazy("Clear days"),
    "urgency": gettext_lazy("Why it could not wait"),
    "seats": gettext_lazy("Membership"),
}


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs: `told` are the sentences of it, `added` the keys of papers that came since, and `is_revision` whether it is
    more than that."""

    told: tuple[str, ...] = ()
    added: frozenset[int] = frozenset()
    is_revision: bool = False

    def __bool__(self) -> bool:
        return bool(self.told)


def changes_between(before: AgendaDocument, now: AgendaDocument) -> Changes:
    """What an agenda says now that it did not say when it was published, for one audience.

    The work programme stays as it was published until the agenda is revised: it changes every day.
    """
    otherwise = [*_of_meeting(before.meeting, now.meeting), *_of_items(before, now), *_of_papers(before, now)]
    known = {item.key for item in before.items}
    held = {paper.key for paper in before.papers}
    came = [
        _("Item %(item)s was added.") % {"item": f"{item.number}, “{item.title}”"}
        for item in now.items
        if item.key not in known
    ]
    came += [
        _("“%(paper)s” came to item %(item)d.") % {"paper": paper.title, "item": item.number}
        for item in now.items
        for paper in item.papers
        if paper.key not in held
    ]
    added = frozenset(paper.key for paper in now.papers) - held
    return Changes((*otherwise, *came), added, is_revision=bool(otherwise))


def _of_meeting(before: Sitting, now: Sitting) -> Iterator[str]:
    for field in fields(Sitting):
        was, is_now = getattr(before, field.name), getattr(now, field.name)
        if was != is_now:
            words = {"what": NAMES[field.name], "before": _said(was), "now": _said(is_now)}
            yield _("%(what)s: %(now)s instead of %(before)s.") % words


def _of_items(before: AgendaDocument, now: AgendaDocument) -> Iterator[str]:
    there = {item.key: item for item in now.items}
    for item in before.items:
        named = {"item": f"{item.number}, “{item.title}”"}
        found = there.get(item.key)
        if found is None:
            yield _("Item %(item)s was taken off the agenda.") % named
            continue
        if found.number != item.number:
            yield _("Item %(item)s is item %(number)d now.") % {**named, "number": found.number}
        if _words(found) != _words(item):
            yield _("Item %(item)s reads otherwise than before.") % named


def _of_papers(before: AgendaDocument, now: AgendaDocument) -> Iterator[str]:
    there = {paper.key: paper for paper in now.papers}
    for item in before.items:
        for paper in item.papers:
            named = {"paper": paper.title, "item": item.number}
            found = there.get(paper.key)
            if found is None:
                yield _("“%(paper)s” was taken from item %(item)d.") % named
            elif _content(found) != _content(paper):
                yield _("“%(paper)s” of item %(item)d reads otherwise than before.") % named


def _words(item: Item) -> Item:
    """An item without its papers and its place."""
    return replace(item, number=0, papers=(), pages="", last_page=0)


def _content(paper: Paper) -> tuple[object, ...]:
    """What a reader reads of a paper, wherever it stands."""
    return paper.title, paper.kind, paper.source, paper.written, paper.part


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return _("“%(words)s”") % {"words": ", ".join(map(str, value))}
    if value is None or value == "":
        return _("nothing")
    if isinstance(value, time):
        return time_format(value, "H:i")
    if isinstance(value, date):
        return date_format(value, "l j F Y")
    return _("“%(words)s”") % {"words": value} if isinstance(value, str) else str(value)
