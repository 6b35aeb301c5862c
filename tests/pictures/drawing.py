"""Pictures for tests: logos, and files that mean harm."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw, PngImagePlugin

WIDE = (1200, 200)


def logo(
    size: tuple[int, int] = WIDE, colour: str = "#0b4f2a", mode: str = "RGBA", kind: str = "PNG", **more: Any
) -> bytes:
    """A wide logo: a ring, and bars beside it that might be words."""
    width, height = size
    made = Image.new(mode, size, (255, 255, 255, 0) if mode == "RGBA" else "white")
    draw = ImageDraw.Draw(made)
    edge = height // 10
    draw.ellipse((edge, edge, height - edge, height - edge), outline=colour, width=max(1, edge))
    for number in range(3):
        top = edge + number * height // 3
        draw.rectangle((height + edge, top, width - edge - number * width // 8, top + height // 5), fill=colour)
    return saved(made, kind, **more)


def saved(picture: Image.Image, kind: str = "PNG", **more: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def png_with_much_text() -> bytes:
    """A small picture beside which a text unpacks to eighty megabytes."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "x" * 80_000_000, zip=True)
    return saved(Image.new("RGB", (100, 100)), pnginfo=told)


def png_that_claims(width: int, height: int) -> bytes:
    """A small PNG whose head claims so many points: what unpacks it makes room for all of them."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100_000)))
        + chunk(b"IEND", b"")
    )
