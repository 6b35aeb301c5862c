"""The live server of the tests, which can be asked to finish: no request outlasts the test that made it.

A request that goes on while the database is emptied for the next test would stand in the way of that (a deadlock on PostgreSQL),
or write into the next test.
"""

import socket
from contextlib import suppress
from threading import Condition
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread

# Far longer than any request takes, even on a machine that has much else to do.
LONGEST = 60


class Server(ThreadedWSGIServer):
    """A live server that knows with whom it is talking."""

    request_queue_size = 100

    def __init__(self, *args: Any, **options: Any) -> None:
        self._talks: dict[socket.socket, Any] = {}
        self._changed = Condition()
        super().__init__(*args, **options)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._changed:
            self._talks[request] = client_address
            self._changed.notify_all()
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._changed:
                del self._talks[request]
                self._changed.notify_all()

    def finish(self) -> None:
        """Answers what was asked until now, and ends every conversation. Browsers ring again by themselves."""
        # Whoever rang before this is let in before it.
        with socket.create_connection(("127.0.0.1", self.server_port)) as last:
            caller = last.getsockname()
            with self._changed:
                is_in = self._changed.wait_for(lambda: caller in self._talks.values(), LONGEST)
                assert is_in, "the live server lets nobody in"
                for request in self._talks:
                    # What has come is still read and answered; then it is as if the other side had nothing more to say.
                    with suppress(OSError):
                        request.shutdown(socket.SHUT_RD)
                assert self._changed.wait_for(lambda: not self._talks, LONGEST), f"unanswered: {self._talks.values()}"


LiveServerThread.server_class = Server  # type: ignore[attr-defined]
