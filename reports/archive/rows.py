"""Rows of a table as lines of JSON, and lines as rows: one object a line, in the order of the primary key."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Field

from reports.archive.kinds import kind_of
from reports.archive.tables import Table

# Rows that are in memory at a time: an edition's document may have a megabyte.
AT_A_TIME = 20


class NotARow(ValueError):
    """A line that is no row of its table; the message says why, in the middle of a sentence."""


def lines_of(table: Table, using: str = DEFAULT_DB_ALIAS) -> Iterator[bytes]:
    """Every row of a table as a database holds it now."""
    names = [field.attname for field in table.fields]
    kinds = [kind_of(field) for field in table.fields]
    rows = table.model._base_manager.using(using).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=AT_A_TIME):
        values = {
            name: None if value is None else kind.write(value)
            for name, kind, value in zip(names, kinds, row, strict=True)
        }
        yield json.dumps(values, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def row_of(table: Table, line: bytes) -> dict[str, Any]:
    """The values of a line by field, those that the archive lacks filled in. Raises NotARow."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        raise NotARow("is not JSON") from None
    if not isinstance(values, dict):
        raise NotARow("is no JSON object")
    names = {field.attname for field in table.fields}
    if lacking := sorted(names - values.keys()):
        raise NotARow(f"lacks {', '.join(lacking)}")
    if unknown := sorted(values.keys() - names):
        raise NotARow(f"has {', '.join(unknown)[:80]}, which the table does not have")
    return {field.attname: _value(field, values[field.attname]) for field in table.fields} | table.stand_ins()


def _value(field: Field, written: Any) -> Any:
    if written is None:
        if not field.null:
            raise NotARow(f"has nothing in {field.attname}")
        return None
    try:
        value = kind_of(field).read(written)
    except ValueError as error:
        raise NotARow(f"has a value in {field.attname} that does not belong there: {error}") from None
    if field.max_length and isinstance(value, str) and len(value) > field.max_length:
        raise NotARow(f"has more than {field.max_length} characters in {field.attname}")
    return value
