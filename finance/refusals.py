"""What a rule of the finance part forbids, as a sentence for the person who asked."""


class Refused(Exception):
    """A change that a rule forbids; the message says which and what to do, and `field` names what was asked wrongly."""

    def __init__(self, sentence: str, field: str = "") -> None:
        self.field = field
        super().__init__(sentence)
