"""Digits: whole numbers out of texts that anybody may have sent (pure)."""


def whole(text: str, low: int, high: int) -> int | None:
    """Return the whole number between `low` and `high` that a text of plain digits spells, None for any other text."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(high))):  # Python refuses to read very long ones
        return None
    number = int(text)
    return number if low <= number <= high else None
