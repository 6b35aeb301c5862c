"""`manage.py migrate`: Django's own, which on PostgreSQL keeps nobody waiting for a table that it cannot have at once."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import OperationalError, connections
from psycopg.errors import LockNotAvailable

# Whoever asks for a table after a change that waits for it waits as well: a change that gets it later is made later.
WAITS = "3s"


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        """Waits for a table for no more than three seconds; a change itself may take as long as it needs."""
        connection = connections[options["database"]]
        if connection.vendor != "postgresql":
            super().handle(*args, **options)
            return
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = '{WAITS}'; SET statement_timeout = 0")
            super().handle(*args, **options)
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            raise CommandError(
                f"A table that must be changed was in use for longer than {WAITS}, so this step was left undone, and nobody had "
                "to wait. The steps before it stand. Type manage.py migrate again when less is going on."
            ) from error
        finally:
            if connection.is_usable():
                with connection.cursor() as cursor:
                    cursor.execute("RESET lock_timeout; RESET statement_timeout")
