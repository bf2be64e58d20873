"""What kind of source speaks: a name, an office, somebody unnamed, a group, a document."""

import re
from collections.abc import Sequence

from demarche.codebook.words import CueBook
from demarche.extract.trees import Tree, has_word, head_in, kin, sentence_span, tokens_in
from demarche.records import Entity, SourceKind
from demarche.spans import Span

PRONOUNS = frozenset({"he", "she", "it", "they", "who", "him", "her", "them", "i", "we"})
PLURAL_PRONOUNS = frozenset({"they", "them", "we"})
ANONYMITY = re.compile(
    r"on\s+(?:the\s+)?condition\s+of\s+anonymity|(?:asked|declined|refused|wish(?:ed|ing)?)\s+not\s+"
    r"to\s+be\s+(?:named|identified)|spoke\s+anonymously|requested\s+anonymity",
    re.IGNORECASE,
)


def kind_of(tree: Tree, source: Span, entity: Entity | None, book: CueBook) -> SourceKind | None:
    """Return the kind of a source from its own words, its sentence and the entity it refers to.

    `source` counts in the paragraph. First what the words disclaim (anonymity), then the head
    noun, then names; a pronoun is of the kind of the entity it stands for.
    """
    head = head_in(tree, source)
    if head is None:
        return _kind_of_entity(entity)
    word = tree.words[head]
    words = {tree.words[token] for token in tokens_in(tree, source)}
    sentence = sentence_span(tree, head).of(tree.annotation.text)
    if word in PRONOUNS:
        return _kind_of_entity(entity) or ("collective" if word in PLURAL_PRONOUNS else None)
    named = _is_named(tree, source, entity)
    if not named and (words & book.sources["anonymity"] or ANONYMITY.search(sentence)):
        return "anonymous"
    if word in book.sources["document"] and not named:
        return "document"
    if named:
        return "named"
    return _kind_of_noun(tree, head, book) or _kind_of_entity(entity)


def is_mute(tree: Tree, source: Span, book: CueBook) -> bool:
    """Say whether the head of a source is a common noun for what cannot speak: "the problem"."""
    head = head_in(tree, source)
    if head is None or tree.annotation.tokens[head].upos == "PROPN":
        return False
    return tree.words[head] in book.sources["mute"]


def _is_named(tree: Tree, source: Span, entity: Entity | None) -> bool:
    """A source is named by a proper name at its head, or by a person's name anywhere in it."""
    if any(n.kind == "person" and source.overlaps(n.span) for n in tree.annotation.names):
        return True
    head = head_in(tree, source)
    if head is None:
        return False
    tokens = tree.annotation.tokens
    beside = kin(tree, head, "flat", "appos")  # "the envoy Ada Brandt", "the envoy, Ada Brandt"
    if tokens[head].upos != "PROPN":
        return any(tokens[t].upos == "PROPN" and source.covers(tokens[t].span) for t in beside)
    return entity is None or entity.kind != "person" or _proper(entity.name.split()[-1:])


def _kind_of_noun(tree: Tree, head: int, book: CueBook) -> SourceKind | None:
    word = tree.words[head]
    if word in book.plurals or word in book.sources["collective"]:
        return "collective"
    if word in book.sources["office"]:
        return "office"
    if word in book.sources["anonymous"]:
        return "anonymous"
    if has_word(tree, head, ("some", "many", "several", "most", "other", "these"), "det", "amod"):
        return "collective"
    noun = tree.annotation.tokens[head].upos == "NOUN"
    return "collective" if noun and word.endswith("s") and not word.endswith("ss") else None


def _kind_of_entity(entity: Entity | None) -> SourceKind | None:
    if entity is None:
        return None
    if entity.kind == "document":
        return "document"
    if entity.kind == "person":
        if _proper(entity.name.split()[-1:]):
            return "named"
        return "office" if entity.titles else "anonymous"
    if entity.kind in ("population", "armed group") and not _proper(entity.name.split()[-1:]):
        return "collective"
    return "named" if _proper(entity.name.split()) else "collective"


def _proper(words: Sequence[str]) -> bool:
    """Say whether any of these words of a name begins with a capital."""
    return any(word[:1].isupper() for word in words)
