"""History: who set what when, how two versions differ, and putting one back, which writes a new version."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from accounts.roles import STAFF, Role
from commitments.actions import Next, record_status
from commitments.models import Status
from indicators.actions import Given, record_reading
from indicators.models import Place, Reading
from pillars.actions import record_narrative, record_sub_theme_rating
from pillars.models import Narrative, Pillar, Return, SubTheme, SubThemeRating
from returns.history import Kind, Value, changed_labels, compare, word_changes
from tests import records
from tests.accessibility import px_too_wide
from tests.people import client_of, make_person, sign_in
from tests.returns.office import make_editor, make_open_quarter, returns_of

QUARTER = "2019-20-q2"
HOSTILE = "<script>alert(1)</script> & <b>bold</b>\nمرحبا بالعالم"


# Comparing, without a database


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", ""),
        ("The lamps are lit.", "The lamps are lit.", "The lamps are lit."),
        ("", "Lit.", "+Lit.+"),
        ("Lit.", "", "-Lit.-"),
        ("The first lamps are lit.", "The last lamps are lit.", "The|-first-|+last+|lamps are lit."),
        ("One two", "One two three", "One two|+three+"),
        ("One two three", "two three", "-One-|two three"),
        ("a b c d", "a x c y", "a|-b-|+x+|c|-d-|+y+"),
        ("One\nTwo", "One\nThree", "One\n|-Two-|+Three+"),
        ("One", "One\nTwo", "One|+\nTwo+"),
        ("a  b", "a b", "a b"),
    ],
)
def test_words_that_were_removed_and_added_are_named(before, after, pieces):
    marks = {Kind.SAME: "", Kind.REMOVED: "-", Kind.ADDED: "+"}
    found = "|".join(f"{marks[piece.kind]}{piece.text}{marks[piece.kind]}" for piece in word_changes(before, after))
    assert found == pieces


TEXTS = st.text(st.sampled_from("ab \n"), max_size=40)


@given(TEXTS, TEXTS)
def test_pieces_hold_every_word_of_both_texts_in_order(before, after):
    pieces = word_changes(before, after)

    def words_of(*kinds):
        return [word for piece in pieces if piece.kind in kinds for word in piece.text.split()]

    assert words_of(Kind.SAME, Kind.REMOVED) == before.split()
    assert words_of(Kind.SAME, Kind.ADDED) == after.split()


def test_texts_that_were_made_to_be_slow_are_shown_as_a_whole():
    """Comparing them word by word would take minutes."""
    before, after = (f"first {letters * 1_500} last" for letters in ("a b c d e f ", "f e d c b a "))
    pieces = word_changes(before, after)
    assert [piece.kind for piece in pieces if piece.kind != Kind.SAME] == [Kind.REMOVED, Kind.ADDED]
    assert pieces[0].text.startswith("first")
    assert pieces[-1].text.endswith("last")


def test_versions_are_compared_field_by_field():
    before = (
        Value("choice", "Rating", "Green"),
        Value("reason", "Reason", "It is late", True),
        Value("x", "Due on", ""),
    )
    after = (
        Value("choice", "Rating", "Green"),
        Value("reason", "Reason", "It was late", True),
        Value("x", "Due on", ""),
    )
    found = compare(before, after)
    assert [change.label for change in found.changes] == ["Reason"]
    assert [(piece.kind, piece.text) for piece in found.changes[0].pieces] == [
        ("same", "It"),
        ("removed", "is"),
        ("added", "was"),
        ("same", "late"),
    ]
    assert found.unchanged == ("Rating",)
    assert changed_labels(before, after) == ("Reason",)


def test_difference_of_spaces_alone_is_told_as_one():
    [change] = compare((Value("text", "Text", "a  b", True),), (Value("text", "Text", "a b", True),)).changes
    assert change.is_only_spaces


# A quarter with a history of every kind


class Kept:
    """The first return of a quarter with two versions of everything on it, and where the history of each kind is."""

    def __init__(self):
        self.plan = records.make_plan(sub_themes=2)
        self.period = make_open_quarter(self.plan)
        self.held, self.other = returns_of(self.period)
        self.editor = make_editor(self.held.sub_theme, name="An editor")
        self.line = records.make_line(self.period, "1", "9(a)", code=None)
        self.indicator = records.make_indicator(self.plan)
        self.place = self.indicator.places.get()
        self.pillar = Pillar.objects.get()
        for by in (None, self.editor):
            self.write(by)

    def write(self, by, words="", code=""):
        """A version of each kind after those that stand: the first and the second differ."""
        is_first = not Status.objects.exists()
        rating = records.rating(self.plan, code or ("A" if is_first else "G"))
        text = words or ("First lamps" if is_first else "Last lamps")
        due_on = date(2019, 12, 31) if is_first else date(2020, 3, 31)
        following = Next("https://example.org/a", "Survey", due_on)
        record_status(
            line=self.line, rating=rating, reason=text, following=following, based_on=head(self.line.statuses), by=by
        )
        based_on = head(self.held.ratings)
        record_sub_theme_rating(quarterly_return=self.held, rating=rating, reason=text, based_on=based_on, by=by)
        given = Given(
            printed="54" if is_first else "61", footnote=text, comparators=(("Last year", "50"),), target="60"
        )
        based_on = head(Reading.objects.all())
        record_reading(indicator=self.indicator, period=self.period, place=None, given=given, based_on=based_on, by=by)
        for kind, subject in (
            ("headlines", self.held),
            ("activities", self.held),
            ("headlines", (self.pillar, self.period)),
        ):
            texts = Narrative.objects.filter(kind=kind)
            texts = texts.filter(quarterly_return=subject) if subject is self.held else texts.filter(pillar=self.pillar)
            record_narrative(kind=kind, subject=subject, text=text, based_on=head(texts), by=by)

    @property
    def subjects(self):
        """The id in the address of each kind."""
        return {
            "line": self.line.pk,
            "reading": self.place.pk,
            "own": self.held.pk,
            "headlines": self.held.pk,
            "activities": self.held.pk,
            "summary": self.pillar.pk,
        }

    def address(self, kind, quarter=QUARTER):
        return reverse("returns:history", args=[quarter, kind, self.subjects[kind]])

    def versions(self, kind):
        """The versions of a kind, the newest first."""
        texts = Narrative.objects.order_by("-pk")
        return list(
            {
                "line": Status.objects.order_by("-pk"),
                "reading": Reading.objects.order_by("-pk"),
                "own": SubThemeRating.objects.order_by("-pk"),
                "headlines": texts.filter(kind="headlines", quarterly_return=self.held),
                "activities": texts.filter(kind="activities"),
                "summary": texts.filter(pillar=self.pillar),
            }[kind]
        )

    def put_back(self, client, kind, *, version=None, standing=None):
        """Ask to put a version back (the first), after the one that was seen standing (the newest)."""
        versions = self.versions(kind)
        address = reverse("returns:put_back", args=[QUARTER, kind, self.subjects[kind]])
        chosen = versions[-1].pk if version is None else version
        seen = versions[0].pk if standing is None else standing
        return client.post(address, {"version": chosen, "standing": seen})


KINDS = ["line", "reading", "own", "headlines", "activities", "summary"]
TITLES = {
    "line": "commitment 1/9(a)",
    "reading": "Indicator",
    "own": "RAG status",
    "headlines": "Headlines",
    "activities": "Activities and achievements",
    "summary": "Headlines for the summary page",
}


def head(versions):
    return versions.filter(next__isnull=True).first()


def everything():
    """Every version in the database, whole."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Status, SubThemeRating, Reading, Narrative)
    }


