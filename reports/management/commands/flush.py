"""`manage.py flush`: Django's own, past the guard of what was published, which it could not empty otherwise."""

from typing import Any

from django.core.management.commands.flush import Command as Flush

from reports import frozen


class Command(Flush):
    def handle(self, **options: Any) -> None:
        """Takes the guard down, empties every table as Django does, and puts it up again."""
        frozen.take_down(options["database"])
        try:
            super().handle(**options)
        finally:
            frozen.put_up(options["database"])
