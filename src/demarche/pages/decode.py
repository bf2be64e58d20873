"""Bytes to text: what is not text is refused, nothing is changed on the way."""

import codecs
import re

from demarche.errors import PageError

MOST_BYTES = 20 * 1024 * 1024  # the longest of 171 news pages has 1.6 MB

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FILE_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")
# Text has next to no control characters; a damaged download may have a few. Set by hand.
MOST_CONTROLS = 0.02


def decode_page(data: bytes) -> str:
    """Return the text of a page's bytes; line breaks stay, a byte-order mark goes.

    Raises PageError: empty, too-large, binary (no text at all), encoding (text of none of the
    encodings tried: the one a mark or an HTML header names, UTF-8, Windows-1252).
    """
    check_size(len(data))
    if not data.strip():
        raise PageError("empty", "the page has no content; expected text or HTML")
    if data.startswith(_FILE_MAGIC):
        raise PageError("binary", "this is a PDF, archive or picture; expected text or HTML")
    text = _decode(data)
    if not text.strip("\ufeff \t\r\n\x0b\x0c\x00\u00a0"):
        raise PageError("empty", "the page has no content; expected text or HTML")
    odd = len(_CONTROLS.findall(text))
    if odd > MOST_CONTROLS * len(text):
        raise PageError(
            "binary",
            f"{odd} of {len(text)} characters are control characters or broken; expected text",
        )
    return text


def check_size(size: int) -> None:
    """Raise PageError (too-large) for a page of more than MOST_BYTES bytes."""
    if size > MOST_BYTES:
        raise PageError(
            "too-large",
            f"the page has {size / 2**20:.0f} MB; at most {MOST_BYTES // 2**20} MB are read, "
            "so split it or give JSON Lines, one page a line",
        )


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    named = _CHARSET.search(data[:4096])
    for encoding in ("utf-8", named.group(1).decode("ascii") if named else "cp1252", "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _mend(data)


def _mend(data: bytes) -> str:
    """Return UTF-8 text with a few damaged bytes replaced; PageError when there are many."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken > MOST_CONTROLS * len(text):
        reason = "binary" if b"\x00" in data else "encoding"
        raise PageError(
            reason,
            f"{broken} of {len(text)} characters cannot be decoded as UTF-8 or Windows-1252; "
            "save the page as UTF-8",
        )
    return text