@pytest.fixture
def kept(db):
    return Kept()


@pytest.fixture
def staff(kept):
    return client_of(make_person(Role.FINANCE_OFFICER))


@pytest.fixture
def editor(kept):
    return client_of(kept.editor)


def words(tree):
    return " ".join(tree.text_content().split())


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return html.fromstring(response.content)


# Who may read


@pytest.mark.parametrize("role", Role)
def test_history_is_there_for_staff_and_for_nobody_else(kept, role):
    client = client_of(make_person(role))
    for kind in KINDS:
        assert client.get(kept.address(kind)).status_code == (200 if role in STAFF else 404), kind


def test_stranger_is_asked_to_sign_in(kept, client):
    for kind in KINDS:
        assert client.get(kept.address(kind)).status_code == 302
        assert kept.put_back(client, kind).status_code == 302
    assert len(kept.versions("line")) == 2


@pytest.mark.parametrize("kind", [*KINDS, "figure", "status", "x" * 300])
@pytest.mark.parametrize("pk", [0, 999_999, 2**63 - 1, 2**63, 2**70, 10**400])
def test_what_is_not_there_is_not_found(kept, staff, kind, pk):
    assert staff.get(f"/quarters/{QUARTER}/history/{kind}/{pk}/").status_code == 404
    assert staff.post(f"/quarters/{QUARTER}/history/{kind}/{pk}/put-back/").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("quarter", ["2019-20-q1", "2019-20-q4", "2019-21-q1", "nonsense"])
