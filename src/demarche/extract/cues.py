"""Attributions by rule: what the dependency tree and the cue list say of who says what.

It fills in where the network is silent, and finds the statements inside statements, which the
network was not trained to mark.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from demarche.codebook.words import Cue, CueBook
from demarche.extract.clause_subjects import RELATIVE, speaker_of
from demarche.extract.trees import (
    Tree,
    ancestors,
    has_word,
    kin,
    phrase,
    span_of,
    subtree,
    tokens_in,
)
from demarche.records import Attribution, StatementAct, StatementMode
from demarche.spans import Span

SPEAKERS_OWN = frozenset({"i", "we", "me", "us", "you"})
EDGES = frozenset({",", ";", ":", "-", "\u2013", "—", "."})
INSERTED_REASON = "the verb is put into what it reports"
NOUN_REASON = "the verb governs a noun"
CLAUSE_REASON = "the verb governs a clause"
SAY = Cue(
    lemma="", particle=None, act="say", mode="speech", clausal=True, doubtful=False, conceding=False
)
DECLINED = replace(SAY, lemma="decline to comment", act="decline to comment", clausal=False)


@dataclass(frozen=True, slots=True)
class RuleAttribution:
    """An attribution found by rule; tokens and spans are those of the paragraph."""

    source: tuple[int, ...]  # tokens, empty when nobody is named
    cue: tuple[int, ...]
    content: tuple[Span, ...]
    word: Cue
    reason: str


ASKING = frozenset({"whether", "if", "when", "where", "why", "how", "who", "what", "which"})

# What a cue does when it is negated, by its act and mode.
TURNED: Mapping[tuple[StatementAct, StatementMode], StatementAct] = {
    ("say", "belief"): "deny",
    ("predict", "belief"): "deny",
    ("endorse", "speech"): "reject",
    ("endorse", "belief"): "reject",
    ("say", "intention"): "reject",
}
# Acts that, negated, are none: who "did not threaten them" said nothing.
UNDONE = frozenset({"accuse", "demand", "promise", "threaten"})


def find_attributions(tree: Tree, book: CueBook) -> tuple[RuleAttribution, ...]:
    """Return the attributions of a paragraph that rules find, in order of their cues."""
    found: list[RuleAttribution] = []
    openings = {words[0] for words in book.according}
    for token, word in enumerate(tree.words):
        if word in book.verbs:
            found.extend(_from_verb(tree, book, token))
        if word in book.nouns:
            found.extend(_from_noun(tree, book, token))
        if word in openings:
            found.extend(_from_according(tree, book, token))
    return tuple(found)


def cue_of(tree: Tree, book: CueBook, token: int) -> Cue | None:
    """Return the entry of a verb: with its particle or preposition if there is one.

    Under a negation an opinion is denied ("does not believe"), an approval or a wish turned down.
    """
    for cue in book.verbs.get(tree.words[token], ()):
        if cue.particle is None or _has_particle(tree, token, cue.particle):
            turned = TURNED.get((cue.act, cue.mode))
            if turned is not None and is_negated(tree, book, token):
                return replace(cue, act=turned, conceding=False)
            return cue
    return None


def is_negated(tree: Tree, book: CueBook, token: int) -> bool:
    """Say whether a verb is negated, by its own "not" or by its subject ("no envoy believes")."""
    if has_word(tree, token, book.negations, "advmod"):
        return True
    return any(
        tree.words[subject] in book.negations
        or has_word(tree, subject, book.negations, "det", "cc")  # "neither A nor B"
        for subject in kin(tree, token, "nsubj")
    )


def _has_particle(tree: Tree, token: int, particle: str) -> bool:
    if has_word(tree, token, (particle,), "compound:prt", "advmod", "case", "mark"):
        return True
    following = token + 1
    if following < len(tree.words) and tree.words[following] == particle:
        return True
    return particle in PARTED and _is_parted(tree, token, particle)


# Prepositions of cues from which a time may part the verb ("called on Monday for talks").
PARTED = frozenset({"for"})


def _is_parted(tree: Tree, token: int, particle: str) -> bool:
    if kin(tree, token, "obj"):
        return False  # "called them for help"
    return any(
        has_word(tree, child, (particle,), "case", "mark")
        for child in kin(tree, token, "obl", "xcomp", "advcl")
    )


def read_cue(tree: Tree, book: CueBook, tokens: Iterable[int]) -> Cue:
    """Return what the words of a cue do: its verb's entry, its noun's, else plain saying.

    "declined to comment" and "would not comment" are read as one cue.
    """
    tokens = tuple(tokens)
    for token in tokens:
        if declines(tree, book, token):
            return DECLINED
    tops = [token for token in tokens if tree.heads[token] not in tokens]
    for token in (*tops, *tokens):
        cue = cue_of(tree, book, token)
        if cue is not None and not _means_helper(tree, token):
            return cue
    nouns = (book.nouns[tree.words[token]] for token in tokens if tree.words[token] in book.nouns)
    return next(nouns, SAY)


def _means_helper(tree: Tree, token: int) -> bool:
    """Say whether a listed word stands here as an auxiliary or a noun's companion."""
    upos = tree.annotation.tokens[token].upos
    return tree.rels[token] in ("amod", "compound") or upos in ("AUX", "ADP", "ADV", "DET", "ADJ")


