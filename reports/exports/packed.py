"""Packages with one moment on all their parts, so that the same content gives the same bytes: workbooks, and plain files."""

import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# The moment of saving, which openpyxl writes among the properties of a document.
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def fixed(package: bytes, moment: datetime) -> bytes:
    """The package with this moment; its parts keep their order, for that of an .ods begins with its type, unpacked."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(out, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            made = _part(part.filename, moment)
            if part.filename == "mimetype":
                made.compress_type = ZIP_STORED
            made.external_attr = part.external_attr
            target.writestr(made, content)
    return out.getvalue()


def packed(files: Mapping[str, bytes], moment: datetime) -> bytes:
    """A package of these files, by their names, in their order."""
    out = BytesIO()
    with ZipFile(out, "w") as target:
        for name, content in files.items():
            target.writestr(_part(name, moment), content)
    return out.getvalue()


def _part(name: str, moment: datetime) -> ZipInfo:
    made = ZipInfo(name, (max(moment.year, 1980), *moment.timetuple()[1:6]))
    made.compress_type = ZIP_DEFLATED
    # Readable by all once unpacked, and the same on whatever system it was packed.
    made.create_system, made.external_attr = 3, 0o644 << 16
    return made
