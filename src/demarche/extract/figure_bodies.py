"""Whose count a figure is: named by "according to", a verb of counting, or the statement's source.

A figure never takes its body from a guess.
"""

import re

from demarche.codebook.counted import load_counted
from demarche.codebook.words import CueBook
from demarche.extract.figure_setting import Setting, sentence_of
from demarche.extract.trees import (
    Tree,
    ancestors,
    head_in,
    kin,
    phrase,
    span_of,
    subtree,
    tokens_in,
)
from demarche.records import Statement
from demarche.spans import Span, trim

_STOPS = r",;:.()\"\u201c\u201d\u2013\u2014"
_ACCORDING = re.compile(
    rf"\baccording\sto\s(?P<body>[^{_STOPS}]+(?:\.(?=\w|\s?(?-i:[a-z]))[^{_STOPS}]*)*)",
    re.I,
)
_COUNT_OF = re.compile(
    r"\b(?:by|in|on|from)\s(?:the\s|an?\s)?"
    r"(?P<body>(?-i:[A-Z])[\w.\u2019' -]{1,40}?)(?:['\u2019]s)?\s"
    r"(?:latest\s|own\s|official\s)*(?:count|tally|reckoning|estimates?|figures)\b",
    re.I,
)  # fmt: skip
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "who", "which", "that", "those"})
# Only these acts vouch for a number: who demands 300 observers has not counted them.
_VOUCHING = frozenset({"say", "accuse", "warn", "predict", "deny"})
_FINITE = frozenset({"VERB", "AUX"})


def find_body(setting: Setting, numeral: Span, within: Statement | None) -> tuple[str | None, str]:
    """Return who counts, in the page's words, and the reason."""
    sentence = sentence_of(setting, numeral)
    named = _according_to(setting, sentence)
    if named is not None:
        return named, f"'according to {named}' in the sentence"
    subject = _counting_subject(setting.tree, numeral)
    if subject is not None:
        return subject, f"'{subject}' is the subject of a verb of counting"
    vouching = within is not None and within.mode == "speech" and within.act in _VOUCHING
    if within is not None and vouching and not _concedes(within, setting.cues):
        source = _source_words(within)
        if source is not None:
            return source, "said by the source of the statement it stands in"
    return None, "nobody is named who counts"


def _concedes(statement: Statement, cues: CueBook) -> bool:
    """Say whether a cue takes its content for granted: who admits a number did not count it."""
    words = (statement.cue or "").lower().split()
    return any(cue.conceding for word in words for cue in cues.verbs.get(word, ()))


def _source_words(statement: Statement) -> str | None:
    """Return the words for a statement's source, of a pronoun the name that it stands for."""
    words = statement.source_text
    if statement.source_kind == "the page" or words is None:
        return None
    if words.lower() in _PRONOUNS:
        return None if statement.source is None else statement.source.name
    return words.rstrip(" ,;:")  # an apposition's comma


def _according_to(setting: Setting, sentence: Span) -> str | None:
    """Return who is named by "according to" in a sentence, up to a verb or a punctuation mark."""
    text = sentence.of(setting.passage.annotation.text)
    match = _ACCORDING.search(text) or _COUNT_OF.search(text)
    if match is None:
        return None
    span = Span(*match.span("body")).shift(sentence.start)
    for at in tokens_in(setting.tree, span):
        token = setting.tree.annotation.tokens[at]
        if token.upos in _FINITE and token.span.start > span.start:
            span = Span(span.start, token.span.start)
            break
    words = trim(span, setting.passage.annotation.text).of(setting.passage.annotation.text)
    return words.removesuffix(".").strip() or None


def _counting_subject(tree: Tree, numeral: Span) -> str | None:
    """Return the subject of "put", "estimate", "documented" above a number."""
    top = head_in(tree, numeral)
    if top is None:
        return None
    counting = load_counted().counting
    for above in ancestors(tree, top):
        if tree.words[above] not in counting:
            continue
        for subject in kin(tree, above, "nsubj"):
            passive = tree.annotation.tokens[subject].deprel == "nsubj:pass"
            if passive or top in subtree(tree, subject) or tree.words[subject] in _PRONOUNS:
                continue
            return span_of(tree, phrase(tree, subject)).of(tree.annotation.text)
    return None
