"""`manage.py verify_archive FILE`: says whether an archive is whole, and changes nothing."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports.archive.reading import Refused, opened


class Command(BaseCommand):
    help = "Hash every piece of an archive again and compare it with the manifest. Exits with 1 when anything differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: object) -> None:
        try:
            with opened(file) as archive:
                manifest, totals = archive.manifest, archive.manifest.totals
                self.stdout.write(
                    f"{file.name} is whole: {totals.rows:,} rows of {totals.tables} tables and {totals.files:,} files, "
                    f"written on {manifest.written_at:%-d %B %Y, %H:%M} UTC by {manifest.software}.\n"
                    f"SHA-256 of its manifest: {archive.digest}"
                )
        except Refused as error:
            raise CommandError(str(error)) from error
