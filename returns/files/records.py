"""Finds or makes the record that a file speaks of, and counts what changed; both loaders stand on it."""

from typing import Any, TypeVar

from django.db import models

from accounts.models import User
from pillars.versions import Version

AnyModel = TypeVar("AnyModel", bound=models.Model)


class Changes:
    """Counts what a load made or altered, by kind of record, so that a second load can say that it changed nothing.

    `by` is the person whose name the history of the records takes; None for a command.
    """

    def __init__(self, by: User | None = None) -> None:
        self.by = by
        self.made: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self.made)

    def count(self, model: type[models.Model], number: int = 1) -> None:
        name = str(model._meta.verbose_name_plural)
        self.made[name] = self.made.get(name, 0) + number

    def add(self, other: "Changes") -> None:
        for name, number in other.made.items():
            self.made[name] = self.made.get(name, 0) + number

    def __str__(self) -> str:
        if not self.made:
            return "Nothing changed."
        return "Written: " + ", ".join(f"{number} {name}" for name, number in self.made.items()) + "."

    def put(self, model: type[AnyModel], key: dict[str, Any], values: dict[str, Any]) -> AnyModel:
        """The record that `key` names, with `values`: made, altered, or left as it is when it says the same already."""
        record = model._default_manager.filter(**key).first()
        if record is None:
            self.count(model)
            record = model(**key, **values)
            self._sign(record).save(force_insert=True)
            return record
        altered = [name for name, value in values.items() if getattr(record, name) != value]
        if altered:
            for name in altered:
                setattr(record, name, values[name])
            self._sign(record).save(update_fields=altered)
            self.count(model)
        return record

    def _sign(self, record: Any) -> Any:
        record._history_user = self.by
        return record

    def version(self, head: Version | None, saved: Version) -> None:
        """Count a saved version, unless it is the head that stood already."""
        if head is None or saved.pk != head.pk:
            self.count(type(saved))
