"""`manage.py export_archive FILE`: writes everything that the portal holds into one open file."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.archive.writing import NotWritten, write_archive


class Command(BaseCommand):
    help = (
        "Write all records, their history, and every edition with its files into one ZIP, from one moment; see docs/archive.md. "
        "The file holds personal data and drafts: only you may read it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: object) -> None:
        try:
            manifest, digest = write_archive(file, now=timezone.now())
        except NotWritten as error:
            raise CommandError(str(error)) from error
        totals = manifest.totals
        self.stdout.write(
            f"{file}: {totals.rows:,} rows of {totals.tables} tables and {totals.files:,} files, {file.stat().st_size:,} bytes. "
            "It holds personal data and drafts, and no passwords.\n"
            f"SHA-256 of its manifest, which vouches for all of it: {digest}"
        )
