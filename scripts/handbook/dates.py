"""When a page is due for a check again."""

import calendar
from datetime import date


def review_by(reviewed: date, months: int) -> date:
    """Return the day so many months later, or the last day of that month where it has no such day."""
    year, month = divmod(reviewed.year * 12 + reviewed.month - 1 + months, 12)
    return date(year, month + 1, min(reviewed.day, calendar.monthrange(year, month + 1)[1]))
