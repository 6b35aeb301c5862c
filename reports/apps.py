"""Names the app to Django, and keeps the guard of what was published standing."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from reports.frozen import put_up_after_migrate

        post_migrate.connect(put_up_after_migrate, sender=self, dispatch_uid="reports.frozen")
