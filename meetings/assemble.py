"""Puts the document of an agenda together of the records: what a pack holds for whom. What is exempt is not in the
public's."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import queries
from meetings.document import (
    AgendaDocument,
    Ahead,
    Audience,
    Head,
    Item,
    ItemPart,
    Paper,
    PaperKind,
    Programme,
    Sitting,
    Topic,
    Written,
)
from meetings.models import AgendaItem, Document, Exemption, ItemKind, Meeting, Seat, WrittenReport
from meetings.models import Topic as TopicRecord
from meetings.paragraphs import lines_of, sections_of
from pillars.brand import HOUSE
from pillars.models import Office


def document_of(
    meeting: Meeting,
    seats: Iterable[Seat],
    agenda: Sequence[AgendaItem],
    audience: Audience,
    programme: Programme,
    office: Office | None,
    information: str,
) -> AgendaDocument:
    """A meeting's agenda; `agenda` is as `queries.agenda_of` gives it, `information` what the office tells the public in every
    pack (meetings.models.Practice). Pure."""
    shown = [(item, _item(item, audience, programme)) for item in agenda]
    return AgendaDocument(
        audience=audience,
        language=settings.LANGUAGE_CODE,
        office=office.name if office else "",
        notice=office.notice if office else "",
        brand=office.brand if office else HOUSE,
        meeting=sitting_of(meeting, seats),
        open_items=tuple(one for item, one in shown if not exempted(item)),
        private_items=tuple(one for item, one in shown if exempted(item)),
        information=sections_of(_filled(information, meeting)),
    )


def assembled(meeting: Meeting, agenda: Sequence[AgendaItem], audience: Audience) -> AgendaDocument:
    """A meeting's agenda as its records stand now; `agenda` is as `queries.agenda_of` gives it. Up to five queries."""
    wanted = any(document.is_programme for item in agenda for document in item.documents.all())
    programme = programme_of(meeting) if wanted else Programme((), ())
    seats, office = queries.seats_of(meeting), Office.objects.first()
    return document_of(meeting, seats, agenda, audience, programme, office, queries.practice().information)


def exempted(item: AgendaItem) -> Exemption | None:
    """Why an item is taken in private, or None."""
    return getattr(item, "exemption", None)


def named_papers(agenda: Sequence[AgendaItem]) -> dict[str, Document]:
    """The record of each paper by its name in the pack, whoever may read it."""
    return {_name(item, place): record for item in agenda for place, record in enumerate(item.documents.all(), start=1)}


def written_of(report: WrittenReport) -> Written:
    """A written report as it reads."""
    before = (
        Head(_("Purpose of the report"), _paragraphs(report.purpose)),
        Head(_("Recommendation"), _paragraphs(report.recommendation)),
        Head(_("Reasons for the recommendation"), _paragraphs(report.reasons)),
    )
    risks = (
        _("Current risk: %(risk)s") % {"risk": report.get_current_risk_display()},
        _("Residual risk: %(risk)s") % {"risk": report.get_residual_risk_display()},
    )
    after = (
        Head(_("Equalities"), _paragraphs(report.equalities)),
        Head(_("Budget"), _paragraphs(report.budget)),
        Head(_("Risk"), _paragraphs(report.risk_note), risks if report.current_risk else ()),
        Head(_("Other implications"), _paragraphs(report.other_implications)),
        Head(_("Appendices"), lines=lines_of(report.appendices)),
        Head(_("Background papers"), lines=lines_of(report.background_papers)),
    )
    return Written(
        title=report.title,
        author=report.author_role,
        before=_held(before),
        sections=sections_of(report.body),
        after=_held(after),
        contact=report.contact_role,
    )


