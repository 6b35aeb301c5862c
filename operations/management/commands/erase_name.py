"""`manage.py erase_name NAME`: says where a name stands, and takes it out of what was not published."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from operations.erasing import erase


class Command(BaseCommand):
    help = (
        "Say in how many records a name stands, their earlier versions among them; with --really take it out of them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="as it is written, such as “Ann Example”")
        parser.add_argument("--instead", default="[name removed]", help="what stands there afterwards")
        parser.add_argument("--really", action="store_true", help="do it; back up first")

    def handle(self, *, name: str, instead: str, really: bool, **options: object) -> None:
        if len(name.strip()) < 4:
            raise CommandError("So short a name would be found within other words. Give the whole of it.")
        found = erase(name, instead=instead, is_really=really)
        for one in found:
            done = one.stays or ("taken out" if really else "would be taken out")
            self.stdout.write(f"{one.place}: {one.rows} rows; {done}.")
        if not found:
            self.stdout.write("It stands nowhere.")
        elif not really:
            self.stdout.write("Nothing was changed. Back up, then say --really.")
