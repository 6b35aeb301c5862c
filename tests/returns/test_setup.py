"""Setting up a portal: its steps, a plan from an outline and from a file, and that nothing is made twice or written over."""

import json
from datetime import date

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.roles import Role
from commitments.actions import reword_commitment
from commitments.models import Commitment, Status
from pillars.actions import save_office
from pillars.models import Office, Pillar, Plan, Rating, SubTheme
from pillars.quarters import Quarter
from pillars.ratings import Movement, movement
from returns.actions import adopt_returns, open_quarter
from returns.files.plan import load_plan
from returns.files.read import Places
from returns.files.shape import PlanFile
from returns.rules import Refused
from returns.setup.actions import set_up_plan
from returns.setup.queries import held
from returns.setup.steps import steps
from tests import records
from tests.people import client_of, make_person
from tests.pillars.test_office import NAMES
from tests.records import plan_file, row_counts, write
from tests.reports import publishing
from tests.returns.office import answer, returns_of
from tests.returns.set_up import FILE, OUTLINE, PLAN, STEPS, TYPED, looked_at, made, told, typed, words
from tests.sending import fields_of

pytestmark = pytest.mark.django_db
SIX = "".join(f"Priority {name}\n{number}. Promise {number}\n" for number, name in enumerate("ABCDEF", start=1))


@pytest.fixture
def administrator():
    return make_person(Role.ADMINISTRATOR, name="Ann")


@pytest.fixture
def client(administrator):
    """A client of an administrator, in a portal that knows its office and no more."""
    save_office(values=NAMES, based_on="", by=None)
    return client_of(administrator)


# Steps


def states(set_up):
    return {step.key: "done" if step.is_done else step.waits_for or "open" for step in set_up.steps}


def test_steps_of_an_empty_portal_say_what_comes_first(administrator):
    set_up = steps(held())
    assert set_up.next.key == "office"
    assert states(set_up) == {
        "office": "open",
        "plan": "The office",
        "scale": "The plan and its parts",
        "commitments": "The plan and its parts",
        "people": "open",
        "editors": "The plan and its parts",
        "quarter": "The plan and its parts",
    }
    page = client_of(administrator).get("/quarters/").content.decode()
    assert "This portal is still empty" in page
    assert f'href="{STEPS}"' in page
    assert f'href="{STEPS}"' in client_of(administrator).get("/plan/commitments/").content.decode()


def test_steps_are_done_one_after_another_until_nothing_lacks(client):
    made(client)
    set_up = steps(held())
    assert (set_up.next.key, set_up.done) == ("people", 4)
    said = {step.key: step.said for step in set_up.steps}
    assert said["plan"] == ("Police and Crime Plan 2025-2029, 1 April 2025 to 31 March 2029: 2 pillars, 2 sub-themes.")
    assert said["scale"] == "Green, Amber, Red"
    assert said["commitments"] == "4 stand in the plan."
    assert "Nobody is an editor yet" in said["people"]
    editor = make_person(Role.EDITOR, Role.APPROVER)
    assert steps(held()).next.said == "3 parts of the plan have no editor."
    for sub_theme in SubTheme.objects.all():
        sub_theme.editors.add(editor)
    assert steps(held()).next.key == "quarter"
    assert "Setting up is not done yet. Next: The first quarter." in words(client.get("/quarters/"))
    opened()
    assert steps(held()).next is None
    assert "Nothing lacks" in words(client.get(STEPS))
    assert STEPS not in client.get("/quarters/").content.decode()


def test_steps_take_the_same_queries_however_large_the_plan(client, django_assert_max_num_queries):
    made(client)
    with django_assert_max_num_queries(10):
        steps(held())


def opened(plan=None):
    return open_quarter(
        plan=plan or Plan.objects.get(),
        quarter=Quarter(2025, 1),
        submissions_due_on=date(2025, 7, 14),
        approvals_due_on=date(2025, 7, 21),
        by=None,
    )


# A typed outline


def test_outline_is_shown_and_then_made_with_the_person_in_its_history(client):
    before = row_counts()
    seen = looked_at(client)
    assert seen.status_code == 200
    assert "Set up this plan?" in words(seen)
    assert "2 pillars 2 sub-themes 4 commitments" in words(seen)
    assert row_counts() == before
    answer = client.post(PLAN, fields_of(seen) | {"make": ""}, follow=True)
    assert answer.redirect_chain == [(STEPS, 302)]
    assert "“Police and Crime Plan 2025-2029” is set up." in words(answer)
    plan = Plan.objects.get()
    assert (plan.key, plan.starts_on) == ("police-and-crime-plan-2025-2029", date(2025, 4, 1))
    assert [pillar.key for pillar in Pillar.objects.all()] == ["safer-streets", "victims-first"]
    assert {str(one): one.begins_in.key for one in Commitment.objects.select_related("begins_in")} == {
        "1": "neighbourhoods",
        "2(a)": "neighbourhoods",
        "3": "roads",
        "4": "victims-first",
    }
    assert {str(one.history.get().history_user) for one in (plan, *Pillar.objects.all())} == {"Ann"}
    assert Office.objects.get().name == NAMES["name"]


