"""Dates as archives write them, as ISO dates that sort."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

_ISO: Final = re.compile(r"\s*(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?![\d-])")
_WRITTEN: Final = ("%Y%m%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d.%m.%Y")


def iso_date(value: Any) -> str | None:
    """A date as `2020-02-07`, or `2020-02` and `2020` where no more is told; None for what is no date.

    Dates of which nobody can say whether the day or the month leads (`02/03/2020`) are none.

    >>> [iso_date(value) for value in ("2020-2-7T10:00Z", "7 February 2020", 20200207, "2020/02", "soon")]
    ['2020-02-07', '2020-02-07', '2020-02-07', '2020-02', None]
    """
    if value is None or isinstance(value, bool):
        return None
    text = str(value).strip()
    for form in _WRITTEN:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    found = _ISO.match(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if month is None:
        return f"{year:04}"
    try:
        whole = datetime(year or 1, month, day or 1).date().isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7]
