"""Names the app to Django, and says which files of the store are its papers."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from meetings.queries import digests_named
        from reports.named import speak_for
        from reports.store import PAPERS

        speak_for(PAPERS, digests_named)
