"""What an address of this floor can hold beside words and numbers: the day of a meeting."""

from datetime import date


class Day:
    """`2019-09-24` in an address: the day of a meeting."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()