def test_plan_that_was_changed_since_it_was_seen_is_shown_again(client):
    seen = fields_of(looked_at(client))
    answer = client.post(PLAN, seen | {"make": "", "outline": f"{OUTLINE}5. One more"})
    assert "You changed something since you looked at it." in words(answer)
    assert "5 commitments" in words(answer)
    assert not Plan.objects.exists()
    client.post(PLAN, fields_of(answer) | {"make": ""})
    assert Commitment.objects.count() == 5


def test_plan_that_nobody_looked_at_is_not_made(client):
    client.post(PLAN, typed(client) | {"make": ""})
    assert not Plan.objects.exists()


def test_button_pressed_twice_makes_one_plan_and_says_so(client):
    seen = fields_of(looked_at(client)) | {"make": ""}
    client.post(PLAN, seen)
    before = row_counts()
    answer = client.post(PLAN, seen, follow=True)
    assert answer.redirect_chain == [(STEPS, 302)]
    assert "is set up already. Nothing was made a second time." in words(answer)
    assert row_counts() == before


def test_faults_are_told_by_their_lines_and_nothing_typed_is_lost(client):
    answer = looked_at(client, ends_on="2025-03-31", outline="- Roads\nStreets\n1.1 Watch", **{"rating-2-code": "G"})
    assert answer.status_code == 422
    assert told(answer) == [
        "Last day of the plan: choose a day after the first day of the plan.",
        "Outline: line 1: A line with a hyphen is a part of the title above it. Begin with such a title.",
        "Outline: line 3: “1.1” is not the number of a commitment. Write it like 16 or 9(a).",
        "Rating 2: letter: rating 1 has this already. Choose another.",
    ]
    kept = fields_of(answer)
    assert (kept["outline"], kept["rating-2-code"]) == ("- Roads\nStreets\n1.1 Watch", "G")
    assert told(looked_at(client, outline="Streets\n7. A\n7. B")) == ["Outline: line 3: Commitment 7 is given twice."]


def test_outline_without_an_office_waits_for_its_name(administrator):
    client = client_of(administrator)
    assert "Name the office first" in words(client.get(PLAN))
    answer = client.post(PLAN, TYPED | dict.fromkeys(("pillar", "pillars"), "x"))
    assert answer.status_code == 422
    assert OUTLINE.splitlines()[0] in answer.content.decode()


# Ratings

OWN = {
    "rating-1-code": "X",
    "rating-1-word": "Achieved",
    "rating-1-definition": "Done.",
    "rating-1-shape": "tick",
    "rating-3-code": "",
    "rating-3-word": "",
    "rating-3-definition": "",
    "rating-4-code": "NS",
    "rating-4-word": "Not begun",
    "rating-4-definition": "Later.",
    "rating-4-is_apart": "on",
}


def test_office_may_have_ratings_of_its_own(client):
    made(client, **OWN)
    found = [(one.code, one.word, one.shape, one.rank) for one in Rating.objects.order_by("order")]
    assert found == [
        ("X", "Achieved", "tick", 1),
        ("A", "Amber", "triangle", 2),
        ("NS", "Not begun", "ring", None),
    ]
    best, other = (Rating.objects.get(code=code).value for code in "XA")
    assert movement(best, other) == Movement.IMPROVED


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"rating-1-code": "g"}, ["Rating 1: letter: write one to four capital letters, such as A."]),
        ({"rating-1-word": ""}, ["Rating 1: word: fill this in, or empty the whole rating."]),
        ({"rating-3-shape": "disc"}, ["Rating 3: shape: rating 1 has this already. Choose another."]),
        (
            {f"rating-{number}-{name}": "" for number in (2, 3) for name in ("code", "word", "definition")},
            ["Rating 2: word: a scale has two ratings at least."],
        ),
    ],
)
def test_scale_that_cannot_be_is_refused_in_a_sentence(client, changes, sentences):
    assert told(looked_at(client, **changes)) == sentences


# A plan file


