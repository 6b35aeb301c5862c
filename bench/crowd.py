"""Readers and editors who use a portal at once, each with a connection of their own, for a set time and no longer."""

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import quantiles
from urllib.parse import urlencode

import httpx

from bench import quarters

PAGES = [
    "/",
    "/reports/",
    f"/reports/{quarters.SAMPLE.slug}/",
    f"/reports/{quarters.SAMPLE.slug}/editions/1/",
    f"/reports/{quarters.SAMPLE.slug}/editions/1/page-vulnerability.html",
    f"/reports/{quarters.SAMPLE.slug}/editions/1/finance.html",
    "/commitments/",
    "/commitments/9a/",
    "/indicators/",
    "/search/?q=hate+crime",
    "/reports/index.json",
]
TOKEN = "t" * 32
# Seconds between two pages of a reader, and two saves of an editor: from, to.
READS, SAVES = (0.5, 1.5), (1.0, 3.0)
GIVES_UP = 60.0


@dataclass(frozen=True, slots=True)
class Desk:
    """What an editor works with: their session's cookie, the address of a return, and the forms of lines in it."""

    cookie: str
    lines: tuple[tuple[str, str], ...]


@dataclass
class Heard:
    """What was answered: seconds by kind of request, statuses, what was accepted, and when the last fault was."""

    times: dict[str, list[float]] = field(default_factory=lambda: {"page read": [], "line saved": []})
    statuses: Counter[str] = field(default_factory=Counter)
    accepted: list[tuple[str, str]] = field(default_factory=list)
    last_fault: float = 0.0

    @property
    def requests(self) -> int:
        return self.statuses.total()

    def faults(self, *allowed: str) -> dict[str, int]:
        """Answers of 500 and above, and none at all, but for those that are allowed."""
        return {
            said: count
            for said, count in self.statuses.items()
            if not said.isdigit() or (said[0] == "5" and said not in allowed)
        }

    def milliseconds(self, kind: str) -> tuple[float, float, float]:
        """The 50th, 95th and 99th percentile."""
        found = quantiles(self.times[kind], n=100, method="inclusive")
        return found[49] * 1000, found[94] * 1000, found[98] * 1000


def gather(
    address: str, *, readers: int, desks: list[Desk], seconds: float, besides: Coroutine[None, None, None] | None = None
) -> Heard:
    """Let so many readers and the editors at these desks work for some seconds; `besides` is done meanwhile."""
    heard = Heard()

    async def all_of_them() -> None:
        end = time.monotonic() + seconds
        everybody = [_read(address, number, end, heard) for number in range(readers)]
        everybody += [_edit(address, number, desk, end, heard) for number, desk in enumerate(desks)]
        await asyncio.gather(*everybody, *([besides] if besides else []))

    asyncio.run(all_of_them())
    return heard


async def _read(address: str, number: int, end: float, heard: Heard) -> None:
    chance = random.Random(number)  # noqa: S311 each run takes the same pages
    async with httpx.AsyncClient(base_url=address, timeout=GIVES_UP) as client:
        # Nobody comes at the same moment as everybody else.
        await asyncio.sleep(chance.uniform(0, READS[1]))
        while time.monotonic() < end:
            await _asked(client, "page read", client.build_request("GET", chance.choice(PAGES)), heard)
            await asyncio.sleep(chance.uniform(*READS))


async def _edit(address: str, number: int, desk: Desk, end: float, heard: Heard) -> None:
    chance, seen, count = random.Random(number), dict.fromkeys(desk.lines, ""), 0  # noqa: S311
    headers = {"Cookie": desk.cookie, "HX-Request": "true"}
    async with httpx.AsyncClient(base_url=address, timeout=GIVES_UP, headers=headers) as client:
        await asyncio.sleep(chance.uniform(0, SAVES[1]))
        while time.monotonic() < end:
            line, count = chance.choice(desk.lines), count + 1
            place, key = line
            words = f"Editor {number}, save {count}."
            typed = {"choice": "RAG"[count % 3], "reason": words, "based_on": seen[line]}
            form = {"csrfmiddlewaretoken": TOKEN, **{f"{key}-{name}": said for name, said in typed.items()}}
            request = client.build_request(
                "POST", place, content=urlencode(form), headers={"Content-Type": "application/x-www-form-urlencoded"}
            )
            answer = await _asked(client, "line saved", request, heard)
            if answer is not None and answer.status_code == 200:
                heard.accepted.append((key, words))
            # An accepted save says which version stands now, a refused one which it would be laid on top of.
            if answer is not None and (
                found := re.search(rf'name="{key}-(?:based_on|on_top_of)"[^>]*value="(\d+)"', answer.text)
            ):
                seen[line] = found[1]
            await asyncio.sleep(chance.uniform(*SAVES))


async def _asked(client: httpx.AsyncClient, kind: str, request: httpx.Request, heard: Heard) -> httpx.Response | None:
    began, answer = time.monotonic(), None
    with suppress(httpx.HTTPError):
        answer = await client.send(request)
    said = str(answer.status_code) if answer is not None else "no answer"
    heard.statuses[said] += 1
    heard.times[kind].append(time.monotonic() - began)
    if not said.isdigit() or said[0] == "5":
        heard.last_fault = time.monotonic()
    return answer
