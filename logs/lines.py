"""The lines of the log: as plain text for a desk or as JSON for a server, and in either without personal data.

No line holds an e-mail address, what follows a question mark in an address, or a path, since paths can hold keys that open
accounts: a page is named instead. The network address of a reader is never asked for. The settings call `configuration`.
"""

import logging
import re
from copy import copy
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from pythonjsonlogger.json import JsonFormatter

from logs.tracing import traced

EMAIL = re.compile(r"[\w.%+'-]+(?:@|%40)[\w-]+(?:\.[\w-]+)*", re.ASCII)
QUERY = re.compile(r"(?<=[\w/.])\?[\w.%~+-]+=[^\s\"'<>)]*")


def page_of(request: HttpRequest) -> str:
    """The name of the page that was asked for: `reports:page`. A file is one of the styles and scripts or of an edition."""
    if request.resolver_match:
        return request.resolver_match.view_name or "unnamed"
    return "file"


def without_personal_data(text: str) -> str:
    return QUERY.sub("?…", EMAIL.sub("<address>", text))


class _Calm(logging.Formatter):
    """Names the page for the path in Django's own lines about a request, and says to what a line belongs."""

    def format(self, record: logging.LogRecord) -> str:
        told = copy(record)
        request = told.__dict__.pop("request", None)
        if isinstance(request, HttpRequest) and isinstance(told.args, tuple):
            told.args = tuple(page_of(request) if said == request.path else said for said in told.args)
        # Django tells of an answer when all middleware is left behind; its request still knows its id.
        ids = traced() or getattr(request, "ids", {})
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told.__dict__ |= {"ids": ids, "moment": moment}
        return super().format(told)


class Plain(_Calm):
    """A line for people: `INFO jobs.worker: … [request 1f0c…]`."""

    def format(self, record: logging.LogRecord) -> str:
        return without_personal_data(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:
        line, ids = super().formatMessage(record), record.__dict__["ids"]
        return f"{line} [{' '.join(f'{name} {value}' for name, value in ids.items())}]" if ids else line


class Json(_Calm, JsonFormatter):
    """A line for programs: one object, with the moment in UTC and all that the line was given besides its words."""

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        super().add_fields(log_data, record, message_dict)
        log_data |= log_data.pop("ids")
        # Before it is written as JSON, where a stroke before a letter means something.
        log_data |= {name: without_personal_data(said) for name, said in log_data.items() if isinstance(said, str)}


def configuration(*, level: str, form: str) -> dict[str, Any]:
    """The log on standard error for logging.config; `form` is plain or json."""
    plain = {"()": Plain, "fmt": "{levelname} {name}: {message}", "style": "{"}
    renamed = {"moment": "at", "levelname": "level", "name": "logger"}
    whole = {"()": Json, "fmt": "{moment}{levelname}{name}{message}", "style": "{", "rename_fields": renamed}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": plain, "json": whole},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": form}},
        # Libraries that tell of every step.
        "loggers": {name: {"level": "WARNING"} for name in ("weasyprint.progress", "fontTools", "pikepdf")},
        "root": {"handlers": ["stderr"], "level": level.upper()},
    }