def test_file_is_shown_and_made_and_leaves_the_office_as_it_is(client):
    content = json.dumps(plan_file())
    seen = client.post(FILE, typed(client, FILE) | {"file": SimpleUploadedFile("plan.json", content.encode())})
    assert "1 pillar 2 sub-themes 4 commitments 2 indicators" in words(seen)
    assert "The office keeps the names that it has" in words(seen)
    assert "Without a place" in words(seen)
    client.post(FILE, fields_of(seen) | {"make": ""})
    assert (Plan.objects.get().key, Office.objects.get().name) == ("westmarsh", NAMES["name"])


def test_file_names_the_office_of_a_portal_that_has_none(administrator):
    made(client_of(administrator), FILE, text=yaml.safe_dump(plan_file()))
    assert Office.objects.get().area == "Westmarsh"
    assert str(Office.objects.get().history.get().history_user) == "Ann"


HOSTILE = {
    "nothing": ("", "A plan file: choose a file, or paste its text below."),
    "words": ("just words", "line 1: The file is not a list of keys and values."),
    "deep": ('{"pillars": ' + "[" * 5000 + "]" * 5000 + "}", "more than 30 deep, which no plan or quarter needs."),
    "bomb": ("a: &a [x]\nb: [*a, *a]", "line 2: YAML aliases (*name) are not read. Write the value out."),
    "python": ("format: !!python/object/apply:os.system [ls]", "could not determine a constructor"),
    "types": ("format: 7\nkey: [1]\npillars: {a: b}\ntitle: null", "line 2: key: This is not a text."),
    "markup": ("<b>: 1", "<b>: There is no such key. Is it spelt right?"),
    "a year": (yaml.safe_dump(plan_file(starts_on="0001-01-01")), "A plan lies between 2000 and 2100."),
    "large": ("x" * 200_001, "at most 200000 characters"),
    "endless": (f"pillars: [{'1,' * 26_000}]", "line 1: From this line on the file holds more than any plan has."),
    "long": (f"format: {'x' * 5000}", "xxx …"),
}


@pytest.mark.parametrize(("text", "sentence"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_refused_in_sentences_and_kept(client, text, sentence):
    before = row_counts()
    answer = client.post(FILE, {"text": text})
    assert answer.status_code == 422
    assert sentence in " ".join(told(answer))
    assert row_counts() == before
    assert fields_of(answer).get("text", "") == text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"x" * 200_001, "A plan file: this file is larger than 200 kB, which no plan is. Is it the right one?"),
        (b"\xff\xfe\x00", "A plan file: this file is not text in UTF-8. Save it as UTF-8."),
    ],
)
def test_hostile_file_is_refused_and_the_text_beside_it_is_kept(client, content, sentence):
    answer = client.post(FILE, {"file": SimpleUploadedFile("plan.yaml", content), "text": "format: x"})
    assert told(answer) == [sentence]
    assert fields_of(answer)["text"] == "format: x"


def test_of_many_faults_the_first_are_told(client):
    text = "\n".join(f"key{number}: 1" for number in range(200))
    assert told(client.post(FILE, {"text": text}))[-1].endswith("more faults are not listed here.")


# Beside a plan that is there


def reworded(number, administrator):
    """Somebody has changed a commitment, and said why."""
    reword_commitment(
        commitment=Commitment.objects.get(number=number, suffix=""),
        text="Other words",
        in_force_from=date(2026, 4, 1),
        reason="Clearer.",
        based_on="Promise 1",
        by=administrator,
    )


@pytest.mark.parametrize("begun", ["quarter", "commitment"])
def test_plan_that_somebody_works_with_is_never_written_over(client, administrator, tmp_path, begun):
    load_plan(write(tmp_path, plan_file()))
    opened() if begun == "quarter" else reworded(1, administrator)
    other = plan_file(title="Another", commitments=[records.commitment("1", ("2025-04-01", "Third words"))])
    before = row_counts()
    refused = looked_at(client, FILE, text=yaml.safe_dump(other))
    assert told(refused) == ["“Another” is set up already. A plan that is there is not written over."]
    assert told(looked_at(client)) == [
        "“Police and Crime Plan 2025-2029” is set up already. A plan that follows it begins later."
    ]
    for replaces in (None, Plan.objects.get().pk):
        with pytest.raises(Refused):
            set_up_plan(plan=PlanFile.model_validate(other), places=Places(), replaces=replaces, by=None)
    assert row_counts() == before


