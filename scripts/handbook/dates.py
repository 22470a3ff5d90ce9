"""What day it is, and when a page is due for a check again."""

import calendar
from datetime import UTC, date, datetime, timedelta

AHEAD = timedelta(days=1)  # the furthest that the day anywhere on earth is ahead of the day in UTC


def today() -> date:
    """Return the day in UTC, the same on every machine."""
    return datetime.now(UTC).date()


def to_come(day: date, today: date) -> bool:
    """Return whether a day has begun nowhere on earth, while it is `today` in UTC."""
    return day > today + AHEAD


def review_by(reviewed: date, months: int) -> date:
    """Return the day so many months later, or the last day of that month where it has no such day."""
    year, month = divmod(reviewed.year * 12 + reviewed.month - 1 + months, 12)
    return date(year, month + 1, min(reviewed.day, calendar.monthrange(year, month + 1)[1]))
