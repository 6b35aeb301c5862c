"""`manage.py load_quarter FILE`: loads a quarter file, all of it or nothing."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from returns.files.quarter import load_quarter
from returns.files.read import FaultyFile


class Command(BaseCommand):
    help = "Load a quarter file (YAML or JSON, see docs/file-format.md): all of it, or nothing and every fault."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--approved",
            action="store_true",
            help="Take its returns over as approved: the quarter was reported before the portal held it.",
        )

    def handle(self, *, file: Path, approved: bool, **options: object) -> None:
        try:
            changes = load_quarter(file, is_approved=approved)
        except FaultyFile as error:
            raise CommandError(f"{error} Nothing was loaded.\n{error.report()}") from error
        self.stdout.write(f"{file.name}: {changes}")
