"""`manage.py forget_person EMAIL`: takes the name and address of somebody who has left out of their account."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import forget_person
from accounts.models import User
from accounts.rules import Refused


class Command(BaseCommand):
    help = "Take the name and address of somebody who was stopped from signing in out of their account. It cannot be undone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *, email: str, **options: object) -> None:
        person = User.objects.filter(email=email.lower()).first()
        if person is None:
            raise CommandError("Nobody has this e-mail address.")
        try:
            forgotten = forget_person(person=person, by=None)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"What they did is now of {forgotten}. Texts may hold their name still: manage.py erase_name NAME."
        )
