"""What a number counts: the noun it governs or is governed by, and the verb that tells the count.

Works on the dependency tree and falls back on the next noun within a few words, so that a wrong
parse costs a figure its exact noun and not its number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from demarche.codebook.counted import load_counted
from demarche.extract.trees import Tree, head_in, kin, phrase, span_of, tokens_in
from demarche.spans import Span

_AUXILIARIES = frozenset({"have", "has", "had", "been", "be", "was", "were", "are", "is", "also",
                          "being", "reportedly", "already"})  # fmt: skip
# A noun this many words after its number is still its noun where the parse does not say so:
# "two UN Security Council draft resolutions" has five.
_REACH = 6
# Words that a verb before a number does not reach over: "injured when two buses collided".
_BREAKS = frozenset({"VERB", "PUNCT", "NOUN", "SCONJ"})
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
_LONGEST = 8  # words of a counted phrase after its noun; longer ones are wrong attachments


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts: the words in the paragraph, the noun's plain form, its kind."""

    words: tuple[Span, ...]  # the phrase, then the verb; spans of the paragraph
    noun: str  # dictionary form in lower case
    persons: bool
    telling: bool  # a verb or a state tells the count
    parsed: bool  # found in the tree, not by nearness
    verb: str | None = None  # the verb or state that tells the count, in lower case


def lemma(word: str) -> str:
    """Return the singular of an English noun in lower case."""
    word = word.lower()
    irregular = load_counted().irregular
    if word in irregular:
        return irregular[word]
    if word.endswith("men") and len(word) > 5 and word not in ("regimen", "specimen", "abdomen"):
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2:
        return word[:-1]
    return word


def is_measure(noun: str) -> bool:
    """Say whether a noun is a measure or a turn of phrase, whose numbers are no counts."""
    return noun in load_counted().not_counted


def find_counted(tree: Tree, numeral: Span, times: Sequence[Span]) -> Counted | None:
    """Return what the number at `numeral` counts, or None when no noun or state is near.

    `times` are the paragraph's time expressions: none is part of a counted phrase.
    """
    inside = tokens_in(tree, numeral)
    top = head_in(tree, numeral)
    if top is None:
        return None
    state = _state_after(tree, inside[-1])
    if state is not None:
        word = tree.words[state]
        return Counted((_span(tree, state),), word, True, True, True, verb=word)
    noun, parsed = _noun_of(tree, top, inside[-1])
    if noun is None:
        return _bare(tree, top)
    return _phrase_counted(tree, noun, inside[-1], parsed=parsed, times=times)


def _span(tree: Tree, token: int) -> Span:
    return tree.annotation.tokens[token].span


def _upos(tree: Tree, token: int) -> str:
    return tree.annotation.tokens[token].upos


def _state_after(tree: Tree, last: int) -> int | None:
    """Return "dead" of "37 dead"; not "wounded" of "37 wounded soldiers"."""
    at = last + 1
    if at >= len(tree.words) or tree.words[at] not in load_counted().states:
        return None
    noun_follows = at + 1 < len(tree.words) and _upos(tree, at + 1) in ("NOUN", "PROPN", "ADJ")
    return None if noun_follows else at


def _noun_of(tree: Tree, top: int, last: int) -> tuple[int | None, bool]:
    """Return the noun a number belongs to, and whether the tree says so."""
    head = tree.heads[top]
    if head > last and tree.rels[top] in ("nummod", "amod", "det", "compound", "nmod"):
        while tree.rels[head] in ("compound", "nummod") and tree.heads[head] > head:
            head = tree.heads[head]
        if _upos(tree, head) in ("NOUN", "PROPN", "SYM") and head - last <= 2 * _REACH:
            return head, True
    for child in kin(tree, top, "nmod"):
        if child > last and any(tree.words[c] == "of" for c in kin(tree, child, "case")):
            return child, True
    return _next_noun(tree, last), False


def _next_noun(tree: Tree, last: int) -> int | None:
    """Return the last of the first run of nouns within reach of a number."""
    found = None
    for at in range(last + 1, min(len(tree.words), last + 1 + _REACH)):
        upos = _upos(tree, at)
        if found is not None and _run_ends(tree, found, at):
            break
        if upos in ("NOUN", "PROPN"):
            found = at
        elif found is not None or (
            upos not in ("ADJ", "ADV", "DET", "CCONJ") and tree.words[at] not in ("of", "-")
        ):
            break
    return found


def _run_ends(tree: Tree, noun: int, at: int) -> bool:
    """Say whether a run of nouns ends before word `at`: the parts of speech may be wrong too."""
    text = tree.annotation.text
    name_follows = _span(tree, at).of(text)[0].isupper() and _span(tree, noun).of(text)[0].islower()
    return (
        name_follows
        or tree.words[at] in load_counted().telling
        or is_measure(lemma(tree.words[noun]))
    )


