"""Names the app to Django."""

from django.apps import AppConfig


class ReadersConfig(AppConfig):
    name = "readers"
