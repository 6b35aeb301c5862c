"""`manage.py restore FILE`: checks a backup in whole and restores it, the database all or nothing."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from operations.backups.manifest import told
from operations.backups.restoring import Refused, restore_backup


class Command(BaseCommand):
    help = "Restore what `manage.py backup` wrote. Stop the portal and its workers first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="take away the records that this portal holds now")
        parser.add_argument(
            "--files-only", action="store_true", help="bring missing files back and leave the records alone"
        )

    def handle(self, *, file: Path, replace: bool, files_only: bool, **options: object) -> None:
        try:
            manifest = restore_backup(file, replace=replace, files_only=files_only)
        except Refused as error:
            raise CommandError(str(error)) from error
        if files_only:
            self.stdout.write(
                f"{len(manifest.files):,} files are there as the backup of {told(manifest.written_at)} has them."
            )
            return
        self.stdout.write(
            f"Restored as of {told(manifest.written_at)}: {sum(manifest.rows.values()):,} rows of {len(manifest.rows)} tables, "
            f"counted again, and {len(manifest.files):,} files, hashed again.\n"
            "Type manage.py migrate now, which brings older tables up to date, and manage.py verify_editions."
        )
