"""Names the app to Django, and keeps events from being changed."""

from django.apps import AppConfig
from django.core.checks import register


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import checks, noting
        from frozen.triggers import Frozen, freeze

        register(checks.required_roles_exist)
        register(checks.provider_is_whole)
        noting.connect()
        freeze(self, Frozen("accounts.Event", "An event that was recorded never changes."))
