"""Texts in a second language: each once by the words that it translates, with its history, and nobody's lost."""

import threading

import pytest
from django.db import connection

from accounts.roles import Role
from tests import records
from tests.people import make_person
from translations.actions import Typed, keep_texts, say_texts
from translations.models import Translation, digest_of
from translations.queries import texts_in

pytestmark = pytest.mark.django_db


def keep(source, text, seen="", by=None):
    return keep_texts(language="cy", texts={source: Typed(text, seen)}, by=by)


def test_text_is_kept_changed_and_taken_away_with_its_history():
    editor = make_person(Role.EDITOR, name="Ann")
    assert keep("Safer streets", " Strydoedd diogelach ", by=editor) == {}
    assert texts_in("cy", ["Safer streets", "Other"]) == {"Safer streets": "Strydoedd diogelach"}
    assert texts_in("fr", ["Safer streets"]) == {}
    assert keep("Safer streets", "Strydoedd mwy diogel", seen="Strydoedd diogelach", by=editor) == {}
    assert keep("Safer streets", "", seen="Strydoedd mwy diogel", by=editor) == {}
    assert texts_in("cy", ["Safer streets"]) == {}
    told = [(one.history_type, one.text, str(one.history_user)) for one in Translation.history.all()]
    assert told == [
        ("-", "Strydoedd mwy diogel", "Ann"),
        ("~", "Strydoedd mwy diogel", "Ann"),
        ("+", "Strydoedd diogelach", "Ann"),
    ]


def test_what_somebody_else_wrote_meanwhile_stays_and_is_told():
    keep("A", "first")
    assert keep("A", "mine", seen="") == {"A": "first"}
    assert texts_in("cy", ["A"]) == {"A": "first"}
    # The same words from two people are no conflict, and what was not touched is none.
    assert keep("A", "first", seen="") == {}
    assert keep("A", "older", seen="older") == {}
    assert keep("A", "mine", seen="first") == {}
    assert texts_in("cy", ["A"]) == {"A": "mine"}


def test_lines_that_a_browser_ends_otherwise_are_the_same_lines():
    keep("A", "one\r\ntwo")
    assert texts_in("cy", ["A"]) == {"A": "one\ntwo"}
    assert keep("A", "one\r\nthree", seen="one\r\ntwo") == {}
    assert texts_in("cy", ["A"]) == {"A": "one\nthree"}


def test_text_that_is_said_stands_whatever_stood_there():
    keep("A", "first")
    say_texts(language="cy", texts={"A": "second", "B": "third"}, by=None)
    assert texts_in("cy", ["A", "B"]) == {"A": "second", "B": "third"}


@pytest.mark.parametrize("role", [Role.CLERK, Role.PANEL_MEMBER])
def test_only_the_offices_staff_writes(role):
    with pytest.raises(PermissionError):
        keep("A", "a", by=make_person(role))


def test_a_page_of_texts_is_kept_in_few_queries(django_assert_max_num_queries):
    texts = {f"Text {number}": Typed("", "") for number in range(200)}
    with django_assert_max_num_queries(4):
        keep_texts(language="cy", texts=texts, by=None)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [("translation_once_for_a_text", {"text": "b"}), ("translation_is_not_empty", {"source": "B", "text": ""})],
)
def test_the_database_holds_each_rule(constraint, fields):
    row = {"language": "cy", "source": "A", "text": "a"}
    Translation.objects.create(**row, digest=digest_of("A"))
    other = row | fields
    with records.refused_by(Translation, constraint):
        Translation.objects.create(**other, digest=digest_of(other["source"]))
    assert constraint in records.constraints_of("translations")


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_first_words_of_a_text_at_once_have_one_text_and_one_is_told():
    start, found = threading.Barrier(2), []

    def write(text):
        try:
            start.wait()
            found.append(keep("A", text))
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(text,)) for text in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [text] = texts_in("cy", ["A"]).values()
    assert sorted(found, key=len) == [{}, {"A": text}]
