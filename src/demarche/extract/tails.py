"""Attributions that close a sentence, by the order of words alone.

"..., a senior official said on Friday" and "..., said the envoy Ada Brandt": a wrong parse may hang
the last words anywhere, but what stands between comma, verb and stop is plain.
"""

from collections.abc import Iterator, Sequence

from demarche.codebook.words import CueBook
from demarche.extract.clause_subjects import RELATIVE
from demarche.extract.cues import RuleAttribution, cue_of, pieces
from demarche.extract.trees import Tree

# Most words of a source looked for: name, office and country. Fewest words of a content before it.
TAIL_WORDS = 8
TOLD_WORDS = 4
MARKS = frozenset({",", "\u201d", "''"})
NAMING = frozenset({"NOUN", "PROPN", "PRON"})
OPENING = NAMING | {"DET", "ADJ", "NUM"}
TELLING = ("ed", "said", "says", "told")  # endings of the finite verb


def find_tails(
    tree: Tree, book: CueBook, known: Sequence[RuleAttribution]
) -> Iterator[RuleAttribution]:
    """Yield the attributions at the ends of a paragraph's sentences whose cues are not `known`."""
    cues = {token for attribution in known for token in attribution.cue}
    for first, end in tree.annotation.sentences:
        marks = [t for t in range(first + TOLD_WORDS, end) if tree.words[t] in MARKS]
        for mark in reversed(marks):
            attribution = _tail(tree, book, first, mark, end)
            if attribution is not None:
                if not cues & set(attribution.cue):
                    yield attribution
                break


def _tail(tree: Tree, book: CueBook, first: int, mark: int, end: int) -> RuleAttribution | None:
    """Return the attribution that stands between a comma and the end of its sentence."""
    tokens = tree.annotation.tokens
    verbs = [t for t in range(mark + 1, end) if tokens[t].upos in ("VERB", "AUX")]
    if len(verbs) != 1 or not tree.words[verbs[0]].endswith(TELLING):
        return None
    verb = verbs[0]
    cue = cue_of(tree, book, verb)
    if cue is None or cue.act != "say" or cue.mode != "speech":
        return None
    after = [t for t in range(verb + 1, end) if tokens[t].upos != "PUNCT"]
    source = tuple(range(mark + 1, verb)) or tuple(after)
    if not _is_source(tree, source):
        return None
    content = pieces(tree, range(first, mark))
    return RuleAttribution(source, (verb,), content, cue, "the words close the sentence")


def _is_source(tree: Tree, tokens: Sequence[int]) -> bool:
    """Say whether words may name a speaker: a short phrase with a noun, no clause."""
    kinds = [tree.annotation.tokens[token].upos for token in tokens]
    if not 0 < len(tokens) <= TAIL_WORDS or kinds[0] not in OPENING or not NAMING & set(kinds):
        return False
    return tree.words[tokens[0]] not in RELATIVE and not {"SCONJ", "CCONJ"} & set(kinds)
