"""Packages with one moment on all their parts, so that the same content gives the same bytes."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo


def packed(files: Mapping[str, bytes], moment: datetime) -> bytes:
    """A package of these files, by their names, in their order; that of an .ods begins with its type, not compressed."""
    out = BytesIO()
    with ZipFile(out, "w") as target:
        for name, content in files.items():
            target.writestr(_part(name, moment), content)
    return out.getvalue()


def _part(name: str, moment: datetime) -> ZipInfo:
    made = ZipInfo(name, (max(moment.year, 1980), *moment.timetuple()[1:6]))
    made.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
    # Readable by all once unpacked, and the same on whatever system it was packed.
    made.create_system, made.external_attr = 3, 0o644 << 16
    return made
