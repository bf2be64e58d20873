"""Items for tests of what is found across pages: any that the type allows, and a few by hand."""

from datetime import date
from itertools import count
from typing import Any

import numpy as np
from hypothesis import strategies as st

from demarche.crisis.columns import columns_of
from demarche.crisis.links import find_links
from demarche.records import Item, Link
from demarche.spans import Span

NUMBERS = count()
SOME = ("ALB", "BRD", "CAV")
SENSES = (
    "arming +", "arming -", "fair or rigged +", "fair or rigged -", "behind it +", "of a text",
    "what it means", "stand on draft +", "stand on draft -", "act AID ALB>BRD +",
    "act AID ALB>BRD -", "intended", "softer or tougher +", "softer or tougher -",
)  # fmt: skip
KINDS = ("statement", "event", "meeting", "figure", "vote", "measure", "compliance", "position")


def item(kind: str = "statement", **given: Any) -> Item:
    """Return an item of its own page of 9 May 2031, with what is given."""
    number = next(NUMBERS)
    fields: dict[str, Any] = {
        "id": f"i{number}",
        "kind": kind,
        "document_id": f"d{number}",
        "copies": f"d{number}",
        "published": date(2031, 5, 9),
        "first": date(2031, 5, 9),
        "last": date(2031, 5, 9),
        "type": "say",
        "start": 0,
        **dict.fromkeys(("actors", "recipients", "words", "named"), ()),
        **dict.fromkeys(("senses", "topics", "answered"), ()),
        **dict.fromkeys(
            (
                "factuality", "speaker", "place", "about", "stance", "low", "value", "high",
                "vector", "body", "party", "asserts", "answers",
            )
        ),
        **given,
    }  # fmt: skip
    return Item(**fields)


@st.composite
def items(draw: st.DrawFn) -> Item:
    """Return any item, of few parties, topics and days, so that two of them may meet."""
    some = st.lists(st.sampled_from(SOME), max_size=2).map(tuple)
    numbers = st.none() | st.sampled_from((1.0, 2.0, 900.0))
    days = st.none() | st.sampled_from((date(2031, 5, 9), date(2031, 5, 20), date(2032, 1, 1)))
    return item(
        draw(st.sampled_from(KINDS)),
        id=draw(st.sampled_from(("i1", "i2", "i3", "i4"))),
        copies=draw(st.sampled_from(("c1", "c2"))),
        document_id=draw(st.sampled_from(("d1", "d2"))),
        published=draw(days),
        last=draw(days),
        type=draw(st.sampled_from(("deny", "say", "accuse", "keeps", "breaks"))),
        recipients=draw(some),
        speaker=draw(st.none() | st.sampled_from(SOME)),
        actors=draw(some),
        party=draw(st.none() | st.sampled_from(SOME)),
        named=draw(some),
        topics=draw(some),
        senses=draw(st.lists(st.sampled_from(SENSES), max_size=3).map(tuple)),
        asserts=draw(st.none() | st.booleans()),
        answers=draw(st.none() | st.sampled_from(("i1", "i2"))),
        answered=draw(st.sampled_from(((), ("arming",), ("any",)))),
        about=draw(st.sampled_from(("plan:x", None))),
        stance=draw(st.sampled_from((None, -1.0, 0.0, 1.0))),
        low=draw(numbers),
        value=draw(numbers),
        act=draw(st.none() | st.sampled_from(("a1", "a2"))),
        body=draw(st.none() | st.sampled_from(SOME)),
        high=draw(numbers),
    )


def compare(one: Item, other: Item) -> Link | None:
    """Return the link of two items, None where they are two things or nothing says they are one."""
    columns = columns_of((one, other))
    found = find_links((one.id, other.id), columns, np.array([0]), np.array([1]))
    return found[0] if found else None


def place(text: str, words: str) -> Span:
    """Return where words stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))
