"""`manage.py move_files`: copies the files of the store out of folders into the store that the settings name now."""

from argparse import ArgumentParser
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.files import named, store


class Command(BaseCommand):
    help = (
        "Copy every file that some row names from the folder where it was kept into the store that the settings name, and read "
        "it again there. What is there already is left as it is; the folders stay as they are. It may be given again at any time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for place in named.places():
            parser.add_argument(
                f"--{place}", type=Path, metavar="FOLDER", help=f"the folder where the {place} were kept"
            )

    def handle(self, **options: Any) -> None:
        given = {place: options[place] for place in named.places() if options[place]}
        if not given:
            raise CommandError(f"Say from which folder: {' '.join(f'--{place} FOLDER' for place in named.places())}")
        for place, folder in given.items():
            self._move(place, folder)

    def _move(self, place: str, folder: Path) -> None:
        lacking, copied, size = [], 0, 0
        for digest in named.digests(place):
            source = folder / digest[:2] / digest
            try:
                if not _is_there(digest, place):
                    if store.put_file(source, place=place) != digest:
                        raise store.Unreadable("It is damaged.")
                    copied, size = copied + 1, size + source.stat().st_size
                    if not _is_there(digest, place):
                        raise store.Unreadable("It came out of the store otherwise than it was put in.")
            except (OSError, store.Unreadable) as trouble:
                lacking.append(f"{source}: {trouble}")
        self.stdout.write(f"{place}: {copied:,} files with {size:,} bytes are copied and read again.")
        if lacking:
            raise CommandError(
                f"{len(lacking):,} files of {place} are not in the store. Mend what stands here and give the command again:\n"
                + "\n".join(lacking[:20])
            )


def _is_there(digest: str, place: str) -> bool:
    """Whether the store holds the very bytes of this digest."""
    try:
        with store.opened(digest, place=place) as file:
            return file_digest(file, "sha256").hexdigest() == digest
    except store.Unreadable:
        return False
