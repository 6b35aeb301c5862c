"""`manifest.json`: what an archive holds, piece by piece, with the size and SHA-256 of each."""

import tomllib
from collections.abc import Collection
from typing import Annotated, Final, Literal

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from reports.files import named
from reports.files.store import EDITIONS

FORMAT: Final = "pcp-portal archive"
VERSION: Final = 1
README, DESCRIPTION, MANIFEST, SUMS = "README.md", "datapackage.json", "manifest.json", "SHA256SUMS"
PAPERS = (README, DESCRIPTION)

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Piece(Strict):
    """A file of the archive."""

    path: str
    bytes: Count
    sha256: Digest

    @property
    def place(self) -> str:
        """The place of the store that a stored file comes from; "" for what lies in none of them."""
        return next((place for place in named.places() if self.path == file_path(self.sha256, place)), "")


class TablePiece(Piece):
    rows: Count


class Totals(Strict):
    """All tables and stored files together; `bytes` are theirs, unpacked, without those of the papers beside them."""

    tables: Count
    rows: Count
    files: Count
    bytes: Count


class Manifest(Strict):
    """`migrations` lists the changes of tables that had been made, by app, as Django names them; `left_out` gives reasons."""

    format: Literal["pcp-portal archive"]
    format_version: Literal[1]
    written_at: AwareDatetime
    software: str
    migrations: dict[str, list[str]]
    tables: dict[str, TablePiece]
    files: list[Piece]
    papers: list[Piece]
    left_out: dict[str, str]
    totals: Totals

    def pieces(self) -> list[Piece]:
        """All that the archive holds, but for the manifest and the list of sums."""
        return [*self.papers, *self.tables.values(), *self.files]


def totals_of(tables: Collection[TablePiece], files: Collection[Piece]) -> Totals:
    """What these come to."""
    return Totals(
        tables=len(tables),
        rows=sum(table.rows for table in tables),
        files=len(files),
        bytes=sum(piece.bytes for piece in (*tables, *files)),
    )


def file_path(digest: str, place: str = EDITIONS) -> str:
    """Where a stored file lies in the archive, as in the store: the files of editions below `files`, others below their place."""
    return f"{'files' if place == EDITIONS else place}/{digest[:2]}/{digest}"


def sums(manifest: Manifest, digest: str) -> bytes:
    """`SHA256SUMS`, as `sha256sum -c` reads it, with the manifest's own digest."""
    listed = {piece.path: piece.sha256 for piece in manifest.pieces()} | {MANIFEST: digest}
    return "".join(f"{listed[path]}  {path}\n" for path in sorted(listed)).encode()


def migrations() -> dict[str, list[str]]:
    """The changes of tables that this portal's database has had, by app."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def software() -> str:
    """`pcp-portal 0.1.0`."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]
    return f"{project['name']} {project['version']}"
