"""What an archive holds: every table of the portal, but for those that are left out with a reason, and no secret."""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from reports.archive.description import meaning_of
from reports.archive.kinds import KINDS, kind_of
from reports.archive.tables import LEFT_OUT, UNSEEN, WITHHELD, label_of, left_out, tables
from tests.records import FLOORS

EVERY_MODEL = {label_of(model): model for model in apps.get_models(include_auto_created=True)}


def test_every_table_is_in_the_archive_or_left_out_for_a_reason():
    held = {table.label for table in tables()}
    assert held | LEFT_OUT.keys() == EVERY_MODEL.keys()
    assert held & LEFT_OUT.keys() == set()
    assert all(LEFT_OUT.values())


def test_table_of_a_library_is_left_out_by_name():
    """A new library's tables fail here until somebody decides on them."""
    assert {table.model._meta.app_label for table in tables()} <= set(FLOORS)


def test_what_is_left_out_of_the_portals_own_is_little():
    own = {label for label in LEFT_OUT if label.split(".")[0] in FLOORS}
    assert own == {
        "accounts.event",
        "accounts.user_groups",
        "accounts.user_user_permissions",
        "jobs.job",
        "jobs.job_also_asked_by",
        "jobs.jobfile",
        "jobs.sign",
    }
    assert WITHHELD.keys() == {"accounts.user.password"}
    assert left_out().keys() == {*LEFT_OUT, *UNSEEN, *WITHHELD, "returns.upload.job"}


def test_no_field_looks_like_a_secret():
    fields = [f"{table.label}.{field.attname}" for table in tables() for field in table.fields]
    assert [name for name in fields if re.search(r"password|secret|token|session_?(key|data|id)|hash", name)] == []


def test_restored_row_can_do_without_what_is_withheld():
    for table in tables():
        empty = {name for name, value in table.stand_ins().items() if value is None}
        assert [field.attname for field in table.withheld if field.attname in empty and not field.null] == []


def test_every_field_has_a_kind_and_every_table_a_meaning():
    assert all(kind_of(field) for table in tables() for field in table.fields)
    assert [table.label for table in tables() if not meaning_of(table.model)] == []


VALUES = {
    "CharField": st.text(),
    "BooleanField": st.booleans(),
    "BigIntegerField": st.integers(-(2**63), 2**63 - 1),
    "DecimalField": st.decimals(allow_nan=False, allow_infinity=False, places=4, max_value=10**11, min_value=-(10**11)),
    "FloatField": st.floats(allow_nan=False, allow_infinity=False),
    "DateField": st.dates(),
    "TimeField": st.times(),
    "DateTimeField": st.datetimes(timezones=st.just(UTC)),
    "DurationField": st.timedeltas(timedelta(-1000), timedelta(1000)),
    "UUIDField": st.uuids(),
    "BinaryField": st.binary(),
    "JSONField": st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda some: st.lists(some) | st.dictionaries(st.text(), some)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", VALUES)
@given(st.data())
def test_value_comes_back_as_it_was(name, data):
    value = data.draw(VALUES[name])
    assert KINDS[name].read(KINDS[name].write(value)) == value


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("DecimalField", Decimal("1E+3"), "1000"),
        ("DecimalField", Decimal("-99999999999.9999"), "-99999999999.9999"),
        ("DateField", date(2019, 6, 30), "2019-06-30"),
        ("TimeField", time(9, 30), "09:30:00"),
        ("DateTimeField", datetime(2019, 6, 30, 12, tzinfo=UTC), "2019-06-30T12:00:00Z"),
        ("UUIDField", UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        ("BinaryField", b"\x00\xff", "AP8="),
    ],
)
def test_value_is_written_openly(name, value, written):
    assert KINDS[name].write(value) == written


def test_json_is_written_in_one_order():
    written = KINDS["JSONField"].write({"b": [{"d": 1, "c": None}], "a": True})
    assert str(written) == "{'a': True, 'b': [{'c': None, 'd': 1}]}"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("BigIntegerField", 2**63),
        ("BigIntegerField", True),
        ("BigIntegerField", 1.0),
        ("BigIntegerField", "1"),
        ("BooleanField", 1),
        ("CharField", 1),
        ("CharField", ["a"]),
        ("DecimalField", 1.5),
        ("DecimalField", "NaN"),
        ("DecimalField", "1,5"),
        ("DateField", "30 June 2019"),
        ("DateTimeField", "2019-06-30T12:00:00"),
        ("DurationField", "soon"),
        ("UUIDField", "1"),
        ("BinaryField", "no base64!"),
    ],
)
def test_value_of_another_kind_is_refused(name, written):
    with pytest.raises(ValueError, match=r"\w"):
        KINDS[name].read(written)
