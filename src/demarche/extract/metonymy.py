"""Whether a name on the page is a spot on the map or stands for those who sit, act or come there.

"Moscow said" is the state; "in Moscow" and "the Moscow suburbs" are the city; "Moscow officials"
are neither. `is_spot` answers for any name of a place and for common nouns ("the building");
`acts_as_state` answers for capitals, of which a city is all that is left when they are no party.
"""

from collections.abc import Sequence

from demarche.codebook.load import PlaceWords
from demarche.extract.sights import HYPHENS, POSSESSIVES, Phrase, Sight, likely_relations
from demarche.extract.trees import span_of
from demarche.records import MentionKind

# Relations in which a capital only says what kind of thing another is.
MODIFYING = frozenset({"compound", "flat", "appos", "list", "amod"})
# What is not in a place but of it: "the president of Syria", "Syria's stance".
NOT_GROUND: tuple[MentionKind, ...] = ("person", "organization", "abstract", "animal")
# Prepositions that say where something goes or comes from, save what one side gives the other.
WAYS = frozenset({"to", "from"})


def is_spot(sight: Sight, first: int, last: int, words: PlaceWords) -> bool:
    """Say whether tokens `first` to `last`, both included, mean a spot on the map here.

    The name may be that of a country, city or region, or an adjective of one, which means a spot
    only where it says where something lies ("the Syrian coast"). A common noun is one when the
    reader takes it for a place, or when something is in it ("at the meeting").
    """
    return _is_spot(sight, first, last, words, frozenset())


def _is_spot(sight: Sight, first: int, last: int, words: PlaceWords, seen: frozenset[int]) -> bool:
    """Decide for tokens; `seen` are the heads that were asked on the way, lest it go in circles."""
    tree = sight.tree
    head = _top(sight, range(first, last + 1))
    kind = _kind(sight, head)
    marker = _marker(sight, head)
    if not _is_name(sight, head):
        return kind == "place" or (marker in words.local and kind not in ("person", "organization"))
    if _is_people(sight, first) or _inside_a_name(sight, first, last):
        return False
    relation, above = tree.rels[head], tree.heads[head]
    if relation == "conj" and above >= 0 and above not in seen:
        return _is_spot(sight, above, above, words, seen | {head})
    governor = _kind(sight, above)
    if relation in ("compound", "amod"):
        return governor == "place" or _follows(sight, last, words.seated)
    if marker == "of":
        return governor not in NOT_GROUND
    if marker in WAYS:
        return above < 0 or tree.words[above] not in words.addressed
    if marker:
        return marker in words.local or governor == "place"
    if _follows(sight, last, POSSESSIVES):
        return governor == "place"
    if relation in ("obj", "obl"):
        return above >= 0 and tree.words[above] in words.motion
    return relation not in ("nsubj", "csubj", "iobj", "vocative")


def acts_as_state(sight: Sight, phrase: Phrase, words: PlaceWords) -> bool:
    """Say whether the capital `phrase` stands for its state here.

    What is no spot need not act: "Paris residents" are not the state, nor is "Paris, France".
    """
    tree, first, last = sight.tree, phrase.first, phrase.last
    if _sides_with(sight, first, last, words):
        return True
    after = sight.words[last + 1] if last + 1 < len(sight.words) else ""
    if _names_its_country(sight, phrase, after) or is_spot(sight, first, last, words):
        return False
    if after in POSSESSIVES:
        return not words.city.intersection(tree.words[last + 2 : last + 4])
    head = _top(sight, range(first, last + 1))
    return tree.rels[head] not in MODIFYING or _speaks(sight, phrase)


def _sides_with(sight: Sight, first: int, last: int, words: PlaceWords) -> bool:
    """Say whether a hyphen makes a side of a name: "pro-Moscow", "Moscow-backed"."""
    before, after = sight.words[max(0, first - 2) : first], sight.words[last + 1 : last + 3]
    if len(before) == 2 and before[1] in HYPHENS and before[0].islower():
        return True
    tied = len(after) == 2 and after[0] in HYPHENS and after[1].islower()
    return tied and after[1] not in words.seated


def _speaks(sight: Sight, phrase: Phrase) -> bool:
    """Say whether the reader has the capital itself as a source or as the actor of a relation."""
    annotation = sight.tree.annotation
    actors = (annotation.mentions[each.actor] for each in likely_relations(annotation))
    if any((each.first, each.last) == (phrase.first, phrase.last) for each in actors):
        return True
    span = span_of(sight.tree, (phrase.first, phrase.last))
    return any(each.source == span for each in annotation.attributions)


def _top(sight: Sight, inside: Sequence[int]) -> int:
    """Return the token of some whose head lies outside them."""
    return next((at for at in inside if sight.tree.heads[at] not in inside), inside[-1])


def _kind(sight: Sight, at: int) -> MentionKind | None:
    """Return what the reader takes the mention with this head for."""
    mentions = sight.tree.annotation.mentions
    return next((mention.kind for mention in mentions if mention.head == at), None)


def _is_name(sight: Sight, at: int) -> bool:
    """Say whether a token is part of a name, or an adjective of one."""
    upos = sight.tree.annotation.tokens[at].upos
    return sight.words[at][:1].isupper() and (upos != "NOUN" or sight.phrases[at] is not None)


def _is_people(sight: Sight, at: int) -> bool:
    """Say whether a token names a people: "the Syrians", but not "the Syrian coast"."""
    phrase = sight.phrases[at]
    return bool(phrase and phrase.get("people") and not phrase.get("state", "adjective"))


def _inside_a_name(sight: Sight, first: int, last: int) -> bool:
    """Say whether tokens are a part of the longer name of an organisation or a person."""
    return any(
        name.kind != "place"
        and name.first <= first
        and last <= name.last
        and name.last - name.first > last - first
        for name in sight.names
    )


def _follows(sight: Sight, last: int, words: frozenset[str]) -> bool:
    """Say whether one of some words follows, straight or after a hyphen: "Paris-based"."""
    after = [word.lower() for word in sight.words[last + 1 : last + 3]]
    return bool(after) and (after[0] in words or (after[0] in HYPHENS and after[-1] in words))


def _names_its_country(sight: Sight, phrase: Phrase, after: str) -> bool:
    """Say whether the country follows: "Geneva, Switzerland"."""
    if after != "," or phrase.last + 2 >= len(sight.phrases):
        return False
    country = sight.phrases[phrase.last + 2]
    capital, state = phrase.get("capital"), country.get("state") if country else None
    return bool(capital and state and capital.entry == state.entry)


def _marker(sight: Sight, at: int) -> str:
    """Return the preposition of a noun, in lower case, or nothing."""
    marks = (c for c in sight.tree.children[at] if sight.tree.rels[c] == "case")
    return next((sight.tree.words[c] for c in marks if sight.words[c] not in POSSESSIVES), "")
