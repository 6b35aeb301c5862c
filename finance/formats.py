"""How an amount is written in a statement: thousands separated, negatives in brackets."""


def written(amount: int, decimals: int = 0) -> str:
    """Write an amount held in the smallest printed unit: `written(-15115)` is "(15,115)", `written(12, 1)` is "1.2"."""
    whole, rest = divmod(abs(amount), 10**decimals)
    text = f"{whole:,}.{rest:0{decimals}}" if decimals else f"{whole:,}"
    return f"({text})" if amount < 0 else text