def test_plan_is_changed_as_long_as_nothing_hangs_on_it(client):
    made(client, **OWN)
    editor = make_person(Role.EDITOR)
    SubTheme.objects.get(key="roads").editors.add(editor)
    again = fields_of(client.get(PLAN))
    assert again["outline"] == OUTLINE.replace("2(a) ", "2(a). ").strip()
    assert [again.get(f"rating-{number}-code", "") for number in (1, 2, 3, 4)] == ["X", "A", "NS", ""]
    assert [again.get(f"rating-{number}-is_apart") for number in (1, 2, 3, 4)] == [None, None, "on", None]
    seen = looked_at(client, outline=OUTLINE.replace("Safer", "Safe") + "5. One more")
    assert "what you set up here takes its place" in words(seen)
    fields = fields_of(seen) | {"make": ""}
    before_it = Plan.objects.get()
    client.post(PLAN, fields)
    with pytest.raises(Refused, match="set up anew meanwhile"):
        opened(before_it)
    assert [pillar.key for pillar in Pillar.objects.all()] == ["safe-streets", "victims-first"]
    assert (Plan.objects.count(), Commitment.objects.count(), Rating.objects.count()) == (1, 5, 3)
    assert list(SubTheme.objects.get(key="roads").editors.all()) == [editor]
    assert str(Pillar.history.filter(history_type="-").first().history_user) == "Ann"
    before = row_counts()
    assert "Nothing was made a second time." in words(client.post(PLAN, fields, follow=True))
    assert row_counts() == before


def test_plan_that_somebody_began_to_work_with_meanwhile_stays(client):
    made(client)
    seen = fields_of(looked_at(client, title="Police & Crime Plan 2025-2029"))
    opened()
    answer = client.post(PLAN, seen | {"make": ""})
    assert told(answer) == ["“Police and Crime Plan 2025-2029” is set up already. A plan that follows it begins later."]
    assert Plan.objects.get().title == "Police and Crime Plan 2025-2029"


def test_plan_of_a_file_that_an_outline_cannot_say_is_changed_by_its_file(client):
    made(client, FILE, text=yaml.safe_dump(plan_file()))
    page = client.get(PLAN)
    assert "It came from a file and holds more than an outline can say." in words(page)
    assert 'name="outline"' not in page.content.decode()
    made(client, FILE, text=yaml.safe_dump(plan_file(title="Mended")))
    assert Plan.objects.get().title == "Mended"


def test_plan_that_follows_one_with_records_is_set_up_beside_it(client, tmp_path):
    load_plan(write(tmp_path, plan_file()))
    opened()
    made(client, starts_on="2029-04-01", ends_on="2033-03-31", title="Plan 2029-2033")
    assert [plan.key for plan in Plan.objects.all()] == ["westmarsh", "plan-2029-2033"]
    assert SubTheme.objects.filter(pillar__plan__key="westmarsh").count() == 2
    assert "Promise 1" in words(client.get("/plan/commitments/"))


def test_only_an_administrator_sets_up_a_plan():
    with pytest.raises(Refused):
        set_up_plan(plan=PlanFile.model_validate(plan_file()), places=Places(), by=make_person(Role.APPROVER))
    assert not Plan.objects.exists()


# A plan without sub-themes, as far as its readers


def test_six_priorities_without_sub_themes_are_published(client):
    named = {"pillar": "priority", "pillars": "priorities"}
    assert "6 priorities 6 commitments" in words(looked_at(client, outline=SIX, **named))
    made(client, outline=SIX, **named)
    assert "returns, one for each priority" in words(client.get("/quarters/open/?quarter=2025-26-q1"))
    period = opened()
    assert "Priority Kept by" in words(client.get("/quarters/2025-26-q1/"))
    for held_return in returns_of(period):
        answer(held_return)
        Status.objects.create(line=held_return.lines.get(), rating=records.rating(period.plan, "A"), reason="Late.")
    adopt_returns(period=period)
    publishing.publish(period)
    plan = words(client.get("/pillars/"))
    assert "Priority 6 Priority F" in plan
    page = words(client.get("/reports/2025-26-q1/pages/priority-f/", follow=True))
    assert "Priority F" in page
    assert "Promise 6" in page
    assert "sub-theme" not in page.lower()


def test_pages_are_valid_html(client, html_faults):
    pages = {
        "steps": client.get(STEPS),
        "outline": client.get(PLAN),
        "faults": looked_at(client, outline="- Roads"),
        "seen": looked_at(client),
        "file": client.get(FILE),
        "file seen": looked_at(client, FILE, text=yaml.safe_dump(plan_file())),
    }
    assert html_faults({name: page.content.decode() for name, page in pages.items()}) == []
