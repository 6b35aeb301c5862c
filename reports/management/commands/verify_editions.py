"""`manage.py verify_editions`: hashes every document and file that was published, and names what differs."""

from django.core.management.base import BaseCommand, CommandError

from reports.editions import verifying


class Command(BaseCommand):
    help = "Hash every published document and file again and name what differs; exits 1 where anything does."

    def handle(self, **options: object) -> None:
        number = wrong = 0
        for one, faults in verifying.faults():
            number += 1
            wrong += bool(faults)
            state = "withdrawn, " if one.is_withdrawn else ""
            self.stdout.write(f"{one.name}: {state}{'as it was published' if not faults else ''}".rstrip(" :,"))
            for fault in faults:
                self.stdout.write(f"  {fault}")
        if guard := verifying.guard():
            self.stdout.write(guard)
        if wrong or guard:
            raise CommandError(f"{wrong} of {number} publications are not as they were published.")
        self.stdout.write(f"{number} publications, every byte as it was published.")
