"""The W3C's HTML validator (vnu): used through the fixture `html_faults`."""

import atexit
import json
import re
import subprocess
from functools import cache
from pathlib import Path

VALIDATOR = Path(__file__).resolve().parent.parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# htmx's attributes are not in the standard, which offers no other name for them than data-*; and a property of CSS that browsers
# have learnt since the validator was made.
NOT_OURS = re.compile(r"Attribute “hx-[a-z:.-]+” not allowed|Property “field-sizing” doesn't exist")


@cache
def _validator() -> "subprocess.Popen[str]":
    """The validator at work, one for all tests of this process: starting Java is most of what a document costs."""
    options = ["-Xss2m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    command = ["java", *options, "-cp", str(VALIDATOR), str(Path(__file__).with_name("Validate.java"))]
    started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    atexit.register(started.communicate)
    return started


def faults(documents: str | dict[str, str], folder: Path) -> list[str]:
    """Validates documents: lines of name, line number and sentence."""
    if isinstance(documents, str):
        documents = {"document": documents}
    found = []
    for number, (name, html) in enumerate(documents.items()):
        path = folder / f"{number}.html"
        path.write_text(html, encoding="utf-8")
        found += [
            f"{name}, line {message.get('lastLine', '?')}: {message['message']}"
            for message in _messages(path)
            if message["type"] != "info" and not NOT_OURS.search(message["message"])
        ]
    return found


def _messages(path: Path) -> list[dict[str, str]]:
    validator = _validator()
    assert validator.stdin
    assert validator.stdout
    validator.stdin.write(f"{path}\n")
    validator.stdin.flush()
    told = validator.stdout.readline()
    if not told:
        raise RuntimeError(f"The validator has ended at {path}.")
    return json.loads(told)["messages"]
