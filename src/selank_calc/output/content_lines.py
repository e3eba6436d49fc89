"""Content lines of an iCalendar file (RFC 5545, 3.1): text escaped, long lines folded."""

from __future__ import annotations

_LONGEST = 75  # octets of a line, without its end
_CONTINUES = 0b1000_0000  # of a byte within a character of UTF-8, its two highest bits
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def text_line(name: str, value: str) -> bytes:
    r"""A line of free text.

    >>> text_line("SUMMARY", "0.1 mL; 10 units\nas asked")
    b'SUMMARY:0.1 mL\\; 10 units\\nas asked\r\n'
    """
    return line(name, value.translate(_ESCAPED))


def line(name: str, value: str) -> bytes:
    r"""A line whose value is not free text: a date, a rule, a name.

    >>> line("DTSTART;TZID=Europe/Berlin", "20270328T080000")
    b'DTSTART;TZID=Europe/Berlin:20270328T080000\r\n'
    """
    rest = f"{name}:{value}\r\n".encode()
    longest = _LONGEST + len("\r\n")
    if len(rest) <= longest:
        return rest
    parts, room = [], _LONGEST
    while len(rest) > room + len("\r\n"):
        end = room
        while rest[end] & 0b1100_0000 == _CONTINUES:
            end -= 1
        parts.append(rest[:end])
        rest = rest[end:]
        room = _LONGEST - len(" ")
    return b"\r\n ".join([*parts, rest])