def programme_of(meeting: Meeting) -> Programme:
    """The work programme as it stands, from the day of a meeting on. Two queries."""
    held = queries.programme(meeting.held_on)
    return Programme(
        ahead=tuple(
            Ahead(one.held_on, one.get_kind_display(), one.label, tuple(map(_topic, topics)))
            for one, topics in held.meetings
            if one.held_on > meeting.held_on
        ),
        unscheduled=tuple(map(_topic, held.unscheduled)),
    )


def _filled(information: str, meeting: Meeting) -> str:
    """The office's words with what this meeting has to say in them."""
    days = ngettext("%(days)s clear day", "%(days)s clear days", meeting.clear_days) % {"days": meeting.clear_days}
    contact = meeting.contact_role or _("office that hosts it")
    return information.replace("[clear days]", days).replace("[contact]", contact)


def sitting_of(meeting: Meeting, seats: Iterable[Seat]) -> Sitting:
    """The meeting itself, by the roles of who meets."""
    return Sitting(
        held_on=meeting.held_on,
        begins_at=meeting.begins_at,
        body=meeting.body,
        kind=meeting.get_kind_display(),
        label=meeting.label,
        session=meeting.session,
        host=meeting.host,
        venue=meeting.venue,
        quorum=meeting.quorum,
        contact_role=meeting.contact_role,
        clear_days=meeting.clear_days,
        urgency=meeting.urgency,
        seats=tuple(map(str, seats)),
    )


def _item(item: AgendaItem, audience: Audience, programme: Programme) -> Item:
    exemption = exempted(item)
    paragraph = exemption.paragraph if exemption else None
    words = exemption.get_paragraph_display() if exemption else ""
    if exemption and audience == Audience.PUBLIC:
        return Item(item.pk, item.number, item.title, paragraph=paragraph, paragraph_words=words, is_withheld=True)
    return Item(
        key=item.pk,
        number=item.number,
        title=item.title,
        purpose=item.purpose,
        recommendation=item.recommendation,
        presenter=item.presenter_role,
        # A report is known by its pages.
        kind=item.kind_word if item.kind in (ItemKind.ORAL, ItemKind.URGENT) else "",
        parts=tuple(ItemPart(part.letter, part.purpose, part.presenter_role) for part in item.parts.all()),
        papers=tuple(
            _paper(item, record, place, programme) for place, record in enumerate(item.documents.all(), start=1)
        ),
        paragraph=paragraph,
        paragraph_words=words,
    )


def _paper(item: AgendaItem, record: Document, place: int, programme: Programme) -> Paper:
    paper = Paper(
        key=record.pk,
        name=_name(item, place),
        title=record.title,
        kind=PaperKind.PROGRAMME,
        way=f"{item.number}. {item.title}",
        is_open=exempted(item) is None,
        late_on=record.supplementary_on,
        part=record.part.letter or record.part.purpose if record.part else "",
    )
    if report := record.report:
        background = lines_of(report.background_papers)
        return replace(paper, kind=PaperKind.WRITTEN, written=written_of(report), background=background)
    if edition := record.edition:
        page = reverse("files:edition", args=[edition.period.quarter.slug, edition.number])
        return replace(paper, kind=PaperKind.EDITION, source=edition.digest, edition_at=page)
    if upload := record.upload:
        return replace(
            paper,
            kind=PaperKind.FILE,
            source=upload.digest,
            language=upload.language,
            can_be_heard=upload.can_be_heard,
            has_hidden_layers=upload.has_hidden_layers,
        )
    return replace(paper, programme=programme)


def _name(item: AgendaItem, place: int) -> str:
    return f"item-{item.number}-{place}"


def _topic(topic: TopicRecord) -> Topic:
    return Topic(topic.title, topic.parent.title if topic.parent else "", topic.purpose, topic.lead_role)


def _paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text under a head of its own, which are not numbered."""
    return tuple(one.text for section in sections_of(text) for one in section.paragraphs)


def _held(heads: tuple[Head, ...]) -> tuple[Head, ...]:
    """Those that say something."""
    return tuple(head for head in heads if head.paragraphs or head.lines)
