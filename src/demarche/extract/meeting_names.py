"""What a meeting is called, and which names are those of bodies that sit."""

import re

from demarche.extract.scenes import Scene
from demarche.extract.trees import Tree
from demarche.records import MeetingKind

NAMED_GROUP = re.compile(r"\b(?:Friends|Group|Core Group|Contact Group) of [A-Z][\w-]+")
QUOTED = re.compile(r"[\"\u201c\u2018']([A-Z][^\"\u201d\u2019']{2,50})[\"\u201d\u2019'],?\s*$")
NAMED_KINDS = frozenset({"conference", "summit", "council session"})
# What bodies that sit are called; parliaments of which English keeps the own name come last.
BODIES = frozenset(
    "council board assembly parliament cabinet committee congress senate "
    "bundestag cortes dail duma knesset majlis rada riksdag sejm storting".split()
)


def name_of(scene: Scene, token: int, kind: MeetingKind) -> str | None:
    """Return a meeting's own name: in quotation marks, "Friends of X", "Geneva conference"."""
    tree, text = scene.tree, scene.passage.annotation.text
    start = tree.starts[token]
    before = text[max(0, start - 60) : start]
    quoted = QUOTED.search(before)
    if quoted:
        return quoted[1]
    group = [found[0] for found in NAMED_GROUP.finditer(before)]
    if group and len(before) - before.rindex(group[-1]) - len(group[-1]) < 6:
        return group[-1]
    after = NAMED_GROUP.match(text[tree.ends[token] :].removeprefix(" of").lstrip())
    if after:
        return after[0]
    if kind not in NAMED_KINDS:
        return None
    first = token
    while first and _is_of_name(tree, first - 1, token):
        first -= 1
    if first == token:
        return None
    return scene.passage.words(first, token).of(scene.document.text)


def _is_of_name(tree: Tree, at: int, token: int) -> bool:
    own = tree.rels[at] in ("compound", "flat", "amod") and token >= tree.heads[at] > at
    text = tree.annotation.tokens[at].span.of(tree.annotation.text)
    return own and (text[:1].isupper() or text.isdigit())


def is_body(name: str) -> bool:
    """Say whether a name is that of a body that sits: its meeting has one party."""
    return any(word in BODIES for word in name.lower().split())
