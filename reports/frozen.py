"""Keeps what was published from being changed, in the database itself: code, bulk updates and raw SQL meet the same refusal.

Triggers on SQLite and PostgreSQL, put up after every migrate, since altering a table on SQLite drops its triggers unseen.
Withdrawing is the one change that passes: it sets the reason and empties the document, once, and touches nothing else.
"""

from django.apps import AppConfig, apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "What was published never changes: publish a correction, or withdraw the edition."
# What a withdrawal writes; every other column of an edition stays.
WITHDRAWAL = ("document", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason")


def put_up(using: str = "default") -> None:
    """Put the triggers up, or put them up anew."""
    connection = connections[using]
    take_down(using)
    with connection.cursor() as cursor:
        for statement in _statements(connection):
            cursor.execute(statement)


def take_down(using: str = "default") -> None:
    """Let everything pass, for emptying a whole database and nothing else."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table, name in _names():
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def standing(using: str = "default") -> bool:
    """Whether every trigger stands."""
    connection = connections[using]
    listed = (
        "sqlite_master WHERE type = 'trigger'" if connection.vendor == "sqlite" else "pg_trigger WHERE NOT tgisinternal"
    )
    name = "name" if connection.vendor == "sqlite" else "tgname"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {listed}")  # noqa: S608 our own words
        found = {row[0] for row in cursor.fetchall()}
    return {name for _, name in _names()} <= found


def put_up_after_migrate(sender: AppConfig, using: str, **more: object) -> None:
    """Receives post_migrate, which flush sends too."""
    if {table for table, _ in _names()} <= set(connections[using].introspection.table_names()):
        put_up(using)


def _names() -> list[tuple[str, str]]:
    """Each trigger with its table."""
    return [
        (table, f"{table}_is_frozen_{verb}")
        for table in ("reports_edition", "reports_editionfile")
        for verb in ("update", "delete")
    ]


def _statements(connection: BaseDatabaseWrapper) -> list[str]:
    same = "IS" if connection.vendor == "sqlite" else "IS NOT DISTINCT FROM"
    columns = [field.column for field in apps.get_model("reports", "Edition")._meta.concrete_fields]
    kept = " AND ".join(f'NEW."{name}" {same} OLD."{name}"' for name in columns if name not in WITHDRAWAL)
    is_withdrawal = f"OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND {kept}"
    found = []
    for table, name in _names():
        is_update = name.endswith("update")
        when = f"WHEN (NOT ({is_withdrawal}))" if is_update and table == "reports_edition" else ""
        event = "UPDATE" if is_update else "DELETE"
        if connection.vendor == "sqlite":
            body = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        else:
            body = "EXECUTE FUNCTION refuse_what_is_frozen()"
        found.append(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when} {body}")
    return found if connection.vendor == "sqlite" else [_FUNCTION, *found]


_FUNCTION = f"""
CREATE OR REPLACE FUNCTION refuse_what_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