def test_history_is_that_of_its_own_quarter(kept, staff, kind, quarter):
    """The quarter before is held, and has nothing of these; a place, though, stands in every quarter."""
    records.make_period(kept.plan, "2019-20-q1")
    expected = 200 if quarter == "2019-20-q1" and kind in ("reading", "summary") else 404
    assert staff.get(kept.address(kind, quarter)).status_code == expected


# What is told


@pytest.mark.parametrize("kind", KINDS)
def test_every_version_is_told_with_who_and_when_the_newest_first(kept, staff, kind):
    tree = read(staff, kept.address(kind))
    assert words(tree.xpath("//h1")[0]) == f"History of {TITLES[kind]}"
    newest, first = tree.xpath("//li[@class='version']")
    assert words(newest.xpath(".//h3")[0]) == "Version 2 stands now"
    assert "An editor. Changed: " in words(newest)
    assert "loaded from a file" in words(first)
    assert "Last lamps" in words(newest)
    assert "First lamps" in words(first)
    assert [time.get("datetime")[:4] for time in tree.xpath("//li[@class='version']//time")] == [
        f"{version.recorded_at:%Y}" for version in kept.versions(kind)
    ]


def test_line_tells_its_words_and_every_field(kept, staff):
    tree = read(staff, kept.address("line"))
    assert words(tree.xpath("//p[@class='lede']")[0]) == "Promise 1; Promise 9(a)"
    said = [(words(pair.find("dt")), words(pair.find("dd"))) for pair in tree.xpath("//li[@id='version-1']//dl/div")]
    assert said == [
        ("Rating", "Amber"),
        ("Reason", "First lamps"),
        ("Evidence", "https://example.org/a"),
        ("Next milestone", "Survey"),
        ("Due on", "31 December 2019"),
    ]


def test_reading_tells_value_comparators_and_target(kept, staff):
    said = words(read(staff, kept.address("reading")).xpath("//li[@id='version-2']//dl")[0])
    assert "Value 61 Compared with Last year: 50 Target 60 Footnote Last lamps" in said


def test_answer_that_there_is_none_is_told_in_words(kept, staff):
    empty = kept.versions("headlines")[0]
    record_narrative(kind="headlines", subject=kept.held, text="", based_on=empty, by=kept.editor)
    rating = kept.versions("own")[0]
    record_sub_theme_rating(
        quarterly_return=kept.held, rating=None, empty_reason="not_due", based_on=rating, by=kept.editor
    )
    assert "None this quarter." in words(read(staff, kept.address("headlines")))
    assert "Rating Not due" in words(read(staff, kept.address("own")))


def test_what_nobody_has_answered_has_no_version(kept, staff):
    tree = read(staff, reverse("returns:history", args=[QUARTER, "own", kept.other.pk]))
    assert "Nobody has given an answer yet" in words(tree)
    assert not tree.xpath("//main//form")


