"""Names the app to Django."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"
