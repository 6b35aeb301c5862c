"""One moment of the database: what is read within it belongs together, however long the reading takes and whoever writes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """A transaction that sees one state and holds nobody up. Within another one, that one's state is seen."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Its transactions take the one lock for writing when they begin, which a reader does not need.
        connection.ensure_connection()
        usual = connection.transaction_mode  # type: ignore[attr-defined]
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = usual  # type: ignore[attr-defined]
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
