"""`manage.py import_archive FILE`: restores an archive into an empty portal, all of it or nothing."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports.archive.reading import Refused
from reports.archive.restoring import restore_archive


class Command(BaseCommand):
    help = "Restore what export_archive wrote into a portal that is migrated and empty: all of it, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: object) -> None:
        try:
            manifest, digest = restore_archive(file)
        except Refused as error:
            raise CommandError(f"{error} Nothing was restored.") from error
        totals = manifest.totals
        self.stdout.write(
            f"{totals.rows:,} rows of {totals.tables} tables and {totals.files:,} files are restored. "
            "Read again, every count and every hash agrees with the archive.\n"
            f"SHA-256 of its manifest: {digest}\n"
            "Nobody has a password yet: manage.py create_administrator EMAIL prints a link for an administrator to choose one; "
            "everybody else asks for a link on the sign-in page."
        )
