"""The history of a commitment: every change of its words, its ending and its rows, with who made it, when and why.

Read from the tables that django-simple-history keeps beside the records. What was carried into a quarter or loaded from
a file has no author there; it is told where a commitment stood, and not here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from commitments.changes import listed, told
from commitments.models import Commitment, Ending, Line, LineCommitment, Wording
from commitments.queries import references_of_plan
from pillars.models import Return


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that a change did, in words, with what stood before and after ("" where nothing did)."""

    what: str
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Event:
    """What one person did at one moment, and why; `by` is "" for a file that was loaded."""

    at: datetime
    by: str
    why: str
    details: list[Detail] = field(default_factory=list)


def history_of(commitment: Commitment) -> list[Event]:
    """The changes of a commitment, the latest first. Six queries, whatever happened to it."""
    events: dict[tuple[datetime, int | None], Event] = {}
    for record, detail in (*_facts(commitment), *_Rows(commitment).details()):
        by = str(record.history_user) if record.history_user else ""
        event = events.setdefault((record.history_date, record.history_user_id), Event(record.history_date, by, ""))
        event.why = event.why or record.history_change_reason or ""
        event.details.append(detail)
    return sorted(events.values(), key=lambda event: event.at, reverse=True)


def _records(model: Any, **lookup: Any) -> Iterable[Any]:
    return model.history.filter(**lookup).select_related("history_user").order_by("history_id")


def _facts(commitment: Commitment) -> Iterable[tuple[Any, Detail]]:
    """The commitment itself and its words."""
    ending = ""
    for record in _records(Commitment, id=commitment.pk):
        if record.history_type == "+":
            yield record, Detail(_("Added to the plan"))
        elif record.ending != ending:
            yield record, _ending(record, ending)
        ending = record.ending
    texts: dict[Any, str] = {}
    for record in _records(Wording, commitment_id=commitment.pk):
        earlier = [text for day, text in sorted(texts.items()) if day <= record.in_force_from]
        before = earlier[-1] if earlier else ""
        texts[record.in_force_from] = record.text
        if record.history_type == "~":
            yield (
                record,
                Detail(_("Words of %(day)s put right") % {"day": told(record.in_force_from)}, before, record.text),
            )
        elif record.history_user_id and before:
            yield record, Detail(_("Reworded from %(day)s") % {"day": told(record.in_force_from)}, before, record.text)
        elif record.history_user_id:
            yield record, Detail(_("Its words, from %(day)s") % {"day": told(record.in_force_from)}, "", record.text)


def _ending(record: Any, before: str) -> Detail:
    if not record.ending:
        return Detail(_("Reopened"), str(Ending(before).label), _("Standing"))
    day = told(record.ended_on)
    return Detail(_("%(how)s on %(day)s") % {"how": Ending(record.ending).label, "day": day})


class _Rows:
    """Plays back where a commitment stood, and with whom, from the history of rows and of the places on them."""

    def __init__(self, commitment: Commitment) -> None:
        self.own = commitment.pk
        self.references = references_of_plan(commitment.plan_id)
        lines = LineCommitment.history.filter(commitment_id=commitment.pk).values("line_id")
        places = LineCommitment.history.filter(line_id__in=lines).values("id")
        records = [*_records(Line, id__in=lines), *_records(LineCommitment, id__in=places)]
        # Of one moment, a new row comes before what stands on it.
        self.records = sorted(records, key=lambda record: (record.history_date, hasattr(record, "line_id")))
        ids = {record.quarterly_return_id for record in records if hasattr(record, "quarterly_return_id")}
        self.returns = Return.objects.select_related("sub_theme__pillar", "period").in_bulk(ids)
        self.return_of: dict[int, int] = {}
        self.line_of: dict[int, int] = {}

    def details(self) -> Iterable[tuple[Any, Detail]]:
        for record in self.records:
            detail = self._of_place(record) if hasattr(record, "line_id") else self._of_line(record)
            if detail and record.history_user_id:
                yield record, detail

    def _of_line(self, record: Any) -> Detail | None:
        """A row that moved, unless it only made room for another: then no reason stands with it."""
        before = self._where(record.id)
        self.return_of[record.id] = record.quarterly_return_id
        if record.history_type != "~" or not record.history_change_reason or self.line_of.get(self.own) != record.id:
            return None
        after = self._where(record.id)
        return Detail(_("Its row moved"), before, after if after != before else _("In another place there"))

    def _of_place(self, record: Any) -> Detail | None:
        own, before = self.line_of.get(self.own), self.line_of.get(record.commitment_id)
        after = None if record.history_type == "-" else record.line_id
        was = self._where(own)
        if after is None:
            self.line_of.pop(record.commitment_id, None)
        else:
            self.line_of[record.commitment_id] = after
        if before == after:
            return None
        if record.commitment_id == self.own:
            what = _("Put on a row") if before is None else _("Regrouped") if after else _("Taken off its row")
            return Detail(what, was, self._where(after))
        number = {"number": self.references[record.commitment_id]}
        if own is not None and after == own:
            return Detail(_("%(number)s joined its row") % number, was, self._where(own))
        if own is not None and before == own:
            return Detail(_("%(number)s left its row") % number, was, self._where(own))
        return None

    def _where(self, line: int | None) -> str:
        held = self.returns.get(self.return_of.get(line, 0)) if line is not None else None
        if held is None:
            return ""
        others = [pk for pk, stands_on in self.line_of.items() if stands_on == line and pk != self.own]
        said: dict[str, object] = {"sub_theme": held.sub_theme, "quarter": held.period}
        if not others:
            return _("“%(sub_theme)s”, %(quarter)s, alone on its row") % said
        said["numbers"] = listed(sorted(self.references[pk] for pk in others))
        return _("“%(sub_theme)s”, %(quarter)s, on one row with %(numbers)s") % said
