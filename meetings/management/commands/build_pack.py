"""manage.py build_pack 2019-09-24 --public --output pack.pdf: builds the agenda pack of a meeting."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.document import Audience
from meetings.models import Meeting
from meetings.pack.building import build
from meetings.rules import Refused


class Command(BaseCommand):
    help = "Builds the agenda pack of a meeting as one PDF: for the public, or with exempt papers for the members."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("day", type=date.fromisoformat, help="the day of the meeting, such as 2019-09-24")
        audience = parser.add_mutually_exclusive_group(required=True)
        for name in Audience:
            audience.add_argument(f"--{name}", dest="audience", action="store_const", const=name)
        parser.add_argument("--output", type=Path, required=True, help="the file to write")

    def handle(self, *args: Any, day: date, audience: Audience, output: Path, **options: Any) -> None:
        meeting = Meeting.objects.filter(held_on=day).first()
        if meeting is None:
            raise CommandError(f"There is no meeting on {day}.")

        def tell(done: int, total: int, words: str) -> None:
            self.stderr.write(f"{done}/{total} {words}")

        try:
            built = build(meeting, audience, output, tell=tell)
        except (Refused, OSError) as refused:
            raise CommandError(str(refused)) from refused
        for item in built.document.items:
            self.stdout.write(f"{item.number:>3}. {item.title} {item.pages}".rstrip())
        claim = "It claims PDF/UA." if built.claims_ua else "It makes no claim to PDF/UA."
        self.stdout.write(f"{output}: {built.layout.total} pages. {claim}")
        for paper in built.unheard:
            self.stdout.write(f"Not tagged, so it cannot be heard in order: {paper.title}")
        for paper in built.layered:
            self.stdout.write(f"It has layers that are not shown, and that anybody can show: {paper.title}")
