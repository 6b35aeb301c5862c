"""Names the app to Django."""

from django.apps import AppConfig


class PillarsConfig(AppConfig):
    name = "pillars"