def test_shared_reading_is_told_under_the_return_that_keeps_it(kept, staff):
    second = Place.objects.create(indicator=kept.indicator, sub_theme=kept.other.sub_theme, order=1)
    tree = read(staff, reverse("returns:history", args=[QUARTER, "reading", second.pk]))
    assert len(tree.xpath("//li[@class='version']")) == 2
    assert tree.xpath("//nav[contains(@class, 'breadcrumbs')]//a/@href")[-1].startswith(
        reverse("returns:edit", args=[QUARTER, kept.held.sub_theme.key])
    )


def test_earlier_quarters_of_the_same_commitments_are_told_with_links(kept, staff):
    owner = SubTheme.objects.get(key="theme-1-2")
    first = records.make_period(kept.plan, "2018-19-q4")
    last = records.make_period(kept.plan, "2019-20-q1")
    old = records.make_line(first, "1", code="R")
    records.make_line(first, "2", code="R")
    second_return = Return.objects.get(period=last, sub_theme=owner)
    new = [records.make_line(last, "1", code="A"), records.make_line(last, "9(a)", code=None, in_return=second_return)]
    later = records.make_period(kept.plan, "2019-20-q3")
    records.make_line(later, "1", code="R")
    rows = read(staff, kept.address("line")).xpath("//table[contains(@class, 'versions-earlier')]/tbody/tr")
    assert [[words(cell) for cell in row] for row in rows] == [
        ["1 in Q1 2019/20", "Theme 1-1", "Amber", ""],
        ["9(a) in Q1 2019/20", "Theme 1-2", "Not rated yet", ""],
        ["1 in Q4 2018/19", "Theme 1-1", "Red", ""],
    ]
    links = [row.xpath(".//a/@href")[0] for row in rows]
    assert links == [
        reverse("returns:history", args=["2019-20-q1", "line", new[0].pk]),
        reverse("returns:history", args=["2019-20-q1", "line", new[1].pk]),
        reverse("returns:history", args=["2018-19-q4", "line", old.pk]),
    ]
    assert all(staff.get(link).status_code == 200 for link in links)


# Comparing on the page


def test_two_versions_are_compared_word_by_word(kept, staff):
    tree = read(staff, kept.address("headlines") + "?from=1&to=2")
    [change] = tree.xpath("//dl[@class='differences']/div")
    assert words(change) == ("Text removed: First, end of what was removed added: Last, end of what was added lamps")
    assert [words(gone) for gone in change.xpath(".//del")] == ["removed: First, end of what was removed"]
    assert [words(new) for new in change.xpath(".//ins")] == ["added: Last, end of what was added"]
    assert tree.xpath("//select[@name='from']/option[@selected]/@value") == ["1"]
    assert tree.xpath("//select[@name='to']/option[@selected]/@value") == ["2"]


def test_two_versions_of_a_line_are_compared_field_by_field(kept, staff):
    tree = read(staff, kept.address("line") + "?from=1&to=2")
    labels = [words(term) for term in tree.xpath("//dl[@class='differences']/div/dt")]
    assert labels == ["Rating", "Reason", "Due on"]
    assert "The same in both: Evidence, Next milestone." in words(tree)


@pytest.mark.parametrize("asked", ["?from=2&to=1", "?to=2&from=1"])
def test_order_in_which_versions_are_chosen_makes_no_difference(kept, staff, asked):
    assert "From version 1 to version 2" in words(read(staff, kept.address("own") + asked))


def test_version_says_the_same_as_itself(kept, staff):
    assert "They say the same." in words(read(staff, kept.address("own") + "?from=2&to=2"))


@pytest.mark.parametrize(
    "asked", ["?from=1", "?to=2", "?from=1&to=9", "?from=x&to=", "?from=-1&to=1", f"?from={2**70}&to=1"]
)
def test_comparison_with_what_is_not_there_is_not_shown(kept, staff, asked):
    assert not read(staff, kept.address("own") + asked).xpath("//section[@class='comparison']")


