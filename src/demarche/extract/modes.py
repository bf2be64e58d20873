"""What kind of its type an act is, what it is about, and its CAMEO code: by the words around it.

The words that bear the act are looked at first, then what hangs on them in the tree. What other
clauses say, and how the parties are called, is left aside: a visit of the army's chief is no
military act.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from demarche.codebook.kinds import Entry, KindBook, Mode
from demarche.extract.trees import Tree, is_verbal, kin, subtree
from demarche.records import EventType

# Relations under which the words of an act go over into those of another.
APART = frozenset({"nsubj", "csubj", "parataxis", "advcl", "punct", "discourse", "vocative"})


@dataclass(frozen=True, slots=True)
class Coded:
    """The finer code of an act."""

    mode: str | None
    cameo: str
    contexts: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """The words of an act; tokens are those of the paragraph."""

    words: tuple[int, ...]  # of the trigger
    judged: int  # the word that governs it
    matter: tuple[int, ...]  # of what is said, where the act is a statement


def code_act(
    tree: Tree, event: EventType, bearer: Bearer, parties: Iterable[int], book: KindBook
) -> Coded:
    """Return mode, code and contexts of an act of type `event`.

    `parties` are the heads of its actors and recipients.
    """
    named = set(parties)
    around = _around(tree, bearer.judged, named) | _around(tree, bearer.words[-1], named)
    own = {tree.words[at] for at in _own(tree, bearer.words) if at not in named}
    words = own | {tree.words[at] for at in (*around, *bearer.matter) if at not in named}
    scopes = (words,) if book.types[event].by_matter else (own, words)
    found = _mode(book.modes[event], scopes)
    contexts = {name for word in words for name in book.context_words.get(word, ())}
    contexts |= {name for name, entries in book.contexts.items() if _held(entries, words)}
    if found is None:
        root = book.types[event].cameo
        return Coded(None, root, tuple(sorted(contexts)), f"CAMEO {root}, no word tells more")
    mode, told = found
    return Coded(
        mode=mode.mode,
        cameo=mode.cameo,
        contexts=tuple(sorted(contexts | set(mode.contexts))),
        reason=f"CAMEO {mode.cameo} by '{told}'",
    )


def _own(tree: Tree, words: Iterable[int]) -> set[int]:
    """Return the bearing words with what says of what kind a noun is: the "tear" of "tear gas"."""
    return {at for word in words for at in (word, *kin(tree, word, "compound", "amod"))}


def _around(tree: Tree, token: int, parties: Collection[int]) -> set[int]:
    """Return a word with what hangs on it: no subject, no clause that tells of something else."""

    def stays(child: int) -> bool:
        rel = tree.rels[child]
        if child in parties or rel in APART:
            return False
        if tree.deprels[child] == "acl:relcl":  # "the man who denied"
            return False
        # "rejected it and asked for talks": of another act, also where it has no object
        return rel != "conj" or not is_verbal(tree, child)

    return set(subtree(tree, token, stays))


def _mode(modes: Sequence[Mode], scopes: Iterable[Collection[str]]) -> tuple[Mode, str] | None:
    """Return the first mode told by the first scope, else by the next, and the words that do."""
    told = (
        (mode, words)
        for scope in scopes
        for mode in modes
        if (words := _held(mode.words, scope)) is not None
    )
    return next(told, None)


def _held(entries: Iterable[Entry], words: Collection[str]) -> str | None:
    """Return the words by which all of one of the entries is there, None where none is."""
    for entry in entries:
        found = [min(forms.intersection(words), default="") for forms in entry]
        if all(found):
            return " ".join(found)
    return None
