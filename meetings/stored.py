"""The document of an agenda as JSON, as a publication keeps it, and back."""

from hashlib import sha256

from pydantic import TypeAdapter

from meetings.document import SCHEMA, AgendaDocument

_ADAPTER = TypeAdapter(AgendaDocument)


def to_json(document: AgendaDocument, *, indent: int | None = None) -> str:
    """The document as JSON; the same document gives the same text."""
    return _ADAPTER.dump_json(document, indent=indent).decode()


def from_json(text: str) -> AgendaDocument:
    """A kept document. Raises ValueError where it is none, or of a schema that this portal does not read."""
    document = _ADAPTER.validate_json(text, strict=False)
    if not 1 <= document.schema <= SCHEMA:
        raise ValueError(f"This agenda was kept in schema {document.schema}; this portal reads 1 to {SCHEMA}.")
    return document


def digest_of(text: str) -> str:
    """The SHA-256 of a kept document, in hexadecimal."""
    return sha256(text.encode()).hexdigest()
