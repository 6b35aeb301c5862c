"""Names the app to Django."""

from django.apps import AppConfig


class TranslationsConfig(AppConfig):
    name = "translations"
