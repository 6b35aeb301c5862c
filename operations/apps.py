"""Names the app to Django, and brings what `check --deploy` asks besides Django's own questions."""

from django.apps import AppConfig
from django.core.checks import register


class OperationsConfig(AppConfig):
    name = "operations"

    def ready(self) -> None:
        from operations import checks

        register(checks.letters_go_out, deploy=True)
        register(checks.letters_lead_to_the_portal, deploy=True)
        register(checks.administrators_need_a_second_step, deploy=True)
