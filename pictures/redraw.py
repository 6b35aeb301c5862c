"""A process of its own that looks at an uploaded picture within limits: on standard input a line of JSON with the largest width
and height that it may have, and then the file; on standard output the picture drawn anew as a PNG, as JSON.

`take.py` starts it; whatever a hostile file does to it, the portal goes on. Of the file nothing is kept but its points: no text,
profile, place or second picture in it, and nothing that stands behind it.
"""

import io
import json
import sys
from base64 import b64encode
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from confined.process import confine

MEMORY = 800_000_000
SECONDS = 20
FORMATS = ("PNG", "JPEG")
# A logo for a poster has five million points. Each takes up to four bytes, twice or three times over.
MOST_POINTS = 25_000_000
LEAST_HIGH = 40
LONGEST = 10
# How dark something of it must be on white, where 255 is white: below is read at 2:1 and better.
SEEN = 180
# Beyond this it is drawn with 256 colours, as logos have them. No logo that is not a photograph comes near.
LARGE = 100_000


class Refusal(Exception):
    """A picture that is not taken, for a reason that `take.py` has a sentence for."""


def main() -> None:
    """Redraw one picture and end."""
    confine(memory=MEMORY, seconds=SECONDS)
    # The size is looked at here, before a point is unpacked.
    Image.MAX_IMAGE_PIXELS = None
    largest = tuple(json.loads(sys.stdin.buffer.readline()))
    try:
        made = _redrawn(sys.stdin.buffer.read(), largest)
    except Refusal as refusal:
        made = {"refused": str(refusal)}
    except UnidentifiedImageError:
        made = {"refused": "not_picture"}
    except (OSError, ValueError, SyntaxError, MemoryError):
        made = {"refused": "broken"}
    sys.stdout.write(json.dumps(made))


def _redrawn(content: bytes, largest: tuple[int, ...]) -> dict[str, Any]:
    with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_POINTS:
            raise Refusal("too_many_points")
        if max(opened.size) > LONGEST * min(opened.size):
            raise Refusal("too_long")
        if opened.height < LEAST_HIGH:
            raise Refusal("too_small")
        picture = _plain(ImageOps.exif_transpose(opened))
    picture.thumbnail((largest[0], largest[1]), Image.Resampling.LANCZOS)
    if _darkest(picture) > SEEN:
        raise Refusal("unseen")
    made = _as_png(picture)
    if len(made) > LARGE:
        made = _as_png(picture.quantize(256, method=Image.Quantize.FASTOCTREE))
    return {"png": b64encode(made).decode(), "width": picture.width, "height": picture.height}


def _plain(picture: Image.Image) -> Image.Image:
    """The points alone, in colour, and clear where they were clear."""
    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value / 256).convert("L")
    plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def _darkest(picture: Image.Image) -> int:
    """How dark its darkest point is on white paper, from 0 for black to 255."""
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture.convert("RGBA"))
    darkest, _lightest = ground.convert("L").getextrema()
    return int(darkest)  # type: ignore[arg-type]  # of one band it is a number


def _as_png(picture: Image.Image) -> bytes:
    drawn = io.BytesIO()
    picture.save(drawn, "PNG", optimize=True)
    return drawn.getvalue()


if __name__ == "__main__":
    main()
