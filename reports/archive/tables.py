"""Which tables and fields an archive holds: every one that the portal knows, but for those that are left out here with a reason.

New tables are in by themselves. Secrets never leave the portal, and neither does what only serves the running one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db.models import Field, ForeignKey, Model

SIGN_IN = "Opens an account, or helps to: it is made anew when its person has chosen a password."
ROLES = "The portal gives rights by the roles of each person, which are in accounts.user; these tables stay empty."
MADE_BY_MIGRATE = "Made by the software itself when its tables are made."
WORK = "Work that was asked for and its passing results, which only the running portal needs."

# Tables that are left out, and why.
LEFT_OUT: dict[str, str] = {
    "account.emailaddress": SIGN_IN,
    "account.emailconfirmation": SIGN_IN,
    "accounts.event": "Who signed in and fetched what: kept by the portal in which it happened, for two years.",
    "accounts.user_groups": ROLES,
    "accounts.user_user_permissions": ROLES,
    "auth.group": ROLES,
    "auth.group_permissions": ROLES,
    "auth.permission": MADE_BY_MIGRATE,
    "contenttypes.contenttype": MADE_BY_MIGRATE,
    "jobs.job": WORK,
    "jobs.job_also_asked_by": WORK,
    "jobs.jobfile": WORK,
    "jobs.sign": WORK,
    "mfa.authenticator": "Passkeys, secrets of authenticator apps and recovery codes: each person sets their own up again.",
    "sessions.session": "Who is signed in at the moment.",
    "socialaccount.socialaccount": "Who somebody is at the identity provider, which connects them again when they come.",
    "socialaccount.socialapp": "The secret that the portal shares with the identity provider; it stands in the settings.",
    "socialaccount.socialtoken": "Keys to people's accounts at the identity provider.",
}
# Tables that no model describes, for the papers.
UNSEEN = {
    "shared_cache": "Counts of attempts to sign in, which run out by themselves.",
    "django_migrations": "Which changes of the tables were made: manifest.json lists them.",
}
# Single fields that are left out: why, and what a restored row has instead.
WITHHELD: dict[str, tuple[str, Callable[[], Any]]] = {
    "accounts.user.password": (
        "The hash of a password is a secret: a restored person has none, and chooses one.",
        lambda: make_password(None),
    ),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the archive: `fields` are written, `withheld` are not and say why."""

    model: type[Model]
    fields: tuple[Field, ...]
    withheld: dict[Field, str]

    @property
    def label(self) -> str:
        """`pillars.plan`: the name of the table in the archive."""
        return label_of(self.model)

    @property
    def path(self) -> str:
        return f"tables/{self.label}.jsonl"

    def stand_ins(self) -> dict[str, Any]:
        """What a restored row has in the fields that the archive lacks."""
        return {
            field.attname: WITHHELD[place][1]() if (place := f"{self.label}.{field.name}") in WITHHELD else None
            for field in self.withheld
        }


def tables() -> list[Table]:
    """Every table of an archive, by name."""
    found = [_table(model) for model in _models() if label_of(model) not in LEFT_OUT]
    return sorted(found, key=lambda table: table.label)


def every_table() -> list[Table]:
    """Every table that a model describes with all of its fields, secrets too, by name: what one portal is, wherever it lies."""
    found = [Table(model, tuple(model._meta.concrete_fields), {}) for model in _models()]
    return sorted(found, key=lambda table: table.label)


def label_of(model: type[Model]) -> str:
    return model._meta.label_lower


def left_out() -> dict[str, str]:
    """Each table and field that an archive lacks, with the reason."""
    fields = {f"{table.label}.{field.name}": why for table in tables() for field, why in table.withheld.items()}
    return dict(sorted((LEFT_OUT | UNSEEN | fields).items()))


def target_of(field: Field) -> type[Model] | None:
    """The model of the row that this field names, if it names one."""
    if not isinstance(field, ForeignKey):
        return None
    target: type[Model] = field.remote_field.model
    return target


def _models() -> Iterator[type[Model]]:
    """Every model with a table of its own, those between two others as well."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def _table(model: type[Model]) -> Table:
    fields: tuple[Field, ...] = tuple(model._meta.concrete_fields)
    withheld: dict[Field, str] = {}
    for field in fields:
        target = target_of(field)
        if f"{label_of(model)}.{field.name}" in WITHHELD:
            withheld[field] = WITHHELD[f"{label_of(model)}.{field.name}"][0]
        elif target and label_of(target) in LEFT_OUT:
            withheld[field] = f"Points to {label_of(target)}, which is left out; empty in a restored row."
    return Table(model, tuple(field for field in fields if field not in withheld), withheld)
