"""What kind of its type an act is, what it is about, and its CAMEO code: by the words around it.

The words that bear the act are looked at first, then what hangs on them in the tree. What other
clauses say, and how the parties are called, is left aside: a visit of the army's chief is no
military act.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from demarche.codebook.kinds import Entry, KindBook, Mode
from demarche.extract.trees import Tree, kin, subtree
from demarche.records import EventType

# Relations under which the words of an act go over into those of another.
APART = frozenset({"nsubj", "csubj", "parataxis", "advcl", "punct", "discourse", "vocative"})


@dataclass(frozen=True, slots=True)
class Coded:
    """The finer code of an act."""

    mode: str | None
    cameo: str
    contexts: tuple[str, ...]


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
    own = {tree.words[at] for at in bearer.words}
    words = own | {tree.words[at] for at in (*around, *bearer.matter) if at not in named}
    scopes = (words,) if book.types[event].by_matter else (own, words)
    found = _mode(book.modes[event], scopes)
    contexts = {name for name, entries in book.contexts.items() if _holds(entries, words)}
    return Coded(
        mode=found.mode if found else None,
        cameo=found.cameo if found else book.types[event].cameo,
        contexts=tuple(sorted(contexts | set(found.contexts if found else ()))),
    )


def _around(tree: Tree, token: int, parties: Collection[int]) -> set[int]:
    """Return a word with what hangs on it: no subject, no clause that tells of something else."""

    def stays(child: int) -> bool:
        rel = tree.rels[child]
        if child in parties or rel in APART:
            return False
        if rel in ("conj", "acl"):  # "met them and denied", "the man who denied"
            return not kin(tree, child, "nsubj", "obj") or rel == "acl"
        return True

    return set(subtree(tree, token, stays))


def _mode(modes: Sequence[Mode], scopes: Iterable[Collection[str]]) -> Mode | None:
    """Return the first mode that the words of the first scope tell, else of the next."""
    told = (mode for scope in scopes for mode in modes if _holds(mode.words, scope))
    return next(told, None)


def _holds(entries: Iterable[Entry], words: Collection[str]) -> bool:
    """Say whether all words of one of the entries are there."""
    return any(all(not forms.isdisjoint(words) for forms in entry) for entry in entries)