def declines(tree: Tree, book: CueBook, token: int) -> bool:
    """Say whether a verb refuses to speak: "declined to comment", "would not discuss"."""
    words = tree.words
    if words[token] in book.decline:
        return any(words[child] in book.declined for child in kin(tree, token, "xcomp", "ccomp"))
    negated = has_word(tree, token, book.negations, "advmod", "det")
    if words[token] == "say" and negated and _leaves_open(tree, token):
        return True  # "would not say whether"
    if words[token] not in book.declined:
        return False
    above = tree.heads[token]
    return negated or (above >= 0 and tree.rels[token] == "xcomp" and words[above] in book.decline)


def _leaves_open(tree: Tree, token: int) -> bool:
    """Say whether a verb's clause is a question: "whether they came", "when it ends"."""
    return any(
        has_word(tree, clause, ASKING, "mark", "advmod", "nsubj", "obj")
        for clause in kin(tree, token, "ccomp")
    )


def _from_verb(tree: Tree, book: CueBook, token: int) -> Iterator[RuleAttribution]:
    cue = cue_of(tree, book, token)
    if cue is None or tree.annotation.tokens[token].upos != "VERB":
        return
    if tree.rels[token] in ("amod", "compound", "case"):
        return
    if cue.act in UNDONE and is_negated(tree, book, token):
        return
    content, reason = _content_of(tree, token, cue)
    source = speaker_of(tree, token)
    if len(content) > 1 and reason != INSERTED_REASON:
        return  # a parse in shreds: only what stands around its verb is in two pieces
    if cue.mode == "intention" and kin(tree, token, "nsubj:pass", "aux:pass"):
        return  # "talks are aimed at peace": nobody's intention
    if declines(tree, book, token):
        cue = DECLINED
    if content and (source or reason == CLAUSE_REASON):
        yield RuleAttribution(source, _cue_tokens(tree, token), content, cue, reason)


def _content_of(tree: Tree, token: int, cue: Cue) -> tuple[tuple[Span, ...], str]:
    """Return the content of a cue verb, and which rule found it."""
    clauses = kin(tree, token, "ccomp")
    if clauses:
        return pieces(tree, subtree(tree, clauses[0])), CLAUSE_REASON
    if tree.rels[token] == "parataxis" and tree.heads[token] >= 0:
        around = set(subtree(tree, tree.heads[token])) - set(subtree(tree, token))
        return pieces(tree, around), INSERTED_REASON
    spoken = [child for child in kin(tree, token, "parataxis") if child > token]
    if spoken and cue.mode == "speech":
        return pieces(tree, subtree(tree, spoken[0])), "the clause follows the verb"
    infinitives = kin(tree, token, "xcomp")
    if infinitives and (cue.act not in ("say",) or cue.mode == "intention"):
        return pieces(tree, subtree(tree, infinitives[0])), "the verb governs an infinitive"
    if cue.clausal:
        return (), ""
    return _noun_content(tree, token, cue)