def test_script_and_text_of_another_direction_are_shown_as_text(kept, staff):
    kept.write(kept.editor, words=HOSTILE)
    for kind in KINDS:
        response = staff.get(kept.address(kind) + "?from=2&to=3")
        assert "<script>alert" not in response.content.decode()
        tree = html.fromstring(response.content)
        assert "alert(1)</script> & <b>bold</b>" in words(tree.xpath("//li[@id='version-3']")[0])
        assert "مرحبا بالعالم" in words(tree.xpath("//dl[@class='differences']")[0])
        assert tree.xpath("//dl[@class='differences']//dd/@dir") == ["auto"] * len(
            tree.xpath("//dl[@class='differences']//dd")
        )


def test_text_of_20_000_characters_is_told_whole_and_compared(kept, staff):
    long = "Every word of it is there. " * 740
    kept.write(kept.editor, words=long)
    kept.write(kept.editor, words=long.replace("there.", "here.", 1), code="R")
    tree = read(staff, kept.address("headlines") + "?from=3&to=4")
    assert long.strip() in words(tree.xpath("//li[@id='version-3']//details/p")[0])
    assert [words(new) for new in tree.xpath("//dl[@class='differences']//ins")] == [
        "added: here., end of what was added"
    ]


# Putting back


@pytest.mark.parametrize("kind", KINDS)
def test_version_is_put_back_as_a_new_one_and_nothing_is_lost(kept, editor, kind):
    before = everything()
    response = kept.put_back(editor, kind)
    assert (response.status_code, response["Location"]) == (303, kept.address(kind))
    newest, second, first = kept.versions(kind)
    assert (newest.based_on, second.based_on) == (second, first)
    assert newest.recorded_by == kept.editor
    assert all(getattr(newest, name) == getattr(first, name) for name in type(first).content)
    for name, rows in everything().items():
        assert rows[: len(before[name])] == before[name], name
    assert sum(map(len, everything().values())) == sum(map(len, before.values())) + 1
    page = words(read(editor, kept.address(kind)))
    assert "Version 1 is put back, as a new version." in page
    assert "Version 3 stands now" in page


@pytest.mark.parametrize("kind", KINDS)
def test_version_put_back_may_be_undone_in_the_same_way(kept, editor, kind):
    kept.put_back(editor, kind)
    kept.put_back(editor, kind, version=kept.versions(kind)[1].pk)
    versions = kept.versions(kind)
    assert len(versions) == 4
    assert all(getattr(versions[0], name) == getattr(versions[2], name) for name in type(versions[0]).content)


@pytest.mark.parametrize("kind", KINDS)
def test_no_version_can_be_deleted_that_another_follows(kept, kind):
    with pytest.raises(ProtectedError):
        kept.versions(kind)[-1].delete()
    assert len(kept.versions(kind)) == 2


def test_buttons_stand_only_where_they_may_be_pressed(kept, editor, staff):
    def buttons(client):
        return [words(button) for button in read(client, kept.address("own")).xpath("//li//button")]

    assert buttons(editor) == ["Put version 1 back"]
    assert buttons(staff) == []
    assert "Only those who keep this return can put a version back." in words(read(staff, kept.address("own")))
    Return.objects.filter(pk=kept.held.pk).update(state="approved")
    assert buttons(editor) == []
    assert "This return is approved, so no version can be put back." in words(read(editor, kept.address("own")))


@pytest.mark.parametrize("role", [role for role in Role if role in STAFF and role != Role.ADMINISTRATOR])
@pytest.mark.parametrize("kind", KINDS)
def test_others_are_told_that_it_is_not_theirs(kept, role, kind):
    response = kept.put_back(client_of(make_person(role)), kind)
    assert response.status_code == 403
    page = words(html.fromstring(response.content))
    assert "Nothing was put back Only those who keep this return can put a version back." in page
    assert len(kept.versions(kind)) == 2


@pytest.mark.parametrize("role", [role for role in Role if role not in STAFF])
def test_those_who_may_not_read_cannot_put_back(kept, role):
    assert kept.put_back(client_of(make_person(role)), "line").status_code == 404
    assert len(kept.versions("line")) == 2


def test_administrator_may_put_back_anywhere(kept):
    assert kept.put_back(client_of(make_person(Role.ADMINISTRATOR)), "line").status_code == 303


