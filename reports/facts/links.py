"""The addresses behind the words of a short text."""

from html.parser import HTMLParser


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def links_of(html: str) -> list[str]:
    """Where a text leads, in its order: the addresses of its links."""
    reader = _Links()
    reader.feed(html)
    reader.close()
    return reader.found
