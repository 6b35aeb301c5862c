"""A workbook's package packed again with one moment on all its parts, so that the same content gives the same bytes."""

import re
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
            made = ZipInfo(part.filename, (max(moment.year, 1980), *moment.timetuple()[1:6]))
            made.compress_type = ZIP_STORED if part.filename == "mimetype" else ZIP_DEFLATED
            made.external_attr = part.external_attr
            target.writestr(made, content)
    return out.getvalue()
