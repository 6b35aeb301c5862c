"""What a browser would send of a form as it stands on a page."""

from lxml import html


def fields_of(answer):
    """The fields of the last form of an answer's page, by name."""
    fields = html.fromstring(answer.content).forms[-1].inputs
    values = [(field.name, sent(field)) for field in fields if field.name]
    return {name: value for name, value in values if value is not None}


def sent(field):
    """What is sent of one field; None where nothing is."""
    kind = field.get("type", "text") if field.tag == "input" else field.tag
    if kind in ("file", "submit", "button"):
        return None
    if kind in ("radio", "checkbox"):
        # lxml takes a choice whose value is empty for one that has none.
        return field.get("value", "on") if field.checked else None
    if kind == "textarea":
        # The line break that begins a text area is not its own.
        return (field.value or "").removeprefix("\n")
    return field.value if kind == "select" else field.value or ""