def _bare(tree: Tree, top: int) -> Counted | None:
    """Return the verb of a number that stands alone: "12 were killed", "four abstained"."""
    head = tree.heads[top]
    if head < 0 or tree.rels[top] not in ("nsubj", "obj", "nummod", "obl"):
        return None
    word = tree.words[head]
    if word not in load_counted().telling or (
        tree.rels[top] == "obl" and word not in load_counted().states
    ):
        return None
    voting = word in load_counted().voting
    noun = "vote" if voting else "person"
    return Counted((_span(tree, head),), noun, not voting, True, True, verb=word)


def _phrase_counted(
    tree: Tree, noun: int, last: int, *, parsed: bool, times: Sequence[Span]
) -> Counted:
    words = _phrase_span(tree, noun, last, times)
    verb = _telling_verb(tree, noun)
    if verb is None:
        verb = _verb_beside(tree, noun, last)
    if verb is None:
        verb = _state_left(tree, noun)
    name = lemma(tree.words[noun])
    persons = _is_person(tree, noun, name) and (
        name != "life" or verb is None or tree.words[verb] in load_counted().life_verbs
    )
    spans = (
        (words,) if verb is None or words.covers(_span(tree, verb)) else (words, _span(tree, verb))
    )
    told = None if verb is None else tree.words[verb]
    return Counted(spans, name, persons, verb is not None, parsed, verb=told)


def _phrase_span(tree: Tree, noun: int, last: int, times: Sequence[Span]) -> Span:
    """Return the words from after the number to the end of its noun phrase."""
    inside = set(phrase(tree, noun))
    first = last + 1 if noun > last else noun
    while first < noun and tree.words[first] in _HYPHENS | {"strong", "odd"}:
        first += 1  # "6,000-strong force"
    for at in range(first, noun):  # "12, 8 and 5 tanks": the noun's own words come after the list
        if _divides(tree, at):
            first = at + 1
    end = noun
    while end + 1 < len(tree.words) and end + 1 in inside and end - noun < _LONGEST:
        if any(_span(tree, end + 1).overlaps(time) for time in times):
            break
        end += 1
    while end > noun and _upos(tree, end) in ("ADP", "DET", "PUNCT", "CCONJ", "PART", "ADV"):
        end -= 1
    return span_of(tree, range(first, end + 1))


def _divides(tree: Tree, at: int) -> bool:
    """Say whether a token between a number and its noun is no part of what is counted.

    A hyphen that ends a part of a word is none: "six pro-government ministers".
    """
    upos, word = _upos(tree, at), tree.words[at]
    if word in _HYPHENS and at and _span(tree, at - 1).end == _span(tree, at).start:
        return _upos(tree, at - 1) == "NUM"
    return upos in ("NUM", "PUNCT") or word in ("of", "the", "a", "or", "so")


def _telling_verb(tree: Tree, noun: int) -> int | None:
    """Return the verb above a noun, or the participle below it, that tells the count."""
    head, rel = tree.heads[noun], tree.annotation.tokens[noun].deprel
    if (
        head >= 0
        and rel.startswith(("obj", "nsubj"))
        and tree.words[head] in load_counted().telling
    ):
        return head
    for child in kin(tree, noun, "acl", "amod"):
        if tree.words[child] in load_counted().telling and not kin(tree, child, "nsubj"):
            return child
    return None


def _verb_beside(tree: Tree, noun: int, last: int) -> int | None:
    """Return a telling verb right after the noun, but for auxiliaries, or right before the number.

    For parses that miss the link; "claimed" and the like need the parse, so only verbs of harm.
    """
    at = noun + 1
    while at < len(tree.words) and tree.words[at] in _AUXILIARIES:
        at += 1
    if at < len(tree.words) and tree.words[at] in load_counted().harm | load_counted().states:
        return at
    at = last - 1
    while at > 0 and last - at < 5 and _upos(tree, at) not in _BREAKS:
        at -= 1
    return (
        at if 0 <= at < last and tree.words[at] in load_counted().harm and last - at < 5 else None
    )


def _state_left(tree: Tree, noun: int) -> int | None:
    """Return "dead" of "left 108 people, 49 of them children, dead"."""
    head = tree.heads[noun]
    if head < 0 or tree.words[head] not in load_counted().leaving:
        return None
    end = min(len(tree.words), noun + 2 * _REACH)
    return next(
        (at for at in range(noun + 1, end) if tree.words[at] in load_counted().states), None
    )


def _is_person(tree: Tree, noun: int, name: str) -> bool:
    """Say whether a noun names persons: by the list, as a people ("Syrians"), by the reader."""
    if name in load_counted().persons or (
        name.endswith(("man", "woman")) and name not in ("german", "roman")
    ):
        return True
    for mention in tree.annotation.mentions:
        if mention.head == noun:
            return mention.kind == "person"
    word = _span(tree, noun).of(tree.annotation.text)
    return word[0].isupper() and word.endswith(("ans", "is", "ards")) and noun > 0
