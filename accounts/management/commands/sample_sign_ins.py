"""`manage.py sample_sign_ins`: prints the sample's sign-ins; nothing where there are none, or their password was changed."""

from django.core.management.base import BaseCommand

from accounts.sample import PASSWORD, sample_sign_ins


class Command(BaseCommand):
    help = "Print the sample's sign-ins, where they exist and still have the sample password."

    def handle(self, **options: object) -> None:
        people = sample_sign_ins()
        if people:
            self.stdout.write(f"Sample sign-ins, all with the password {PASSWORD}")
        for person in people:
            self.stdout.write(f"  {person.email:<32} {person.name}")
