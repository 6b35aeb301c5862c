"""Names the app to Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
