"""Numbers as an author writes them: exact, with a point or a comma, and of a bounded length."""

from decimal import Decimal, InvalidOperation
from typing import Final

LENGTH_MAX: Final = 20


def exact_number(text: str) -> Decimal | None:
    """Read a number; None for what is none, or longer than `LENGTH_MAX`."""
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and len(text) <= LENGTH_MAX else None
