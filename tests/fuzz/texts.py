"""Texts that could be right, changed here and there, and what of them a terminal would obey."""

import re

GOOD = (
    "5 mg", "2 mL", "3/10 cc", "250 mcg", "0.25mg", ".5 mL", "1e3 mcg", "0.15 %", "1.5 mg/mL", "12 units",
    "1 unit", "70 kg", "150 lb", "U-100", "u40", "2026-11-21", "08:00,20:00", "Sat,sun", "86.2 %",
    "250 mcg x 7d", "2 sprays x 3 days", "4 drops x 2d", "50x25mm", "39.90", "EUR", "Europe/Berlin", "selank",
    "nasal-spray", "nasal-drops", "3", "14", "100", "1000 g", "0.001 mcg", "10 L", "1 umol", "5 MG", "10 IU",
    "2,700 mcg", "nan mcg", "-inf", "1e999 mg", "9**9**9 mg", "250-500 mcg", "1_000 mg", "0x10 mg",
    "3.5 mcg/kg", "12 doses", "2027-01", "sterile", "10d",
)  # fmt: skip
HOSTILE = (
    "\x00", "\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\r", "\n", "\t", "\x0b", "\x1c", "\x85", "\u2028",
    "\u202e", "\u200b", "\ufeff", "\u00ad", "\ud800", "\udcff", "\u0661", "\u00b2", "\u0663 mg",
    "\uff15", "\u00b5g", "\u03bcg", "\u00d7", "\u2212", "\u00bd", "e\u0301", "\U0001f489", "\U000e0001",
    "[bold]", "[/]", "[link=http://x]", "{0}", "%s", "%", "'", '"', "\\", "`", "$(x)", ";", "<b>", "&",
    "=1+1", "@x", "+", "-", "--", ",", ".", "/", "1e", "E+", "e-9", "9" * 50, "0" * 50, "1e308", "1e-400",
    "Infinity", "NaN", "None", "null", "true", "x" * 200, " " * 50, "mg" * 30, "\x01dose=5\x02", "\x03",
)  # fmt: skip
BYTES = (
    b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\x00", b"\x1b[31m", b"\r", b"\n", b"\r\n", b'"',
    b'""', b",", b"{", b"}", b"[", b"]", b":", b"\\", b"\\u0000", b"\\ud800", b"\\u009b", b"NaN", b"-Infinity",
    b"1e400", b"1e-400", b"-0", b"9" * 30, b"9" * 5000, b"null", b"true", b'{"a":' * 60, b"[" * 150, b"=cmd",
    b"\t", b"\xc2\x9b", b"\xe2\x80\xae", b"\xc2\x85", b";", b"'", b'"id": 1, ', b'"dose": "5 mg", ', b"=", b"#",
)  # fmt: skip
LONGEST = 20_000
TIMES = (10, 100, 10_000)  # what takes more than its length in time is found by repeating it
# Joiners and letters newer than Python are no harm in what is passed on.
_OBEYED = re.compile("[^\n -~\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\U0010ffff]")


def text(random, good=GOOD):
    """Something that could be right, changed once or more; or anything."""
    made = random.choice(good)
    for _change in range(random.choice((0, 1, 1, 1, 2, 3, 6))):
        made = changed(random, made)
    if random.random() < 0.01:
        made *= random.choice(TIMES)
    return made[:LONGEST]


def changed(random, made):
    """The text with a part of it replaced by another, or with one more."""
    at, to = sorted(random.randint(0, len(made)) for _end in range(2))
    letter = random.choice(
        (random.randint(0, 127), random.randint(128, 0x2FFF), random.randint(0xD800, 0x10FFFF))
    )
    part = random.choice(
        (
            "", random.choice(HOSTILE), random.choice(HOSTILE), chr(letter), made[at:to],
            random.choice(GOOD), f"{random.randint(0, 10**6)}", " ",
        )
    )  # fmt: skip
    if random.random() < 0.5:
        to = at
    return made[:at] + part + made[to:]


def changed_bytes(random, data, least=0):
    """The bytes with a part of them replaced by others, not before the one numbered `least`."""
    at, to = sorted(random.randint(min(least, len(data)), len(data)) for _end in range(2))
    part = random.choice((*BYTES, data[at:to], random.randbytes(random.randint(1, 4))))
    if random.random() < 0.01:
        part = (part * random.choice(TIMES))[:LONGEST]
    return data[:at] + part + data[to if random.random() < 0.3 else at :]


def unprintable(shown, where):
    """Says which characters a terminal would obey."""
    if odd := set(_OBEYED.findall(shown)):
        yield f"{sorted(odd)!r} in {where}: {shown[:200]!r}"


def unprintable_error(error):
    """The same of all that an error says."""
    for part in (error.message, error.text or "", error.hint or ""):
        yield from unprintable(part, "the error")
