"""Every write to commitments and their lines."""

from .carry import begin_lines, carry_lines
from .changes import Promise, add_commitment, move_commitment, regroup_commitment, reword_commitment
from .endings import End, check_end, end_commitment, reopen_commitment
from .statuses import Next, record_status

__all__ = [
    "End",
    "Next",
    "Promise",
    "add_commitment",
    "begin_lines",
    "carry_lines",
    "check_end",
    "end_commitment",
    "move_commitment",
    "record_status",
    "regroup_commitment",
    "reopen_commitment",
    "reword_commitment",
]
