"""Names the app to Django."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "returns"
