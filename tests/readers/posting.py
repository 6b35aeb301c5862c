"""A round of news in a process of its own, whose mail server stops at a named point. Run as a module, this is the process."""

import os
from pathlib import Path
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend

from tests.jobs.processes import say


class Post(BaseEmailBackend):
    """Takes each letter as a file, and waits before or after one of them where it is told to."""

    def send_messages(self, messages: Any) -> int:
        folder = Path(os.environ["POST_TO"])
        for message in messages:
            number = len(list(folder.iterdir())) + 1
            self._reach(f"before {number}")
            (folder / str(number)).write_text(f"{message.to[0]} {message.extra_headers['Message-ID']}")
            self._reach(f"after {number}")
        return len(messages)

    @staticmethod
    def _reach(point: str) -> None:
        if os.environ["STOP_AT"] == point:
            say(point)


def main() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.EMAIL_BACKEND = "tests.readers.posting.Post"
    call_command("send_news")


if __name__ == "__main__":
    main()
