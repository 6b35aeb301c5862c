"""The report document as JSON and back: how an edition keeps it, and what the data file holds."""

from hashlib import sha256

from pydantic import TypeAdapter

from reports.document import SCHEMA, ReportDocument

ADAPTER = TypeAdapter(ReportDocument)
# Each schema only adds to the one before it, with a default: what an older one did not hold was not reported then.
READ = range(1, SCHEMA + 1)


def to_json(document: ReportDocument, *, indent: int | None = None) -> str:
    """The document as JSON, keys in the order of the dataclasses; the same document gives the same text."""
    return ADAPTER.dump_json(document, indent=indent).decode()


def from_json(text: str) -> ReportDocument:
    """A stored document. Raises ValueError when it is not one, or of a schema that this portal does not read."""
    document = ADAPTER.validate_json(text, strict=False)
    if document.schema not in READ:
        raise ValueError(
            f"This report was stored in schema {document.schema}; this portal reads schemas 1 to {SCHEMA}."
        )
    return document


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()
