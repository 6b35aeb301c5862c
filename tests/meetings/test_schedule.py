"""What is exempt by the law of England or of Wales, on the form and in packs; and what packs tell the public."""

import pytest
from lxml import html

from accounts.roles import Role
from meetings import actions, queries
from meetings.assemble import assembled
from meetings.document import AgendaDocument, Audience
from meetings.models import Exemption, Meeting, Paragraph, SchedulePart
from meetings.pack import drawing
from tests import records
from tests.meetings import diary
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db
WALES = {"schedule_part": SchedulePart.WALES}
WEIGHED = "the public interest in maintaining the exemption outweighs"


def pack_of(meeting: Meeting) -> AgendaDocument:
    return assembled(meeting, queries.agenda_of(meeting), Audience.PUBLIC)


def words_of(page: str) -> str:
    return " ".join(html.fromstring(page).text_content().split())


def test_each_part_has_seven_paragraphs_and_the_database_takes_all():
    by_part = {part: [one for one in Paragraph if one.part == part] for part in SchedulePart}
    assert by_part == {SchedulePart.ENGLAND: list(range(1, 8)), SchedulePart.WALES: list(range(12, 19))}
    meeting = diary.plan()
    for paragraph in Paragraph:
        diary.exempt(diary.item(meeting, f"Item {paragraph}"), paragraph=paragraph)
    assert Exemption.objects.count() == 14


@pytest.mark.parametrize(("kept", "offered"), [({}, range(1, 8)), (WALES, range(12, 19))])
def test_form_offers_the_paragraphs_of_the_part_that_the_office_keeps_to(kept, offered):
    records.make_plan()
    actions.change_practice(values=kept, based_on="", by=None)
    item = diary.item(diary.plan(), "Vehicles")
    address = f"/meetings/2019-09-24/items/{item.pk}/exempt/"
    clerk = client_of(make_person(Role.CLERK))

    def values() -> list[int]:
        page = html.fromstring(clerk.get(address).content)
        return [int(one) for one in page.xpath("//input[@name='paragraph']/@value")]

    assert values() == list(offered)
    diary.exempt(item, paragraph=3)
    assert values() == sorted({3, *offered})


def test_pack_names_the_part_of_each_paragraph_by_itself():
    meeting = diary.plan()
    diary.exempt(diary.item(meeting, "Vehicles"), paragraph=Paragraph.WALES_BUSINESS)
    agenda = words_of(drawing.agenda(pack_of(meeting), None))
    assert "paragraph 14 of Part 4 of Schedule 12A" in agenda
    assert "these paragraphs of Part 4 of Schedule 12A" in agenda
    assert WEIGHED in agenda
    diary.exempt(diary.item(meeting, "Staff"), paragraph=Paragraph.LABOUR)
    assert "these paragraphs of Part 1 and Part 4 of Schedule 12A" in words_of(drawing.agenda(pack_of(meeting), None))


def test_privilege_is_not_weighed_in_wales():
    meeting = diary.plan()
    diary.exempt(diary.item(meeting, "Advice"), paragraph=Paragraph.WALES_PRIVILEGE)
    agenda = words_of(drawing.agenda(pack_of(meeting), None))
    assert "Paragraph 16: A claim to legal professional privilege" in agenda
    assert WEIGHED not in agenda


def test_packs_tell_the_public_the_law_until_the_office_writes_its_own_words():
    meeting = diary.plan(contact_role="Democratic Services Officer")
    told = words_of(drawing.public_information(pack_of(meeting)))
    assert "Coming to the meeting Everybody may come and listen" in told
    assert "open to the public for at least 5 clear days before" in told
    assert "help to come to the meeting, asks the Democratic Services Officer." in told
    own = {"information": "# Parking\nBehind the hall.\n\nAsk the [contact] <b>."}
    actions.change_practice(values=own, based_on="", by=None)
    page = html.fromstring(drawing.public_information(pack_of(diary.plan(diary.DAY.replace(month=11)))))
    assert [one.text_content() for one in page.xpath("//h2 | //p")] == [
        "Parking",
        "Behind the hall.",
        "Ask the office that hosts it <b>.",
    ]


def test_office_says_which_part_it_keeps_to_and_what_it_tells():
    records.make_plan()
    clerk = client_of(make_person(Role.CLERK))
    address = "/meetings/days/change/"
    page = html.fromstring(clerk.get(address).content)
    form = page.xpath("//main//form[@method='post']")[0]
    typed = dict(form.form_values()) | {"schedule_part": "4", "information": "# Welcome\nCroeso."}
    assert clerk.post(address, typed).status_code == 303
    assert queries.practice().schedule_part == SchedulePart.WALES
    shown = clerk.get("/meetings/days/").content.decode()
    assert "Wales: Part 4 of Schedule 12A" in shown
    assert "Croeso." in shown
    assert clerk.post(address, typed | {"information": " "}).status_code == 422
