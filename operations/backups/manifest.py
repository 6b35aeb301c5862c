"""`manifest.json` of a backup: of what moment and software it is, what it must hold, and the SHA-256 of each piece."""

from datetime import datetime
from typing import Literal

from django.apps import apps
from django.db import connection
from pydantic import AwareDatetime, BaseModel, ConfigDict

MANIFEST = "manifest.json"
Engine = Literal["sqlite", "postgresql"]


class Piece(BaseModel):
    """A file in the backup. A stored file names the place of the store that it is of; the database names none."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    path: str
    bytes: int
    sha256: str
    place: str = ""


class Manifest(BaseModel):
    """`rows` counts those of each table of the database, `migrations` lists the changes made to them, by app."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    format: Literal["pcp-portal backup"] = "pcp-portal backup"
    format_version: Literal[1] = 1
    written_at: AwareDatetime
    software: str
    engine: Engine
    migrations: dict[str, list[str]]
    rows: dict[str, int]
    database: Piece
    files: list[Piece]


def told(written_at: datetime) -> str:
    """The moment as the commands tell it."""
    return f"{written_at:%-d %B %Y, %H:%M} UTC"


def rows() -> dict[str, int]:
    """How many rows each table of the portal's own has now; a table that is not there yet has none."""
    there = set(connection.introspection.table_names())
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    counts = {}
    with connection.cursor() as cursor:
        for table in sorted(tables & there):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 a name of our own
            [counts[table]] = cursor.fetchone()
    return counts
