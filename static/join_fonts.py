"""Joins the two files of each typeface into one for the PDF; called by build.mjs. Usage: join_fonts.py PACKAGES TARGET FACE...

A face is `source-sans-3 400-normal`: its letters come in one file for English and another for Welsh, Polish and the like.
WeasyPrint takes two files of one name for one font, and prints wrong letters over a right text layer; under two names it
mixes up their weights. As plain TrueType they also load in 0.03 s, where WeasyPrint unpacks WOFF2 in 1.2 s.
"""

import hashlib
import sys
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont


def join(packages: Path, target: Path, face: str) -> None:
    """Writes one TrueType file, unless the one that stands was made of the same two."""
    name, cut = face.split(" ")
    sources = [
        packages / "@fontsource" / name / "files" / f"{name}-{part}-{cut}.woff" for part in ("latin", "latin-ext")
    ]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in [*sources, Path(__file__)])).hexdigest()
    made, made_of = target / f"{name}-{cut}.ttf", target / f".{name}-{cut}.made-of"
    if made.exists() and made_of.exists() and made_of.read_text() == digest:
        return
    plain = []
    for source in sources:
        font = TTFont(source, recalcTimestamp=False)
        font.flavor = None
        plain.append(BytesIO())
        font.save(plain[-1])
    modified = TTFont(sources[0])["head"].modified
    joined = Merger().merge(plain)
    # The day is the typeface's, not today: the same report must give the same bytes wherever it is drawn.
    joined.recalcTimestamp = False
    joined["head"].modified = modified
    joined.save(made)
    made_of.write_text(digest)


if __name__ == "__main__":
    for face in sys.argv[3:]:
        join(Path(sys.argv[1]), Path(sys.argv[2]), face)
