"""What a plan and its parts are called: the page on which an administrator says it, and what follows from it."""

import pytest

from accounts.roles import Role
from pillars.actions import rename_plan
from pillars.models import Pillar, Plan, SubTheme
from pillars.naming import Naming
from pillars.versions import StaleVersion
from tests import records
from tests.accessibility import px_too_wide
from tests.people import client_of, make_person, sign_in
from tests.reports import publishing
from tests.sending import fields_of

pytestmark = pytest.mark.django_db
ADDRESS = "/plan/plan/names/"


@pytest.fixture
def plan():
    made = records.make_plan(sub_themes=2)
    first, second = SubTheme.objects.order_by("order")
    SubTheme.objects.filter(pk=first.pk).update(page_title="Both themes")
    SubTheme.objects.filter(pk=second.pk).update(page_of=first)
    return made


@pytest.fixture
def administrator():
    return client_of(make_person(Role.ADMINISTRATOR, name="Ann"))


def form_of(client):
    return fields_of(client.get(ADDRESS))


def test_names_are_changed_with_their_history_and_the_rest_stays(plan, administrator):
    fields = form_of(administrator)
    pillar, part = Pillar.objects.get(), SubTheme.objects.get(page_title="Both themes")
    typed = {
        "title": "Plan <2025>",
        "pillar_word": "priority",
        f"pillar-{pillar.pk}": "Safer roads & lanes",
        f"colour-{pillar.pk}": "plum",
        f"part-{part.pk}": "Speed",
        f"page-{part.pk}": "Speed and drink",
    }
    answer = administrator.post(ADDRESS, fields | typed, follow=True)
    assert "The names are saved." in answer.content.decode()
    plan.refresh_from_db()
    pillar.refresh_from_db()
    part.refresh_from_db()
    assert (plan.title, plan.pillar_word, plan.commitment_word) == ("Plan <2025>", "priority", "commitment")
    assert (pillar.title, pillar.colour, part.title) == ("Safer roads & lanes", "plum", "Speed")
    assert part.page_title == "Speed and drink"
    assert [str(record.history.first().history_user) for record in (plan, pillar, part)] == ["Ann"] * 3
    other = SubTheme.objects.exclude(pk=part.pk).get()
    assert not other.history.filter(history_user__isnull=False).exists()


def test_report_that_is_published_keeps_its_names(administrator):
    period = publishing.ready()
    publishing.publish(period)
    before = administrator.get(publishing.FIRST).content
    administrator.post(ADDRESS, form_of(administrator) | {"title": "Another plan"})
    assert Plan.objects.get().title == "Another plan"
    assert administrator.get(publishing.FIRST).content == before


def test_name_that_somebody_changed_meanwhile_is_told_and_nothing_is_saved(plan, administrator):
    pillar = Pillar.objects.get()
    fields = form_of(administrator)
    Pillar.objects.update(title="Hers")
    Plan.objects.update(commitments_word="pledges")
    answer = administrator.post(ADDRESS, fields | {f"pillar-{pillar.pk}": "Mine", "title": "Mine too"})
    assert answer.status_code == 422
    assert "to “Hers” meanwhile" in answer.content.decode()
    assert (Pillar.objects.get().title, Plan.objects.get().title) == ("Hers", plan.title)
    # What somebody else changed and this person did not stays as they left it.
    administrator.post(ADDRESS, fields | {"title": "Mine too"})
    held = Plan.objects.get()
    assert (held.title, held.commitments_word, Pillar.objects.get().title) == ("Mine too", "pledges", "Hers")


def test_empty_and_endless_names_are_refused_in_words(plan, administrator):
    answer = administrator.post(ADDRESS, form_of(administrator) | {"title": " ", "pillar_word": "x" * 41})
    assert answer.status_code == 422
    assert Plan.objects.get().title == plan.title


def test_only_an_administrator_names_a_plan(plan):
    naming = Naming(plan, "title", "New", plan.title)
    with pytest.raises(PermissionError):
        rename_plan(plan=plan, namings=[naming], by=make_person(Role.APPROVER))
    with pytest.raises(StaleVersion):
        rename_plan(plan=plan, namings=[Naming(plan, "title", "New", "Old")], by=None)
    assert client_of(make_person(Role.ADMINISTRATOR)).get("/plan/none/names/").status_code == 404


def test_page_is_accessible_and_valid(plan, phone_page, live_server, axe, html_faults, administrator):
    sign_in(phone_page, make_person(Role.ADMINISTRATOR), live_server.url)
    phone_page.goto(live_server.url + ADDRESS)
    assert axe(phone_page) == []
    assert px_too_wide(phone_page) <= 0
    assert html_faults(administrator.get(ADDRESS).content.decode()) == []
