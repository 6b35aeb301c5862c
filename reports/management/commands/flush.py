"""`manage.py flush`: Django's own, past the guard of what was published, which it could not empty otherwise."""

from typing import Any

from django.core.management.commands.flush import Command as Flush

from frozen import triggers


class Command(Flush):
    def handle(self, **options: Any) -> None:
        """Takes the guard down, empties every table as Django does, and puts it up again."""
        triggers.take_down(options["database"])
        try:
            super().handle(**options)
        finally:
            triggers.put_up(options["database"])
