"""Finds or makes the record that a file speaks of, and counts what changed; both loaders stand on it."""

from typing import Any, TypeVar

from django.db import models

from pillars.versions import Version

AnyModel = TypeVar("AnyModel", bound=models.Model)


class Changes:
    """Counts what a load made or altered, by kind of record, so that a second load can say that it changed nothing."""

    def __init__(self) -> None:
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
            return model._default_manager.create(**key, **values)
        altered = [name for name, value in values.items() if getattr(record, name) != value]
        if altered:
            for name in altered:
                setattr(record, name, values[name])
            record.save(update_fields=altered)
            self.count(model)
        return record

    def version(self, head: Version | None, saved: Version) -> None:
        """Count a saved version, unless it is the head that stood already."""
        if head is None or saved.pk != head.pk:
            self.count(type(saved))
