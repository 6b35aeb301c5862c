"""Names the app to Django."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "finance"
