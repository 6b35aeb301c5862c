"""`manage.py load_sample_pages`: gives the sample's office a contact page and an accessibility statement."""

from django.core.management.base import BaseCommand

from readers.sample import write_sample_pages


class Command(BaseCommand):
    help = "Write the contact page and the accessibility statement of the sample; what is written already stays."

    def handle(self, **options: object) -> None:
        if write_sample_pages():
            self.stdout.write("The sample’s contact page and accessibility statement are there.")
        else:
            self.stdout.write("This portal does not hold the sample, so nothing is written.")
