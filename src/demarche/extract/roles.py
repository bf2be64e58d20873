"""The parties to a statement beside its source: for whom it speaks, to whom, and of whom.

The target of a demand, a charge or a threat stands at the cue ("accused THEM of lying") or is whom
the content is about ("said that THEY must leave"). An addressee is told; nothing is asked of him.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from demarche.codebook.words import CueBook
from demarche.extract.entities import PageEntities
from demarche.extract.participants import Side, find_sides
from demarche.extract.trees import Tree, conjuncts, has_word, head_in, kin, tokens_in
from demarche.records import Entity, Passage, SourceLevel, StatementAct
from demarche.spans import Span

# Prepositions that bring in the target, at the cue ("called on them") and in the content.
AT_CUE = frozenset({"on", "upon", "to", "against", "with", "at"})
OF_ACT: Mapping[StatementAct, frozenset[str]] = {
    "demand": frozenset({"on", "upon", "to", "from"}),
    "promise": frozenset({"to"}),
}  # acts that are narrower
IN_CONTENT = frozenset({"to", "with", "against", "on", "of", "by"})
# Acts whose target is what the content's subject names ("demanded that THEY leave").
ABOUT_SUBJECT = frozenset({"accuse", "demand"})
# Acts that are done to somebody; a saying, a forecast or a refusal to comment has no target.
TARGETED = frozenset(
    {"accuse", "deny", "demand", "promise", "threaten", "reject", "endorse", "warn"}
)
# PLOVER sectors whose office holders speak for their state: not lawmakers, judges or experts.
FOR_THE_STATE = frozenset({"GOV", "MIL", "SPY", "COP"})
# Kinds of entities that others speak for.
SPOKEN_FOR = frozenset({"state", "government", "organ", "organisation", "armed group"})
# Sectors whose people speak for no state, though the words name it: "Russian lawmaker".
NOT_FOR_A_STATE = frozenset(
    {"LEG", "JUD", "OPP", "PTY", "REB", "CVL", "ELI", "BUS", "EDU", "MED", "LAB", "AGR", "JRN"}
    | {"REF", "REL", "SOC", "CRM", "NGO", "ISM", "IMG", "MNC"}
)
HERE = frozenset({"in", "at", "from", "near", "outside"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who takes part in a statement beside its source."""

    on_behalf_of: Entity | None
    addressee: Entity | None
    target: Entity | None
    target_in: Literal["cue", "content"] | None
    place: Entity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A statement as it stands in a paragraph's tree."""

    at: int  # index of the passage
    passage: Passage
    tree: Tree
    act: StatementAct
    cue: int | None  # head token of the cue
    bears: bool  # the cue's own word does the act, not its content
    content: tuple[Span, ...]  # of the document


def find_roles(saying: Saying, entities: PageEntities, source: Entity | None) -> Roles:
    """Return the parties of a statement whose source is known, or is not."""
    target, target_in = _target(saying, entities, source)
    addressee = _addressee(saying, entities)
    known = {entity.id for entity in (source, target) if entity is not None}
    return Roles(
        on_behalf_of=spoken_for(entities, source),
        addressee=addressee if addressee is not None and addressee.id not in known else None,
        target=target,
        target_in=target_in,
        place=_place(saying, entities),
    )


def level_of(tree: Tree, source: Span, cues: CueBook) -> SourceLevel | None:
    """Return the rank that a source's words give it: "a senior official" is high."""
    words = {tree.words[token] for token in tokens_in(tree, source)}
    return next((level for level, told in cues.levels.items() if words & told), None)


# ---------------------------------------------------------------- on behalf of whom


def spoken_for(entities: PageEntities, source: Entity | None) -> Entity | None:
    """Return what an office holder, or a part of a government, speaks for.

    The state on the page for offices of the executive; else the body or group that the words
    before or after the office name. Who held an office once speaks for himself.
    """
    if source is None:
        return None
    if source.kind in ("government", "organ") and source.sector in FOR_THE_STATE:
        return _state(entities, source.country)
    if source.kind != "person" or not (source.titles or source.offices) or _is_past(source):
        return None
    if source.sector in FOR_THE_STATE and source.country is not None:
        return _state(entities, source.country)
    return _named_beside(entities, source)


def _is_past(source: Entity) -> bool:
    once = ("former", "ex-", "ex ", "late")
    return source.sector == "ELI" or any(title.startswith(once) for title in source.titles[:1])


