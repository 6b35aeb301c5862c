"""`manage.py backup FILE`: the database and every stored file in one file, while people go on working."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from operations.backups.writing import NotWritten, write_backup


class Command(BaseCommand):
    help = (
        "Write the database and all stored files into one file, to restore this very portal; see docs/operations.md. It holds "
        "everything, passwords' hashes too: keep it encrypted, and elsewhere. To hand records on, write an archive instead."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: object) -> None:
        try:
            manifest = write_backup(file, now=timezone.now())
        except NotWritten as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{file}: {sum(manifest.rows.values()):,} rows of {len(manifest.rows)} tables and {len(manifest.files):,} files, "
            f"{file.stat().st_size:,} bytes. It holds everything that the portal knows: keep it encrypted, and elsewhere."
        )
