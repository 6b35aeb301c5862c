"""What a member's question can be about in a published report: found by its address, its number, or its name."""

import pytest

from accounts.roles import Role
from meetings import actions
from meetings.following import line_of_question
from meetings.models import Question
from meetings.rules import Refused
from meetings.subjects import subject_of
from reports.document.stored import from_json
from reports.models import Edition
from tests.meetings import diary
from tests.people import client_of, make_person
from tests.reports import publishing
from tests.sample import publish_sample

ASKED = {"asked_by_role": "Member", "asked_on": diary.DAY, "words": "Why?", "due_on": diary.DAY}


@pytest.fixture
def edition(db):
    return publishing.publish(publishing.ready())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("9(a)", ("commitment", "9(a)")),
        (" 9a ", ("commitment", "9(a)")),
        ("indicator", ("indicator", "indicator")),
        ("99", None),
        ("nothing of this", None),
        ("revenue/staff/budget", None),
        ("", None),
    ],
)
def test_subject_is_found_as_people_write_it(edition, asked, found):
    subject = subject_of(from_json(edition.document), asked)
    assert (subject and (subject.kind, subject.key)) == found


@pytest.mark.django_db
def test_figure_of_the_sample_is_found_by_its_address():
    publish_sample()
    edition = Edition.objects.filter(period__year=2019).get()
    document = from_json(edition.document)
    page = document.finance.pages[0]
    statement = page.statements[0]
    row = next(one for one in statement.rows if any(cell.text for cell in one.cells))
    column, cell = next(pair for pair in zip(statement.columns, row.cells, strict=True) if pair[1].kind != "reference")
    subject = subject_of(document, f"{statement.key}/{row.key}/{column.key}")
    assert subject.kind == "figure"
    assert subject.words.endswith(f": {cell.text}")
    assert subject.at == f"finance-{page.slug}.html#statement-{statement.key}"


def test_question_keeps_what_the_edition_said_and_leads_to_it(edition):
    subject = subject_of(from_json(edition.document), "1")
    question = actions.ask_about_figure(edition=edition, subject=subject, values=ASKED, by=None)
    line = line_of_question(question, diary.DAY)
    assert line.whence.endswith("(Q1 2019/20, edition 1)")
    assert line.whence_address.startswith("/reports/2019-20-q1/editions/1/page-")
    assert client_of(None).get(line.whence_address.partition("#")[0]).status_code == 200
    edition.withdrawn_at = edition.published_at
    assert line_of_question(question, diary.DAY).whence_address == ""
    with pytest.raises(Refused, match="was withdrawn"):
        actions.ask_about_figure(edition=edition, subject=subject, values=ASKED, by=None)


def test_clerk_writes_down_a_question_about_a_commitment(edition):
    clerk = client_of(make_person(Role.CLERK))
    given = {"edition": str(edition.pk), "asked_by_role": "Member", "asked_on": "2019-09-24", "due_on": "2019-10-08"}
    wrong = clerk.post("/meetings/questions/ask/", {**given, "about": "77", "words": "Why?"})
    assert wrong.status_code == 422
    assert "The report has nothing of this name." in wrong.content.decode()
    assert not Question.objects.exists()
    clerk.post("/meetings/questions/ask/", {**given, "about": "9(a)", "words": "Why?"})
    question = Question.objects.get()
    assert (question.subject_kind, question.subject, question.item) == ("commitment", "9(a)", None)
    assert "edition 1" in clerk.get("/meetings/questions/").content.decode()
