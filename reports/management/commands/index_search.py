"""`manage.py index_search`: lays what is published out for search again."""

from django.core.management.base import BaseCommand

from reports.actions import lay_out_for_search


class Command(BaseCommand):
    help = "Lay every published edition out for search again. Readers may search meanwhile."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"{lay_out_for_search()} editions can be searched.")
