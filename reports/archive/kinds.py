"""How the value of each kind of field is written in JSON, and read back: the same on SQLite and PostgreSQL."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db.models import Field, ForeignKey
from django.utils.dateparse import parse_duration
from django.utils.duration import duration_iso_string


@dataclass(frozen=True, slots=True)
class Kind:
    """`type` and `format` are the names that Table Schema gives it; `read` raises ValueError when the JSON is of another kind."""

    type: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]
    format: str = "default"


def kind_of(field: Field) -> Kind:
    """The kind of a field; that of a link is the kind of what it names. Raises KeyError when there is none."""
    while isinstance(field, ForeignKey):
        field = field.target_field
    return KINDS[field.get_internal_type()]


def _same(value: Any) -> Any:
    return value


def _of(kind: type) -> Callable[[Any], Any]:
    """Lets values of one type of JSON through. True is no 1."""

    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"{value!r:.40} is not of the kind {kind.__name__}")
        return value

    return read


def _whole(value: Any) -> int:
    number: int = _of(int)(value)
    if not -(2**63) <= number < 2**63:
        raise ValueError(f"{number} has too many digits")
    return number


def _text(parse: Callable[[str], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        return parse(_of(str)(value))

    return read


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text:.40} is no number") from None
    if not value.is_finite():
        raise ValueError(f"{text:.40} is no number")
    return value


def _moment(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError(f"{text:.40} does not say in which time zone")
    return value


def _duration(text: str) -> timedelta:
    value = parse_duration(text)
    if value is None:
        raise ValueError(f"{text:.40} is no length of time")
    return value


def _in_order(value: Any) -> Any:
    """JSON with its keys in order: PostgreSQL keeps none, so SQLite's must not show either."""
    return json.loads(json.dumps(value, sort_keys=True))


WHOLE = Kind("integer", _same, _whole)
TEXT = Kind("string", _same, _of(str))
KINDS = {
    **dict.fromkeys(("AutoField", "BigAutoField", "SmallAutoField"), WHOLE),
    **dict.fromkeys(("IntegerField", "BigIntegerField", "SmallIntegerField"), WHOLE),
    **dict.fromkeys(("PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField"), WHOLE),
    **dict.fromkeys(("CharField", "TextField", "SlugField", "GenericIPAddressField", "FileField"), TEXT),
    "BooleanField": Kind("boolean", _same, _of(bool)),
    "FloatField": Kind("number", _same, _of(float)),
    # As text: a reader's program would make a binary fraction of a bare number.
    "DecimalField": Kind("number", lambda value: format(value, "f"), _text(_decimal)),
    "DateField": Kind("date", date.isoformat, _text(date.fromisoformat)),
    "TimeField": Kind("time", time.isoformat, _text(time.fromisoformat)),
    "DateTimeField": Kind(
        "datetime", lambda value: value.astimezone(UTC).isoformat().replace("+00:00", "Z"), _text(_moment)
    ),
    "DurationField": Kind("duration", duration_iso_string, _text(_duration)),
    "UUIDField": Kind("string", str, _text(UUID), "uuid"),
    "BinaryField": Kind(
        "string",
        lambda value: b64encode(bytes(value)).decode(),
        _text(lambda text: b64decode(text, validate=True)),
        "binary",
    ),
    "JSONField": Kind("any", _in_order, _same),
}
