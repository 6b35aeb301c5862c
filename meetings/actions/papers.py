"""The papers of an item: an edition put beside it, a report written for it, their order, and taking one away."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.actions.ground import discard, next_order, number_anew, unconfirmed_item
from meetings.models import AgendaItem, Document, ItemPart, WrittenReport
from meetings.rules import Refused, moved
from meetings.standing import refuse_stale, write
from reports.models import Edition


@transaction.atomic
def add_edition(
    *, item: AgendaItem, edition: Edition, title: str, today: date, by: User | None, part: ItemPart | None = None
) -> Document:
    """Let an item be a published edition. Raises Refused where it has that edition, or it was withdrawn."""
    held = unconfirmed_item(item)
    if edition.withdrawn_at:
        raise Refused(_("This edition was withdrawn. Choose one that stands."), "edition")
    if held.documents.filter(edition=edition).exists():
        raise Refused(_("This edition is a paper of the item already."), "edition")
    return add_document(held, part, {"title": title, "edition": edition}, today, by)


@transaction.atomic
def write_report(
    *, item: AgendaItem, values: Mapping[str, Any], today: date, by: User | None, part: ItemPart | None = None
) -> WrittenReport:
    """Begin a report for an item. Raises Refused where the item is gone."""
    held = unconfirmed_item(item)
    report = WrittenReport()
    write(report, dict(values), by)
    add_document(held, part, {"title": report.title, "report": report}, today, by)
    return report


@transaction.atomic
def change_report(
    *, report: WrittenReport, values: Mapping[str, Any], part: ItemPart | None, based_on: str, by: User | None
) -> WrittenReport:
    """Give a report other words, or another part of its item (None: the item as a whole); its paper is called what it is called.

    Raises Stale, and Refused where it is gone, or the part is.
    """
    item = unconfirmed_item(report.document.item)
    held = WrittenReport.objects.select_related("document").filter(pk=report.pk).first()
    if held is None:
        raise Refused(_("Somebody removed this report meanwhile."))
    refuse_stale(held, based_on)
    write(held, dict(values), by)
    _refuse_strange(part, item)
    if (held.document.title, held.document.part_id) != (held.title, part.pk if part else None):
        write(held.document, {"title": held.title, "part": part}, by)
    return held


@transaction.atomic
def move_document(*, document: Document, up: bool, by: User | None) -> None:
    """Let a paper and the one above or below it change places. Raises Refused where its item is gone."""
    item = unconfirmed_item(document.item)
    papers = {one.pk: one for one in item.documents.order_by("order")}
    keys = list(papers)
    if document.pk not in papers:
        raise Refused(_("Somebody removed this paper meanwhile."))
    number = keys.index(document.pk) + (0 if up else 2)
    if 1 <= number <= len(keys):
        number_anew([papers[key] for key in moved(keys, document.pk, number)], "order", by)


@transaction.atomic
def remove_document(*, document: Document, by: User | None) -> None:
    """Take a paper from its item. An edition stays published; a report that is written here goes, and its history stays; a
    file goes, and is swept within a day or so."""
    item = unconfirmed_item(document.item)
    for held in item.documents.filter(pk=document.pk).select_related("report", "upload"):
        discard(held, by)
    number_anew(list(item.documents.order_by("order")), "order", by)


def add_document(
    item: AgendaItem, part: ItemPart | None, values: Mapping[str, Any], today: date, by: User | None
) -> Document:
    """Put a paper behind the others of an item that is held; it tells its day where it came out after the agenda. Raises
    Refused."""
    _refuse_strange(part, item)
    document = Document(item=item, part=part, order=next_order(item.documents))
    published_on = item.meeting.published_on
    late = {"supplementary_on": today} if published_on and published_on < today <= item.meeting.held_on else {}
    write(document, {**values, **late}, by)
    return document


def _refuse_strange(part: ItemPart | None, item: AgendaItem) -> None:
    """Raises Refused for a part of another item, or one that is gone."""
    if part is None:
        return
    if part.item_id != item.pk:
        raise Refused(_("This part belongs to another item."))
    if not item.parts.filter(pk=part.pk).exists():
        raise Refused(_("Somebody removed this part meanwhile. Choose another."), "part")
