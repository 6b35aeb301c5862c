"""Who edits what: the page on which an administrator gives sub-themes to editors."""

import re

import pytest

from accounts.roles import Role
from pillars.actions import change_editors
from pillars.models import Plan, SubTheme
from tests import records
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db
ADDRESS = "/plan/editors/"


@pytest.fixture
def first():
    records.make_plan(sub_themes=2)
    return SubTheme.objects.order_by("order")[0]


def page(client):
    return client.get(ADDRESS).content.decode()


def fields_of(html):
    """What a browser would send of the page as it stands: ticked boxes, and the hidden fields of what was shown."""
    fields = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        is_sent = 'type="hidden"' in tag or re.search(r"\bchecked\b", tag)
        if name and value and is_sent and "sub-theme" in name[1]:
            fields.setdefault(name[1], []).append(value[1])
    return fields


def names(sub_theme):
    return sorted(editor.name for editor in sub_theme.editors.all())


def test_boxes_show_and_change_who_keeps_a_sub_theme(first):
    ann, ben = (make_person(Role.EDITOR, name=name) for name in ("Ann", "Ben"))
    first.editors.add(ann)
    client = client_of(make_person(Role.ADMINISTRATOR))
    fields = fields_of(page(client))
    field = f"sub-theme-{first.pk}"
    assert fields[field] == [str(ann.pk)]
    response = client.post(ADDRESS, fields | {field: [str(ben.pk)]}, follow=True)
    assert "Who edits what is saved." in response.content.decode()
    assert names(first) == ["Ben"]
    assert fields_of(page(client))[field] == [str(ben.pk)]


def test_everybody_may_be_taken_from_a_sub_theme(first):
    first.editors.add(make_person(Role.EDITOR, name="Ann"))
    client = client_of(make_person(Role.ADMINISTRATOR))
    fields = fields_of(page(client))
    del fields[f"sub-theme-{first.pk}"]
    client.post(ADDRESS, fields)
    assert names(first) == []


def test_what_somebody_else_changed_meanwhile_stays(first):
    """Two administrators have the page open: neither takes back what the other has given."""
    ann, ben = (make_person(Role.EDITOR, name=name) for name in ("Ann", "Ben"))
    second = SubTheme.objects.order_by("order")[1]
    one, other = (client_of(make_person(Role.ADMINISTRATOR)) for _ in range(2))
    shown = fields_of(page(one))
    other.post(ADDRESS, shown | {f"sub-theme-{first.pk}": [str(ann.pk)]})
    one.post(ADDRESS, shown | {f"sub-theme-{first.pk}": [str(ben.pk)], f"sub-theme-{second.pk}": [str(ben.pk)]})
    assert (names(first), names(second)) == (["Ann", "Ben"], ["Ben"])


def test_only_active_editors_are_offered_and_others_are_refused(first):
    gone, clerk = make_person(Role.EDITOR, name="Gone", is_active=False), make_person(Role.CLERK, name="Clerk")
    make_person(Role.EDITOR, name="Ann")
    client = client_of(make_person(Role.ADMINISTRATOR))
    html = page(client)
    assert "Ann" in html
    assert "Gone" not in html
    assert "Clerk" not in html
    for person in (gone, clerk):
        response = client.post(ADDRESS, {f"sub-theme-{first.pk}": [str(person.pk)]})
        assert response.status_code == 422
    assert names(first) == []


def test_portal_without_editors_says_where_to_name_them(first):
    html = page(client_of(make_person(Role.ADMINISTRATOR)))
    assert "Nobody has the editor role yet." in html
    assert "/people/" in html


def test_sub_themes_of_a_plan_that_is_over_are_not_shown(first):
    later = records.make_plan("later")
    Plan.objects.filter(pk=later.pk).update(starts_on="2021-04-01")
    SubTheme.objects.filter(pillar__plan=later).update(title="Later theme")
    make_person(Role.EDITOR)
    client = client_of(make_person(Role.ADMINISTRATOR))
    html = page(client)
    assert "Theme 1-2" in html
    assert "Later theme" in html
    records.make_period(Plan.objects.get(pk=later.pk), "2021-22-q1")
    html = page(client)
    assert "Theme 1-2" not in html
    assert "Later theme" in html


@pytest.mark.parametrize("sub_themes", [1, 4])
def test_page_takes_the_same_queries_for_one_sub_theme_and_four(sub_themes, django_assert_num_queries):
    records.make_plan(sub_themes=sub_themes)
    for sub_theme in SubTheme.objects.all():
        sub_theme.editors.add(make_person(Role.EDITOR))
    client = client_of(make_person(Role.ADMINISTRATOR))
    with django_assert_num_queries(8):
        client.get(ADDRESS)


def test_action_is_for_administrators_and_gives_to_editors_only(first):
    editor = make_person(Role.EDITOR)
    with pytest.raises(PermissionError):
        change_editors(sub_theme=first, added=[editor], by=editor)
    with pytest.raises(ValueError, match="Only people with the editor role keep a sub-theme"):
        change_editors(sub_theme=first, added=[make_person(Role.CLERK)], by=None)
    change_editors(sub_theme=first, added=[editor], by=make_person(Role.ADMINISTRATOR))
    assert list(first.editors.all()) == [editor]


def test_page_of_an_editor_says_what_they_keep(first):
    editor, clerk = make_person(Role.EDITOR), make_person(Role.CLERK)
    client = client_of(make_person(Role.ADMINISTRATOR))
    assert "no part of the plan yet" in client.get(f"/people/{editor.pk}/").content.decode()
    first.editors.add(editor)
    html = client.get(f"/people/{editor.pk}/").content.decode()
    assert "Theme 1-1" in html
    assert 'href="/plan/editors/"' in html
    assert "/plan/editors/" not in client.get(f"/people/{clerk.pk}/").content.decode()