def _noun_content(tree: Tree, token: int, cue: Cue) -> tuple[tuple[Span, ...], str]:
    """Content that is no clause: "accused them OF SELLING ARMS", "rejected THE PLAN"."""
    below = kin(tree, token, "obl", "advcl", "obj")
    for child in below:
        marks = {tree.words[each] for each in kin(tree, child, "case", "mark")}
        wanted = {cue.particle} if cue.particle else {"of", "for", "with"}
        reason = marks & {"because", "since", "if", "as"}  # why it is said, not what
        if (
            tree.rels[child] != "obj"
            and marks & wanted
            and not reason
            and cue.act in ("accuse", "demand")
        ):
            return pieces(tree, subtree(tree, child)), "the verb governs a phrase"
    objects = [child for child in below if tree.rels[child] == "obj"]
    given = cue.act == "deny" and kin(tree, token, "iobj")  # "denied them visas" says nothing
    if objects and cue.act != "say" and not given:
        return pieces(tree, subtree(tree, objects[0])), NOUN_REASON
    return (), ""


def _from_noun(tree: Tree, book: CueBook, token: int) -> Iterator[RuleAttribution]:
    """ "the envoy's claim that ..." """
    cue = book.nouns.get(tree.words[token])
    if cue is None or tree.annotation.tokens[token].upos != "NOUN":
        return
    owners = [
        child
        for child in kin(tree, token, "nmod")
        if tree.annotation.tokens[child].deprel == "nmod:poss"
        or has_word(tree, child, ("by", "of", "from"), "case")
    ]
    clauses = [
        child
        for child in kin(tree, token, "acl", "ccomp")
        if has_word(tree, child, ("that",), "mark")
    ]
    if owners and clauses:
        content = pieces(tree, subtree(tree, clauses[0]))
        source = _without_case(tree, phrase(tree, owners[0]))
        yield RuleAttribution(source, (token,), content, cue, "the noun has an owner and a clause")


def _from_according(tree: Tree, book: CueBook, token: int) -> Iterator[RuleAttribution]:
    """ "according to the envoy, ..." """
    for words in book.according:
        if tree.words[token : token + len(words)] != words:
            continue
        cue = tuple(range(token, token + len(words)))
        named = next((each for each in ancestors(tree, cue[-1]) if each not in cue), None)
        if named is None or tree.rels[named] == "root" or tree.heads[named] < 0:
            return
        below = set(subtree(tree, named))
        content = pieces(tree, set(subtree(tree, tree.heads[named])) - below)
        source = tuple(each for each in phrase(tree, named) if each not in cue)
        if source and content:
            yield RuleAttribution(source, cue, content, SAY, "a phrase names whose word it is")


def owner_of(tree: Tree, token: int) -> tuple[int, ...]:
    """Return the tokens of whose word a noun is: "US claims", "the envoy's call"; else none."""
    if tree.annotation.tokens[token].upos != "NOUN":
        return ()
    tokens = tree.annotation.tokens
    for child in kin(tree, token, "nmod:poss", "amod", "compound"):
        capital = tokens[child].span.of(tree.annotation.text)[:1].isupper()
        if child < token and (capital or tokens[child].deprel == "nmod:poss"):
            return _without_case(tree, phrase(tree, child))
    return ()


def _without_case(tree: Tree, tokens: Iterable[int]) -> tuple[int, ...]:
    return tuple(each for each in tokens if tree.rels[each] != "case")


def _cue_tokens(tree: Tree, token: int) -> tuple[int, ...]:
    """A cue is its verb with auxiliaries, negation and particle right beside it."""
    parts = {token, *kin(tree, token, "aux", "compound:prt")}
    parts |= {c for c in kin(tree, token, "advmod") if tree.words[c] in ("not", "n't", "n\u2019t")}
    first = last = token
    while first - 1 in parts:
        first -= 1
    while last + 1 in parts:
        last += 1
    return tuple(range(first, last + 1))


def pieces(tree: Tree, tokens: Iterable[int]) -> tuple[Span, ...]:
    """Return the runs of tokens that bear words, without punctuation at their edges."""
    runs: list[list[int]] = []
    for token in sorted(tokens):
        if runs and runs[-1][-1] == token - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    spans = []
    for run in runs:
        while run and tree.words[run[0]] in EDGES:
            run.pop(0)
        while run and tree.words[run[-1]] in EDGES | {"!", "?"}:
            run.pop()
        told = [token for token in run if tree.words[token] not in RELATIVE]
        if any(char.isalnum() for token in told for char in tree.words[token]):
            spans.append(span_of(tree, run))
    return tuple(spans)


def marked_cue(tree: Tree, book: CueBook, attribution: Attribution) -> Cue:
    """Return what the cue of an attribution does, for one that the network marked."""
    return read_cue(tree, book, tokens_in(tree, attribution.cue))
