"""The words that the portal puts into a report itself where its records hold a code, in English.

`reports/languages/portal.py` says how they read in another language.
"""

from commitments.account import Outcome

MARK_WORDS = {"up": "up", "down": "down", "none": "no change"}
NO_READING = "No reading"
NOT_LISTED = "Not listed"
OUTCOMES: dict[tuple[Outcome, ...], str] = {
    (Outcome.UNCHANGED,): "Unchanged",
    (Outcome.REWORDED,): "Reworded",
    (Outcome.REGROUPED,): "Regrouped: on a row with other numbers than before",
    (Outcome.MOVED,): "Moved to another page",
    (Outcome.NEW,): "New",
    (Outcome.COMPLETED,): "Completed",
    (Outcome.WITHDRAWN,): "Withdrawn",
    (Outcome.SUPERSEDED,): "Superseded",
    (Outcome.MISSING,): "Missing: no longer listed, and no ending is recorded",
}


def words_for(outcomes: tuple[Outcome, ...]) -> str:
    """What became of a number, in words: "Missing: …", or "Reworded and regrouped"."""
    return OUTCOMES.get(outcomes) or " and ".join(outcomes).capitalize()