@pytest.mark.parametrize("state", ["submitted", "approved"])
@pytest.mark.parametrize("kind", KINDS)
def test_return_that_was_handed_in_refuses(kept, editor, kind, state):
    Return.objects.filter(pk=kept.held.pk).update(state=state)
    response = kept.put_back(editor, kind)
    assert response.status_code == 409
    assert f"This return is {state}, so nothing on it can change." in words(html.fromstring(response.content))
    assert len(kept.versions(kind)) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_newer_version_is_told_and_nothing_goes_over_it(kept, editor, kind):
    seen = kept.versions(kind)[0].pk
    kept.write(None, words="Newer", code="R")
    for version in (kept.versions(kind)[-1].pk, seen):
        response = kept.put_back(editor, kind, version=version, standing=seen)
        assert response.status_code == 409
        page = words(html.fromstring(response.content))
        assert "Somebody saved a newer version since you opened this page." in page
        assert "Version 3 stands now" in page
    assert len(kept.versions(kind)) == 3


def test_what_stands_already_is_not_written_again(kept, editor):
    kept.put_back(editor, "own")
    response = kept.put_back(editor, "own")
    assert response.status_code == 303
    assert len(kept.versions("own")) == 3
    assert "That is what stands already" in words(read(editor, kept.address("own")))


@pytest.mark.parametrize(("version", "standing"), [("x", None), (0, None), (2**70, None), (None, 999_999), (None, "")])
def test_version_of_another_history_is_not_found(kept, editor, version, standing):
    assert kept.put_back(editor, "own", version=version, standing=standing).status_code == 404
    assert kept.put_back(editor, "line", version=kept.versions("headlines")[0].pk + 1000).status_code == 404


def test_value_that_cannot_be_given_any_more_is_refused_with_a_sentence(kept, editor):
    kept.indicator.kind = "percentage"
    kept.indicator.save()
    response = kept.put_back(editor, "reading")
    assert response.status_code == 422
    assert "cannot be read as percentage" in words(html.fromstring(response.content))
    assert len(kept.versions("reading")) == 2


def test_putting_back_is_asked_for_by_a_form_alone(kept, editor):
    assert editor.get(reverse("returns:put_back", args=[QUARTER, "line", kept.line.pk])).status_code == 405
    assert editor.post(kept.address("line")).status_code == 405


# Cost


@pytest.mark.parametrize("kind", KINDS)
def test_number_of_queries_is_the_same_for_1_and_30_versions(kept, staff, kind):
    def count():
        with CaptureQueriesContext(connection) as captured:
            staff.get(kept.address(kind) + "?from=1&to=2")
        return len(captured)

    count()
    few = count()
    for number in range(28):
        kept.write(kept.editor, words=f"Version {number}", code="AG"[number % 2])
    assert len(kept.versions(kind)) == 30
    assert count() == few <= 16


# In a browser


@pytest.mark.django_db(transaction=True)
def test_history_reads_well_at_every_width(kept, any_page, live_server, axe, html_faults):
    kept.write(kept.editor, words=HOSTILE + " " + "x" * 300)
    sign_in(any_page, kept.editor, live_server.url)
    sources = {}
    for kind in KINDS:
        for asked in ("", "?from=1&to=3"):
            response = any_page.goto(live_server.url + kept.address(kind) + asked)
            sources[kind + asked] = response.text()
            assert axe(any_page) == [], kind
            assert px_too_wide(any_page) == 0, kind
    assert html_faults(sources) == []


@pytest.mark.django_db(transaction=True)
def test_versions_are_compared_and_put_back_with_the_keyboard(kept, desk_page, live_server):
    sign_in(desk_page, kept.editor, live_server.url)
    desk_page.goto(live_server.url + kept.address("own"))
    desk_page.get_by_role("button", name="Show the differences").press("Enter")
    desk_page.get_by_role("heading", name="From version 1 to version 2").wait_for()
    desk_page.get_by_role("button", name="Put version 1 back").press("Enter")
    desk_page.get_by_text("Version 1 is put back, as a new version.").wait_for()
    assert len(kept.versions("own")) == 3
