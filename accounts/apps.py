"""Names the app to Django."""

from django.apps import AppConfig
from django.core.checks import register


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import checks

        register(checks.required_roles_exist)
        register(checks.provider_is_whole)
