"""Changes of the tables: none that keeps people waiting, or takes away what a replica of the version before still reads.

A migration that must do so all the same says why in a sentence, `DOWNTIME = "..."`, and the notes of its version tell of it.
"""

import sys

import pytest
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED

GOES = "is still read by replicas of the version before: stop using it in one version, and take it away in the next"
LOCKS = (
    "keeps everybody from writing to the table until it is done: use django.contrib.postgres' own for it, not atomic"
)
# What stood before anybody could have had records to wait for: the newest of each app when this check came.
BEFORE = {
    "accounts": 3, "commitments": 3, "finance": 5, "indicators": 2, "jobs": 2, "meetings": 6, "pillars": 4, "readers": 1,
    "reports": 5, "returns": 3,
}  # fmt: skip


def dangers(migration, state):
    """What is dangerous in a migration, a sentence each; `state` is that of the tables before it."""
    made, found, moves, changes = set(), [], False, False
    for operation in flat(migration.operations):
        table = getattr(operation, "model_name", getattr(operation, "name", "")).lower()
        moves |= isinstance(operation, migrations.RunPython | migrations.RunSQL)
        changes |= operation.reduces_to_sql and not isinstance(operation, migrations.RunSQL)
        if isinstance(operation, migrations.CreateModel):
            made.add(table)
        elif table not in made and (why := danger(operation, migration.app_label, table, state)):
            found.append(f"{operation.describe()}: {why}")
        state = state.clone()
        operation.state_forwards(migration.app_label, state)
    if moves and changes:
        found.append("Moves records and changes tables in one: the tables stay locked while the records are moved")
    return found


def flat(operations):
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from flat(operation.database_operations)
        else:
            yield operation


def danger(operation, app, table, state):
    match operation:
        case migrations.DeleteModel() | migrations.RemoveField() | migrations.RenameField() | migrations.RenameModel():
            return GOES
        case migrations.AlterModelTable():
            return GOES
        case AddIndexConcurrently():
            return ""
        case migrations.AddIndex() | migrations.AddConstraint():
            return LOCKS
        case migrations.AddField(field=field):
            many = isinstance(field, models.ManyToManyField)
            if not many and not field.null and field.db_default is NOT_PROVIDED:
                return "is unknown to replicas of the version before, which write no value: give it db_default, or let it be null"
        case migrations.AlterField(field=field):
            before = state.models[app, table].get_field(operation.name).clone()
            before.set_attributes_from_name(operation.name)
            field = field.clone()
            field.set_attributes_from_name(operation.name)
            if not isinstance(field, models.ForeignKey) and kind(before) != kind(field):
                return "writes the whole table anew, or looks through all of it, while everybody waits"
    return ""


def kind(field):
    return field.db_type(connection), field.null, field.unique, field.db_index


def ours():
    """Every migration of the portal's own that came after this check, with the state of the tables before it."""
    loader = MigrationLoader(None)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if (settings.BASE_DIR / app / "migrations").exists() and int(name[:4]) > BEFORE.get(app, 0):
            yield migration, loader.project_state((app, name), at_end=False)


def test_no_change_keeps_people_waiting_or_breaks_the_version_before():
    found = {
        str(migration): dangers(migration, state)
        for migration, state in ours()
        if not getattr(sys.modules[migration.__module__], "DOWNTIME", "")
    }
    assert {name: said for name, said in found.items() if said} == {}


JOB = MigrationLoader(None).project_state(("jobs", "0001_initial"))
CHECK = models.CheckConstraint(name="few", condition=models.Q(attempts__lt=9))


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (migrations.RemoveField("job", "note"), "still read by replicas"),
        (migrations.RenameField("job", "note", "remark"), "still read by replicas"),
        (migrations.DeleteModel("JobFile"), "still read by replicas"),
        (migrations.AddField("job", "place", models.TextField(default="")), "unknown to replicas"),
        (migrations.AddField("job", "place", models.TextField(null=True)), ""),
        (migrations.AddField("job", "place", models.TextField(db_default="")), ""),
        (migrations.AddIndex("job", models.Index(fields=["asked_at"], name="asked")), "from writing"),
        (migrations.AddConstraint("job", CHECK), "from writing"),
        (AddIndexConcurrently("job", models.Index(fields=["asked_at"], name="asked")), ""),
        (migrations.AlterField("job", "attempts", models.BigIntegerField()), "anew"),
        (migrations.AlterField("job", "note", models.TextField(blank=True, help_text="More words.")), ""),
        (migrations.CreateModel("Place", [("id", models.BigAutoField(primary_key=True))]), ""),
    ],
)
def test_dangerous_operation_is_named(operation, said):
    migration = migrations.Migration("0002_tried", "jobs")
    migration.operations = [operation]
    found = dangers(migration, JOB)
    assert len(found) == bool(said), found
    assert said in "".join(found)


def test_what_is_done_to_a_table_of_the_same_migration_disturbs_nobody_and_moving_records_does():
    migration = migrations.Migration("0002_tried", "jobs")
    migration.operations = [
        migrations.CreateModel("Place", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]),
        migrations.AddIndex("place", models.Index(fields=["name"], name="place")),
    ]
    assert dangers(migration, JOB) == []
    migration.operations.append(migrations.RunPython(migrations.RunPython.noop))
    assert [said.split(":")[0] for said in dangers(migration, JOB)] == ["Moves records and changes tables in one"]
