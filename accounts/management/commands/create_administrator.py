"""`manage.py create_administrator EMAIL --name NAME`: the first administrator of a portal, or one more when nobody is left."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.timezone import localtime

from accounts.actions import make_administrator
from accounts.invitations import password_path, works_until


class Command(BaseCommand):
    help = "Make somebody an administrator, and print the link by which they choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="")

    def handle(self, *, email: str, name: str, **options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is no e-mail address.") from None
        person = make_administrator(email=email, name=name)
        self.stdout.write(
            f"{person} ({person.email}) is an administrator. A password is chosen at this address, once, "
            f"until {localtime(works_until()):%-d %B %Y, %H:%M}:\n{settings.PORTAL_URL}{password_path(person)}"
        )
