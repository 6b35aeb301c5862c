"""Names the app to Django, says which files of the store are its own, and that what it published never changes."""

from django.apps import AppConfig

REFUSAL = "What was published never changes: publish again, or withdraw the publication."
# What a withdrawal writes; every other column of a publication stays.
WITHDRAWAL = ("document", "for_members", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason")


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from django.urls import register_converter

        from frozen.triggers import Frozen, freeze
        from meetings.addresses import Day
        from meetings.publications import holding, papers_named, public_files_named, to_verify
        from meetings.publicly import lasting_addresses
        from reports.editions.verifying import look_too
        from reports.files.named import speak_for
        from reports.files.store import EDITIONS, PAPERS
        from reports.holding import hold_too
        from reports.lasting import list_too

        register_converter(Day, "day")
        speak_for(PAPERS, papers_named)
        speak_for(EDITIONS, public_files_named)
        look_too(to_verify)
        list_too(lasting_addresses)
        hold_too(holding)
        freeze(self, Frozen("meetings.Publication", REFUSAL, WITHDRAWAL), Frozen("meetings.PublishedFile", REFUSAL))
