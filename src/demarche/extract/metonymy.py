"""Whether a capital on the page is the city or the government that sits there.

"Moscow said" is the state; "in Moscow" and "the Moscow meeting" are the city.
"""

from demarche.codebook.load import PlaceWords
from demarche.extract.sights import HYPHENS, POSSESSIVES, Phrase, Sight
from demarche.extract.trees import span_of

# Relations in which a capital may be a party to something.
ACTING = frozenset({"nsubj", "obj", "iobj", "nmod", "obl", "csubj", "vocative", "dep", "root"})


def acts_as_state(sight: Sight, phrase: Phrase, words: PlaceWords) -> bool:
    """Say whether the capital `phrase` stands for its state here."""
    tree = sight.tree
    before = sight.words[phrase.first - 1].lower() if phrase.first else ""
    after = sight.words[phrase.last + 1] if phrase.last + 1 < len(sight.words) else ""
    if before in HYPHENS or after in HYPHENS:  # "pro-Moscow", "Moscow-backed"
        return True
    if _speaks(sight, phrase):  # a city says and does nothing
        return True
    if before in words.local or _names_its_country(sight, phrase, after):
        return False
    if after in POSSESSIVES:
        return not words.city.intersection(tree.words[phrase.last + 2 : phrase.last + 4])
    head = _top(sight, phrase)
    relation, above = tree.rels[head], tree.heads[head]
    if relation == "conj" and above >= 0:
        partner = sight.phrases[above]
        if partner and partner.get("state", "body"):
            return _marker(sight, above) not in words.local
        if partner and partner is not phrase and partner.get("capital"):
            return acts_as_state(sight, partner, words)
        return False
    if relation in ("compound", "flat", "appos", "list") or relation not in ACTING:
        return False
    if relation == "nsubj":
        return True
    governor = tree.words[above] if above >= 0 else ""
    return governor not in words.motion and (
        relation in ("obj", "iobj") or _marker(sight, head) in words.party
    )


def _speaks(sight: Sight, phrase: Phrase) -> bool:
    """Say whether the reader has the capital itself as a source or as the actor of a relation."""
    annotation = sight.tree.annotation
    actors = (annotation.mentions[each.actor] for each in annotation.relations)
    if any((each.first, each.last) == (phrase.first, phrase.last) for each in actors):
        return True
    span = span_of(sight.tree, (phrase.first, phrase.last))
    return any(each.source == span for each in annotation.attributions)


def _top(sight: Sight, phrase: Phrase) -> int:
    """Return the token of the phrase whose head lies outside it."""
    inside = range(phrase.first, phrase.last + 1)
    return next((at for at in inside if sight.tree.heads[at] not in inside), phrase.last)


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
