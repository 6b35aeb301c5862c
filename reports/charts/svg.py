"""Puts SVG together with attributes alone, for browsers and WeasyPrint alike, and measures words that nothing has drawn yet.

WeasyPrint reads no page style inside an SVG, no `currentColor` and no `var()`; a group with an opacity it cannot tag.
"""

from collections.abc import Iterable

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

# Of static/styles/_palette.scss, which an SVG cannot read.
INK, QUIET, HAIRLINE, BRAND = "#1a1d21", "#525b66", "#e4e6e9", "#17324d"
TINT, WHITE = "#86a8c8", "#ffffff"
TYPEFACE = "Source Sans 3, sans-serif"

# How wide the letters of that typeface are, in hundredths of its size, set bold; what is not here is as wide as an o.
WIDTHS = {
    letter: width
    for width, letters in {
        22: " ",
        28: "ijl|'’,.:;I",
        33: "!()-[]f{}/\\rt",
        46: "*?csz",
        52: '"#$+0123456789<=>FJLY^_aegkvxy~£–“”−',
        66: "BCDGHKNOPQRU&",
        78: "MwW—",
        88: "%m@…",
    }.items()
    for letter in letters
}
OTHER = 58


def width_of(words: str, size: float) -> float:
    """How wide words are at most, in the units of `size`."""
    return sum(WIDTHS.get(letter, OTHER) for letter in words) * size / 100


def wrapped(words: str, size: float, width: float, most: int = 3) -> list[str]:
    """Words in lines of this width; what does not go into so many lines ends in "…"."""
    lines: list[str] = []
    for word in _fitting(words.split(), size, width):
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width_of(f"{last}…", size) > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip(' ,.')}…"]


def _fitting(words: Iterable[str], size: float, width: float) -> Iterable[str]:
    """The words, those in pieces that are wider than a line."""
    for word in words:
        piece = ""
        for letter in word:
            if piece and width_of(piece + letter, size) > width:
                yield piece
                piece = ""
            piece += letter
        yield piece


def picture(
    key: str, title: str, width: float, height: float, parts: Iterable[SafeString], size: float = 13
) -> SafeString:
    """The whole SVG; `title` is its text alternative, `key` a name that nothing else on the page bears."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{key}" width="{w}" height="{h}"'
        ' viewBox="0 0 {w} {h}" font-family="{face}" font-size="{size}" fill="{ink}">'
        '<title id="{key}">{title}</title>{parts}</svg>',
        key=key,
        title=title,
        w=number(width),
        h=number(height),
        face=TYPEFACE,
        size=number(size),
        ink=INK,
        parts=SafeString("".join(parts)),
    )


def rect(x: float, y: float, width: float, height: float, fill: str, stroke: str = "") -> SafeString:
    """A rectangle; its outline, where it has one, lies within it."""
    if not stroke:
        return _element("rect", x=x, y=y, width=width, height=height, fill=fill)
    return _element(
        "rect", x=x + 0.5, y=y + 0.5, width=max(width - 1, 0.5), height=max(height - 1, 0.5), fill=fill, stroke=stroke
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, *, thick: float = 1, dashed: str = "") -> SafeString:
    """A line; `dashed` as "6 4" is how long its dashes and the gaps between them are."""
    look: dict[str, object] = {"stroke-width": thick} if thick != 1 else {}
    if dashed:
        look["stroke-dasharray"] = dashed
    return _element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, **look)


def dot(x: float, y: float, radius: float, fill: str, stroke: str) -> SafeString:
    return _element("circle", cx=x, cy=y, r=radius, fill=fill, stroke=stroke, **{"stroke-width": 2})


def diamond(x: float, y: float, radius: float, fill: str, stroke: str) -> SafeString:
    corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    points = " ".join(f"{number(across)},{number(down)}" for across, down in corners)
    return _element("polygon", points=points, fill=fill, stroke=stroke, **{"stroke-width": 2})


def text(x: float, y: float, words: str, **attributes: object) -> SafeString:
    """One line of words, on the line `y`; attributes as `anchor="end"`, `bold=True`, `fill=QUIET`, `size=12`.

    With `clear=True` what is drawn before stands off from the letters.
    """
    names = {"anchor": "text-anchor", "size": "font-size", "fill": "fill"}
    given = {names[name]: value for name, value in attributes.items() if name in names}
    if attributes.get("bold"):
        given["font-weight"] = "600"
    if attributes.get("clear"):
        given |= {"stroke": WHITE, "stroke-width": 4, "paint-order": "stroke"}
    return _element("text", words, x=x, y=y, **given)


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _element(name: str, inner: str | None = None, /, **attributes: object) -> SafeString:
    said = "".join(f' {key}="{_said(value)}"' for key, value in attributes.items())
    return SafeString(f"<{name}{said}/>" if inner is None else f"<{name}{said}>{escape(inner)}</{name}>")


def _said(value: object) -> str:
    return number(value) if isinstance(value, int | float) else escape(str(value))
