"""`manage.py move_database URL`: moves a portal out of another database, such as SQLite, into this one."""

from argparse import ArgumentParser
from typing import Any

import dj_database_url
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.archive.moving import move_database
from reports.archive.reading import Refused


class Command(BaseCommand):
    help = (
        "Copy every row of another database, such as sqlite:///db.sqlite3, into that of DATABASE_URL, which is migrated and "
        "empty: all of it, or nothing. Stop the portal first. Files stay where they are; manage.py move_files moves those."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="URL", help="the database to move from, as DATABASE_URL named it")

    def handle(self, *, source: str, **options: object) -> None:
        try:
            told: dict[str, Any] = dict(dj_database_url.parse(source))
        except ValueError as error:
            raise CommandError(f"{source} is no address of a database: {error}") from error
        if "sqlite3" in told["ENGINE"]:
            told["NAME"] = settings.BASE_DIR / told["NAME"]
        try:
            rows = move_database(told, tell=self._tell)
        except Refused as error:
            raise CommandError(f"{error} Nothing was moved.") from error
        self.stdout.write(
            f"{rows:,} rows are moved, and what was published is guarded again. The files stay where they are: "
            "manage.py verify_editions says whether all are within reach."
        )

    def _tell(self, label: str, rows: int, digest: str) -> None:
        self.stdout.write(f"{label:<48} {rows:>9,} rows  {digest[:16]} on both sides")
