"""Names the app to Django, and says that what it published never changes."""

from django.apps import AppConfig

REFUSAL = "What was published never changes: publish a correction, or withdraw the edition."
# What a withdrawal writes; every other column of an edition stays.
WITHDRAWAL = ("document", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason")


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from frozen.triggers import Frozen, freeze

        freeze(self, Frozen("reports.Edition", REFUSAL, WITHDRAWAL), Frozen("reports.EditionFile", REFUSAL))
