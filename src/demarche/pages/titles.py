"""Headlines: the outlet's name cut off, and telling whether two are the same."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from demarche.pages.lines import normalise

_BETWEEN = re.compile(r"\s+[|–—»·•:]{1,2}\s+|\s+-{1,2}\s+|\s*\|\s*")
SECTIONS = frozenset(
    (
        "opinion", "analysis", "news", "world", "politics", "comment", "editorial", "exclusive",
        "video", "live", "review", "perspective", "column", "international",
    )
)  # fmt: skip
SAME = 90.0  # rapidfuzz ratio (0 to 100), set by hand: a letter or two may differ


def same_headline(one: str, other: str) -> bool:
    """Say whether two lines are one headline, small changes aside."""
    one, other = normalise(one), normalise(other)
    return bool(one) and bool(other) and (one == other or fuzz.ratio(one, other) >= SAME)


def clean_title(
    title: str | None, headings: Sequence[str], *, site: str | None, url: str | None
) -> str | None:
    """Return a page's title without the outlet's name.

    `headings` are the texts of the page's first-order headings: one that is the title, or a part
    of it between two separators, is what readers saw. Else the parts that name the outlet go.
    """
    title = " ".join((title or "").split())
    if not title:
        return headings[0] if len(headings) == 1 else None
    parts = _without_outlet(title, _parts(title), site=site, url=url)
    wanted = {normalise(run) for run in _runs(title, parts)}
    for heading in headings:
        if normalise(heading) in wanted and len(heading.split()) >= 3:
            return heading
    return title[parts[0][0] : parts[-1][1]]


def _without_outlet(
    title: str, parts: list[tuple[int, int]], *, site: str | None, url: str | None
) -> list[tuple[int, int]]:
    """Return the parts of a title less those at either end that name outlet or section."""
    names = {_compact(name) for name in (site, *_hosts(url)) if name}
    while len(parts) > 1 and _names_outlet(title[slice(*parts[-1])], names):
        parts = parts[:-1]
    while len(parts) > 1 and _names_outlet(title[slice(*parts[0])], names):
        parts = parts[1:]
    return parts


def _parts(title: str) -> list[tuple[int, int]]:
    """Return start and end of the parts of `title` between separators."""
    parts, start = [], 0
    for match in _BETWEEN.finditer(title):
        parts.append((start, match.start()))
        start = match.end()
    return [part for part in (*parts, (start, len(title))) if part[0] < part[1]]


def _runs(title: str, parts: Sequence[tuple[int, int]]) -> list[str]:
    """Return the runs of neighbouring parts."""
    return [
        title[parts[first][0] : parts[last][1]]
        for first in range(len(parts))
        for last in range(first, len(parts))
    ]


def _compact(name: str) -> str:
    return re.sub(r"^the|\W|_", "", name.lower())


def _hosts(url: str | None) -> tuple[str, ...]:
    """Return the parts of the host name that can name an outlet: all, and without its ending."""
    try:
        host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ()
    labels = host.split(".")
    return (host, *(label for label in labels[:-1] if len(label) > 2)) if host else ()


def _names_outlet(part: str, names: set[str]) -> bool:
    compact = _compact(part)
    if not compact or compact in SECTIONS:
        return True
    near = any(compact == name or (len(name) > 4 and name in compact) for name in names)
    inside = any(len(compact) > 2 and compact in name for name in names)
    return (near or inside) and len(part.split()) <= 6
