"""Agendas and minutes as JSON and back: how a publication keeps them, and what their data files hold."""

from hashlib import sha256

from pydantic import TypeAdapter

from meetings import document, minutes_document
from meetings.document import AgendaDocument
from meetings.minutes_document import MinutesDocument

_AGENDA, _MINUTES = TypeAdapter(AgendaDocument), TypeAdapter(MinutesDocument)


def to_json(kept: AgendaDocument | MinutesDocument, *, indent: int | None = None) -> str:
    """A document as JSON, keys in the order of the dataclasses; the same document gives the same text."""
    made = (
        _AGENDA.dump_json(kept, indent=indent)
        if isinstance(kept, AgendaDocument)
        else _MINUTES.dump_json(kept, indent=indent)
    )
    return made.decode()


def agenda_from(text: str) -> AgendaDocument:
    """A kept agenda. Raises ValueError where it is none, or of a schema that this portal does not read."""
    found = _AGENDA.validate_json(text, strict=False)
    _refuse_unknown(found.schema, document.SCHEMA)
    return found


def minutes_from(text: str) -> MinutesDocument:
    """Kept minutes. Raises ValueError where they are none, or of a schema that this portal does not read."""
    found = _MINUTES.validate_json(text, strict=False)
    _refuse_unknown(found.schema, minutes_document.SCHEMA)
    return found


def digest_of(text: str) -> str:
    """The SHA-256 of a kept document, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def _refuse_unknown(schema: int, newest: int) -> None:
    if not 1 <= schema <= newest:
        raise ValueError(f"This was kept in schema {schema}; this portal reads schemas 1 to {newest}.")
