"""The description of the public addresses for programs (OpenAPI 3.1), written from the dataclasses. Pure.

`/openapi.json` gives it. Its schemas are those of the report document and of the index, so it cannot differ from what is
served.
"""

import json
from typing import Any

from pydantic import TypeAdapter

from reports.document import SCHEMA, Licence, ReportDocument
from reports.exports import CONTENT_TYPES, STATEMENTS
from reports.index import Index

EDITION = "/reports/{quarter}/editions/{number}"
ABOUT = (
    "Quarterly reports on a Police and Crime Plan, as they were published. No key and no account is needed, nothing can be "
    "changed, and every answer may be read from a page of another site. Begin with /reports/index.json. The files of an edition "
    "never change: keep them by their address. A correction is a new edition, with the next number."
)
DOCUMENT = (
    f"The whole report as it is stored, in schema {SCHEMA} or an earlier one: each schema only adds to the one before it. "
    "Texts are plain but for fields named html. A number is written as text where it must keep its digits."
)
# The files of an edition: what each is, its ending, and the parameters of its path.
FILES = {
    "report.xlsx": ("The whole report as a workbook: a cover, notes, and one table a sheet", "xlsx", ()),
    "report.ods": ("The same workbook as OpenDocument", "ods", ()),
    "data-package.zip": ("Every table as CSV with a description of each column: a Data Package, packed", "zip", ()),
    "data/datapackage.json": ("The description of the tables: a Data Package", "json", ()),
    "data/{table}.csv": ("One table as CSV, as the Data Package describes it", "csv", ("table",)),
    **{
        f"tables/{{statement}}.{ending}": (
            f"One finance table as it is printed, as {ending.upper()}",
            ending,
            ("statement",),
        )
        for ending in STATEMENTS
    },
}
PARAMETERS = {
    "quarter": (
        "The quarter of the report, as in 2019-20-q1.",
        {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-q[1-4]$"},
    ),
    "number": ("The number of the edition, from 1.", {"type": "integer", "minimum": 1}),
    "table": ("The name of a table, as in datapackage.json.", {"type": "string", "pattern": "^[a-z0-9-]+$"}),
    "statement": ("The key of a finance table, as in report.json.", {"type": "string", "pattern": "^[a-z0-9-]+$"}),
}


def description(office: str, licence: Licence) -> dict[str, Any]:
    """The whole description for the portal of this office."""
    schemas: dict[str, Any] = {}
    index, document = _schema(Index, schemas), _schema(ReportDocument, schemas)
    described = {"type": "object", "description": "An OpenAPI 3.1 description."}
    paths = {
        "/reports/index.json": _get("index", "Every published report and its editions", "json", index),
        f"{EDITION}/report.json": _get(
            "report", "One edition of a report", "json", document, ("quarter", "number"), DOCUMENT
        ),
        **{f"{EDITION}/{path}": _file(path) for path in FILES},
        "/openapi.json": _get("openapi", "This description", "json", described),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Open data of the {office}" if office else "Open data",
            "description": ABOUT,
            "version": str(SCHEMA),
            "license": {"name": licence.name, "url": licence.address},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": {name: _parameter(name) for name in PARAMETERS},
            "responses": {
                "NotModified": {"description": "What you hold, by its ETag, is still the same."},
                "NotFound": {"description": "Nothing of this name is published."},
                "Gone": {"description": "This edition was withdrawn; its address says why."},
            },
        },
    }


def to_json(described: dict[str, Any]) -> bytes:
    """The description as it is served."""
    return f"{json.dumps(described, ensure_ascii=False, indent=2)}\n".encode()


def _schema(type_: type, schemas: dict[str, Any]) -> dict[str, Any]:
    """A reference to the schema of a dataclass, which is put among `schemas` with those that it is made of."""
    made = TypeAdapter(type_).json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    schemas |= made.pop("$defs", {})
    schemas[type_.__name__] = made
    return {"$ref": f"#/components/schemas/{type_.__name__}"}


def _file(path: str) -> dict[str, Any]:
    summary, ending, parameters = FILES[path]
    name = "".join(letter if letter.isalnum() else "_" for letter in path.replace("{", "").replace("}", ""))
    schema = {"type": "object"} if ending == "json" else {"type": "string"} if ending == "csv" else {}
    return _get(name, summary, ending, schema, ("quarter", "number", *parameters))


def _get(
    name: str,
    summary: str,
    ending: str,
    schema: dict[str, Any],
    parameters: tuple[str, ...] = (),
    about: str = "",
) -> dict[str, Any]:
    """A path that is read; a file of an edition may be missing or withdrawn."""
    gone = {"404": "NotFound", "410": "Gone"} if parameters else {}
    others = {"304": "NotModified", **gone}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            **({"description": about} if about else {}),
            **(
                {"parameters": [{"$ref": f"#/components/parameters/{one}"} for one in parameters]} if parameters else {}
            ),
            "responses": {
                "200": {
                    "description": summary,
                    "content": {CONTENT_TYPES[ending].partition(";")[0]: {"schema": schema}},
                },
                **{status: {"$ref": f"#/components/responses/{answer}"} for status, answer in others.items()},
            },
        }
    }


def _parameter(name: str) -> dict[str, Any]:
    about, schema = PARAMETERS[name]
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema}
