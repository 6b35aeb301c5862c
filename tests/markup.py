"""The W3C's HTML validator (vnu): used through the fixture `html_faults`."""

import json
import re
import subprocess
from pathlib import Path

VALIDATOR = Path(__file__).resolve().parent.parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# htmx's attributes are not in the standard, which offers no other name for them than data-*; and a property of CSS that browsers
# have learnt since the validator was made.
NOT_OURS = re.compile(r"Attribute “hx-[a-z:.-]+” not allowed|Property “field-sizing” doesn't exist")


def faults(documents: str | dict[str, str], folder: Path) -> list[str]:
    """Validates documents in one run (starting Java is most of the cost): lines of name, line number and sentence."""
    if isinstance(documents, str):
        documents = {"document": documents}
    names = {}
    for number, (name, html) in enumerate(documents.items()):
        path = folder / f"{number}.html"
        path.write_text(html, encoding="utf-8")
        names[path.name] = name
    options = ["-Xss2m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    command = ["java", *options, "-jar", str(VALIDATOR), "--errors-only", "--format", "json", "--exit-zero-always"]
    done = subprocess.run(
        [*command, *(str(folder / name) for name in names)], capture_output=True, text=True, check=True
    )
    return [
        f"{names[message['url'].rpartition('/')[2]]}, line {message.get('lastLine', '?')}: {message['message']}"
        for message in json.loads(done.stderr)["messages"]
        if not NOT_OURS.search(message["message"])
    ]
