"""Keeps rows from being changed, in the database itself: code, bulk updates and raw SQL meet the same refusal.

An app says in `ready` which of its tables are frozen. Triggers on SQLite and PostgreSQL, put up after every migrate, since
altering a table on SQLite drops its triggers unseen. Withdrawing is the one change that may pass: it sets when and why and
empties the content, once, and touches nothing else.
"""

from dataclasses import dataclass

from django.apps import AppConfig, apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate


@dataclass(frozen=True, slots=True)
class Frozen:
    """A table that is frozen: `model` is its label, `withdrawal` the columns that withdrawing writes (none: it never is).

    `refusal` is the sentence with which the database answers. Every withdrawal writes `withdrawn_at`, which was empty before.
    """

    model: str
    refusal: str
    withdrawal: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        return apps.get_model(self.model)._meta.db_table

    @property
    def app(self) -> str:
        return self.model.partition(".")[0]

    def names(self) -> dict[str, str]:
        """The name of the trigger of each verb."""
        return {verb: f"{self.table}_is_frozen_{verb.lower()}" for verb in ("UPDATE", "DELETE")}


_frozen: dict[str, Frozen] = {}


def freeze(config: AppConfig, *tables: Frozen) -> None:
    """Let the tables of an app be frozen from its next migrate on; called when the app is ready."""
    _frozen.update({one.model: one for one in tables})
    post_migrate.connect(_after_migrate, sender=config, dispatch_uid=f"frozen.{config.label}")


def labels() -> set[str]:
    """Every table that is frozen, by the label of its model in small letters."""
    return {one.model.lower() for one in _frozen.values()}


def put_up(using: str = "default", *, app: str = "") -> None:
    """Put the triggers up, or put them up anew: those of one app, or all."""
    connection = connections[using]
    take_down(using, app=app)
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute(_FUNCTION)
        for one in _of(app):
            for statement in _statements(one, connection):
                cursor.execute(statement)


def take_down(using: str = "default", *, app: str = "") -> None:
    """Let everything pass, for emptying a whole database and nothing else."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for one in _of(app):
            for name in one.names().values():
                on = "" if connection.vendor == "sqlite" else f" ON {one.table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def standing(using: str = "default", *, app: str = "") -> bool:
    """Whether every trigger stands: those of one app, or all."""
    connection = connections[using]
    listed = (
        "sqlite_master WHERE type = 'trigger'" if connection.vendor == "sqlite" else "pg_trigger WHERE NOT tgisinternal"
    )
    name = "name" if connection.vendor == "sqlite" else "tgname"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {listed}")  # noqa: S608 our own words
        found = {row[0] for row in cursor.fetchall()}
    return {name for one in _of(app) for name in one.names().values()} <= found


def _after_migrate(sender: AppConfig, using: str, **more: object) -> None:
    """Receives post_migrate, which flush sends too; a migrate to an earlier state may have left out a table."""
    if {one.table for one in _of(sender.label)} <= set(connections[using].introspection.table_names()):
        put_up(using, app=sender.label)


def _of(app: str) -> list[Frozen]:
    return [one for one in _frozen.values() if app in ("", one.app)]


def _statements(one: Frozen, connection: BaseDatabaseWrapper) -> list[str]:
    is_sqlite = connection.vendor == "sqlite"
    refusal = one.refusal.replace("'", "''")
    found = []
    for verb, name in one.names().items():
        when = f"WHEN (NOT ({_is_withdrawal(one, is_sqlite)}))" if verb == "UPDATE" and one.withdrawal else ""
        if is_sqlite:
            body = f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        else:
            body = f"EXECUTE FUNCTION refuse_what_is_frozen('{refusal}')"
        found.append(f"CREATE TRIGGER {name} BEFORE {verb} ON {one.table} FOR EACH ROW {when} {body}")
    return found


def _is_withdrawal(one: Frozen, is_sqlite: bool) -> str:
    """The condition under which an update is a withdrawal: every other column stays as it was."""
    same = "IS" if is_sqlite else "IS NOT DISTINCT FROM"
    columns = [field.column for field in apps.get_model(one.model)._meta.concrete_fields]
    kept = " AND ".join(f'NEW."{name}" {same} OLD."{name}"' for name in columns if name not in one.withdrawal)
    return f"OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND {kept}"


_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_what_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
