"""`datapackage.json`: every table and field of an archive described in the open Data Package format (datapackage.org)."""

from typing import Any

from django.db.models import Field, Model

from reports.archive.kinds import kind_of
from reports.archive.manifest import TablePiece
from reports.archive.tables import Table, label_of, target_of


def description(tables: list[Table], pieces: dict[str, TablePiece]) -> dict[str, Any]:
    """The description of these tables, each with the size and hash of its file."""
    return {
        "name": "pcp-portal-archive",
        "title": "Archive of a portal for the monitoring of a Police and Crime Plan",
        "resources": [_resource(table, pieces[table.label]) for table in tables],
    }


def meaning_of(model: type[Model]) -> str:
    """What a row is, in a sentence or a few: the model's own words, or what it is beside another."""
    # django-simple-history and Django write the rest of these themselves.
    subject = getattr(model, "instance_type", None)
    if subject:
        name = label_of(subject)
        return f"What {name} was after each change, with who, when and why. history_type: + made, ~ changed, - removed."
    between = [label_of(target) for field in model._meta.concrete_fields if (target := target_of(field))]
    if model._meta.auto_created:
        return f"Which {between[0]} goes with which {between[1]}."
    said = " ".join((model.__doc__ or "").split())
    return "" if said.startswith(f"{model.__name__}(") else said


def _resource(table: Table, piece: TablePiece) -> dict[str, Any]:
    return {
        "name": table.label,
        "title": str(table.model._meta.verbose_name_plural),
        "description": meaning_of(table.model),
        "path": table.path,
        "format": "jsonl",
        "mediatype": "application/x-ndjson",
        "encoding": "utf-8",
        "bytes": piece.bytes,
        "hash": f"sha256:{piece.sha256}",
        "schema": {
            "fields": [_field(field) for field in table.fields],
            # An empty text is a value; what is missing is null.
            "missingValues": [],
            "primaryKey": [table.model._meta.pk.attname],
            "foreignKeys": [_link(field) for field in table.fields if _is_held(field)],
        },
    }


def _field(field: Field) -> dict[str, Any]:
    kind = kind_of(field)
    said = [f"{str(field.help_text).rstrip('.')}."] if field.help_text else []
    if choices := [(str(value), str(word)) for value, word in field.flatchoices if value not in (None, "")]:
        said.append(f"One of: {'; '.join(f'{value} ({word})' for value, word in choices)}.")
    if (target := target_of(field)) and not _is_held(field):
        said.append(f"The id of a row of {label_of(target)}, which may have been removed since.")
    if kind.type == "number":
        said.append("In digits, as text.")
    if kind.type == "datetime":
        said.append("In UTC.")
    rules = {"required": not field.null, "unique": field.unique, "maxLength": field.max_length}
    if kind.type != "string" or kind.format != "default":
        del rules["maxLength"]
    return {
        "name": field.attname,
        "title": str(field.verbose_name),
        "description": " ".join(said),
        "type": kind.type,
        "format": kind.format,
        "constraints": {name: rule for name, rule in rules.items() if rule},
    }


def _is_held(field: Field) -> bool:
    """Whether the database itself sees to it that the row is there which this field names."""
    return target_of(field) is not None and bool(getattr(field, "db_constraint", False))


def _link(field: Field) -> dict[str, Any]:
    target = target_of(field)
    assert target is not None  # noqa: S101 - only links are asked
    # An empty name means the table itself.
    resource = "" if target is field.model else label_of(target)
    return {"fields": [field.attname], "reference": {"resource": resource, "fields": [field.target_field.attname]}}  # type: ignore[attr-defined]
