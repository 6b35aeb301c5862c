"""Looks into an uploaded file before anything of it is parsed: what it is, how much it holds, and what it must not hold.

Runs in the limited process of `cells.py`.
"""

import io
import re
import zipfile

MOST_PARTS = 400
# Bytes after unpacking: of one part, of all, and how many times larger than packed a large part may be. A workbook of this
# portal has 40 parts at most, unpacks to about 1 MB, and its sheets to 15 times their packed size.
MOST_UNPACKED = 60_000_000
LARGE = 1_000_000
MOST_TIMES = 120

# What no honest workbook of this kind holds: programs, things inside it, and other files that it draws on.
FORBIDDEN = {
    "macros": re.compile(
        r"vbaproject|macrosheets/|dialogsheets/|activex/|ctrlprops/|customui|(^|/)basic/|(^|/)scripts/|\.(bin|dll|exe|js|vbs)$"
    ),
    "embedded": re.compile(r"embeddings/|(^|/)object ?\d|objectreplacements/object"),
    "links": re.compile(r"externallinks/|(^|/)connections\.xml|querytables/"),
}
# Printers' settings are harmless, and Excel keeps them as .bin.
HARMLESS = re.compile(r"printersettings/[^/]+\.bin$")


class Refusal(Exception):
    """Why a file is not read: a word that `read.py` puts into a sentence, and the sheet or cell where there is one."""

    def __init__(self, code: str, where: str = "") -> None:
        self.code, self.where = code, where
        super().__init__(code)


def inspect(content: bytes) -> str:
    """What the file is: xlsx or ods. Raises Refusal."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal("locked_or_old")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _inspect(package)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError):
        raise Refusal("not_workbook") from None


def _inspect(package: zipfile.ZipFile) -> str:
    parts = package.infolist()
    if len(parts) > MOST_PARTS:
        raise Refusal("too_many_parts")
    if len({part.filename.casefold() for part in parts}) < len(parts):
        raise Refusal("part_twice")
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal("locked")
    if sum(part.file_size for part in parts) > MOST_UNPACKED or any(_is_bomb(part) for part in parts):
        raise Refusal("too_large_inside")
    names = [part.filename.replace("\\", "/").casefold() for part in parts]
    for code, pattern in FORBIDDEN.items():
        if any(pattern.search(name) and not HARMLESS.search(name) for name in names):
            raise Refusal(code)
    if "xl/workbook.xml" in names and "[content_types].xml" in names:
        if b"macroEnabled" in package.read("[Content_Types].xml"):
            raise Refusal("macros")
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Refusal("locked")
        if package.read("mimetype").strip() == b"application/vnd.oasis.opendocument.spreadsheet":
            return "ods"
    raise Refusal("not_workbook")


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > LARGE and part.file_size > MOST_TIMES * max(part.compress_size, 1)
