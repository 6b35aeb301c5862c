"""Where the store keeps its files, put together for the settings, which alone call it."""

from pathlib import Path
from typing import Any


def place(name: str, folder: Path, bucket: dict[str, str]) -> dict[str, Any]:
    """One of Django's STORAGES: in the bucket, under this name, where one is named, else in the folder."""
    if not bucket["bucket_name"]:
        return {"BACKEND": "reports.files.store.WholeFiles", "OPTIONS": {"location": folder}}
    told = {name: value for name, value in bucket.items() if value}
    return {"BACKEND": "reports.files.buckets.WholeObjects", "OPTIONS": told | {"location": name}}
