"""Which wires are marked for people: a draw that can be repeated, by hashes of the wires' ids.

Kept are wires of some length that speak of politics and name at least two persons in full after a
title; sport and markets are out, and so is a wire that repeats one already drawn.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

YEARS = ("1997", "2005", "2006")
A_YEAR = 20
LENGTHS = range(1000, 3201)  # code points: shorter ones name few, longer ones are round-ups
POLITICS = re.compile(
    r"\b(?:president|prime minister|premier|foreign minister|minister|ambassador|envoy|summit|peace"
    r"|talks|troops|rebels?|militants?|nuclear|sanctions|united nations|un|nato|diplomats?"
    r"|diplomatic|treaty|ceasefire|hostages?|secretary of state|secretary[- ]general)\b",
    re.IGNORECASE,
)
POLITICAL_WORDS = 3
OTHER = re.compile(
    r"\b(?:league|cup|match|coach|championships?|goals?|striker|tournament|olympics?|wicket"
    r"|innings|shares|stocks?|index|points|dealers|barrel|traders|season|game)\b",
    re.IGNORECASE,
)
TITLED = re.compile(
    r"\b(?:[Pp]resident|[Mm]inister|[Pp]remier|Secretary(?:[- ]General)?|King|[Aa]mbassador"
    r"|[Ee]nvoy|[Ss]pokes(?:man|woman)|[Ll]eader|[Cc]hief|[Cc]hairman|General) [A-Z][\w'-]+ [A-Z]"
)
TITLED_NAMES = 2
LONG_WORD = re.compile(r"\w{4,}")
SHARED = 0.3  # successive leads of one story share half of their words and more, others a tenth


def drawn(wires: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Yield the wires drawn, year by year, in the order of their ids' hashes."""
    in_order = sorted(wires, key=lambda wire: sha256(wire["id"].encode()).hexdigest())
    for year in YEARS:
        kept: list[dict[str, str]] = []
        for wire in in_order:
            if wire["published"].startswith(year) and _fits(wire["text"], kept):
                kept.append(wire)
        yield from kept[:A_YEAR]


def _fits(text: str, others: Sequence[dict[str, str]]) -> bool:
    return (
        len(text) in LENGTHS
        and len({word.lower() for word in POLITICS.findall(text)}) >= POLITICAL_WORDS
        and len(set(TITLED.findall(text))) >= TITLED_NAMES
        and not OTHER.search(text)
        and not any(_repeats(text, other["text"]) for other in others)
    )


def _repeats(one: str, other: str) -> bool:
    some, others = (set(LONG_WORD.findall(text.lower())) for text in (one, other))
    return len(some & others) > SHARED * len(some | others)
