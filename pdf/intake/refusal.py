"""Why a file is not taken in: a word that `take.py` puts into a sentence; raised in the limited process."""


class Refusal(Exception):
    """`page` counts from 1, and is 0 where no one page is at fault."""

    def __init__(self, code: str, page: int = 0) -> None:
        self.code, self.page = code, page
        super().__init__(code)
