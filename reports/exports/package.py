"""A report's tables as a data package: CSV files, and a description of them (Data Package and Table Schema, v1)."""

import json
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from reports.document import ReportDocument
from reports.exports.as_csv import write_csv
from reports.exports.table import Column, Link, Table
from reports.exports.whole import data_of

DESCRIPTION = "datapackage.json"


def package_of(document: ReportDocument) -> dict[str, bytes]:
    """Every file of the package under its name, the description first."""
    tables = {f"{table.name}.csv": table for table in data_of(document)}
    # UTF-8 without a mark, as the standard has it.
    made = {name: write_csv(table, table.names(), "utf-8") for name, table in tables.items()}
    described = _described(document, [_resource(table, name, made[name]) for name, table in tables.items()])
    return {DESCRIPTION: f"{json.dumps(described, ensure_ascii=False, indent=2)}\n".encode(), **made}


def _described(document: ReportDocument, resources: list[dict[str, Any]]) -> dict[str, Any]:
    about = (
        _("What was done under the %(plan)s in %(quarter)s, how it was rated, and the figures.")
        % {"plan": document.plan_title, "quarter": document.quarter.label},
        document.notice,
        _("A text that begins with a sign such as = or + has an apostrophe before it, so that no program reckons it."),
    )
    published = {"created": document.published_at.isoformat()} if document.published_at else {}
    return {
        "profile": "tabular-data-package",
        "name": f"{document.plan_key}-{document.quarter.slug}".lower(),
        "title": f"{document.title}, {document.quarter.label}",
        "description": " ".join(filter(None, about)),
        **published,
        "licenses": [{"title": document.licence.name, "path": document.licence.address}],
        "contributors": [{"title": document.words.office, "role": "publisher"}],
        "sources": [{"title": f"{document.words.office}: {document.plan_title}"}],
        "resources": resources,
    }


def _resource(table: Table, path: str, content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": path,
        "title": table.title,
        "description": " ".join((table.description, *table.notes)),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            **({"primaryKey": list(table.key)} if table.key else {}),
            **({"foreignKeys": [_link(link) for link in table.links]} if table.links else {}),
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints = ({"required": True} if column.is_needed else {}) | (
        {"enum": list(column.choices)} if column.choices else {}
    )
    said = {"title": column.heading, "description": column.description, "unit": column.unit}
    field: dict[str, Any] = {"name": column.name, "type": column.type}
    return (
        field
        | {name: words for name, words in said.items() if words}
        | ({"constraints": constraints} if constraints else {})
    )


def _link(link: Link) -> dict[str, Any]:
    return {"fields": list(link.columns), "reference": {"resource": link.table, "fields": list(link.key)}}
