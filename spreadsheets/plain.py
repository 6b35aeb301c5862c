"""Text as a cell of either format holds it: what a spreadsheet would change by itself is never taken for an edit."""

import re

# Excel keeps no more letters in a cell (Excel specifications and limits).
LONGEST = 32_767

# What XML cannot hold (XML 1.0, 2.2), after line ends are made alike; Word's vertical tab is a line end.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|\r|\x0b|\x0c")


def plain(text: str) -> str:
    """One form for line ends, spaces for tabs, nothing that a file cannot hold, and no space around the whole."""
    return _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " ")).strip()


def folded(text: str) -> str:
    """Words as they are compared: capitals and spaces count for nothing."""
    return " ".join(text.casefold().split())