def _state(entities: PageEntities, country: str | None) -> Entity | None:
    """Return the state of a country, if the page speaks of it."""
    found = (each for each in entities.entities if each.kind == "state")
    return next((each for each in found if country and each.country == country), None)


def _named_beside(entities: PageEntities, source: Entity) -> Entity | None:
    """Return the body that stands in the words of a mention: "the spokesman OF NATO"."""
    for mention in source.evidence:
        for at, word in entities.words_in(mention.span):
            found = entities.at(at, word)
            if found is None or found.id == source.id or found.kind not in SPOKEN_FOR:
                continue
            if found.kind != "state" or source.sector not in NOT_FOR_A_STATE:
                return found
    return None


# ---------------------------------------------------------------- to whom, of whom


def _addressee(saying: Saying, entities: PageEntities) -> Entity | None:
    """Return who is told: "told THEM that", "said to THEM", "in talks with" aside."""
    if saying.cue is None:
        return None
    tree, cue = saying.tree, saying.cue
    told = [*kin(tree, cue, "iobj"), *with_case(tree, cue, frozenset({"to"}))]
    if not saying.bears or saying.act not in ("accuse", "reject", "endorse"):
        told += kin(tree, cue, "obj")
    for head in told:
        if not _is_content(saying, head):
            found = entities.at(saying.at, saying.passage.words(head, head))
            if found is not None and found.kind not in ("place", "document"):
                return found
    return None


def _is_content(saying: Saying, token: int) -> bool:
    place = saying.passage.words(token, token)
    return any(span.covers(place) for span in saying.content)


def _target(
    saying: Saying, entities: PageEntities, source: Entity | None
) -> tuple[Entity | None, Literal["cue", "content"] | None]:
    if saying.act not in TARGETED:
        return None, None
    sides, where = find_targets(saying, entities, source)
    return (sides[0].entity, where) if sides else (None, None)


def find_targets(
    saying: Saying, entities: PageEntities, source: Entity | None
) -> tuple[tuple[Side, ...], Literal["cue", "content"] | None]:
    """Return who is meant besides the source, and where: at the cue, else in the content."""
    for where, heads in _target_heads(saying):
        sides = find_sides(
            saying.tree, saying.passage, saying.at, entities, heads, role="recipient"
        )
        others = tuple(side for side in sides if source is None or side.entity.id != source.id)
        if others:
            return others, where
    return (), None


def _target_heads(saying: Saying) -> Iterator[tuple[Literal["cue", "content"], Sequence[int]]]:
    """Yield heads that may be the target: at the cue if it bears the act, then in the content."""
    tree, cue = saying.tree, saying.cue
    if saying.bears and cue is not None:
        objects = ("iobj",) if saying.act == "promise" else ("iobj", "obj")
        cases = OF_ACT.get(saying.act, AT_CUE)
        near = [*kin(tree, cue, *objects), *with_case(tree, cue, cases)]
        yield "cue", [head for child in near for head in conjuncts(tree, child)]
    for span in saying.content:
        head = None
        if saying.passage.span.covers(span):
            head = head_in(tree, span.shift(-saying.passage.span.start))
        if head is None or head == cue:
            continue
        if saying.act in ABOUT_SUBJECT:
            named = tuple(
                child
                for child in kin(tree, head, "nsubj")
                if saying.act == "accuse"
                or not tree.annotation.tokens[child].deprel.endswith(":pass")
            )
        else:
            named = (*kin(tree, head, "obj", "iobj"), *with_case(tree, head, IN_CONTENT))
        yield "content", [each for child in named for each in conjuncts(tree, child)]


def with_case(tree: Tree, token: int, cases: frozenset[str]) -> tuple[int, ...]:
    """Return the nouns that one of some prepositions joins to a word."""
    return tuple(
        child for child in kin(tree, token, "obl", "nmod") if has_word(tree, child, cases, "case")
    )


def _place(saying: Saying, entities: PageEntities) -> Entity | None:
    """Return where it was said: "said in Geneva", "speaking from Berlin", outside the content."""
    if saying.cue is None:
        return None
    for child in with_case(saying.tree, saying.cue, HERE):
        if not _is_content(saying, child):
            found = entities.at(saying.at, saying.passage.words(child, child))
            if found is not None and found.kind in ("place", "state"):
                return found
    return None
