"""Taking pages out of a crisis file, and putting right what was read from them."""

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from demarche import correcting
from demarche.api.reading import versions
from demarche.errors import OptionError, StoreError
from demarche.records import Correction, Deed
from demarche.store import open_store


def forget(path: str | Path, document: str) -> int:
    """Take a page out of a crisis file, by id or path; return how many of its versions went.

    Raises StoreError when there is no such page or the file cannot be written.
    """
    with open_store(path, versions=versions()) as store:
        gone = store.forget(document)
        store.refresh()
    return gone


def correct(
    path: str | Path,
    deed: Deed,
    ids: Sequence[str],
    *,
    changes: Sequence[str] = (),
    names: Sequence[str] = (),
    pages: Sequence[str] = (),
    why: str | None = None,
) -> tuple[Correction, ...]:
    """Correct a crisis file, lastingly: the corrections hold when its pages are read again.

    `deed` is reject (records or entities, by id), edit (one id, with `changes` such as "act=deny"),
    merge (two or more entities) or split (one entity: what pages call one of `names`, or what
    stands on `pages`, leaves it). Raises StoreError when an id fits none or several, or the file
    cannot be written; OptionError for what cannot be meant. Returns the corrections made.
    """
    ids = [ids] if isinstance(ids, str) else ids
    if not ids or (deed == "edit" and not changes):
        raise OptionError(f"nothing to {deed}: give ids, and to edit field=value")
    with open_store(path, versions=versions()) as store:
        if deed == "reject":
            made = correcting.reject(store, ids, why)
        elif deed == "merge":
            made = correcting.merge(store, ids, why)
        elif len(ids) != 1:
            raise OptionError(f"{len(ids)} ids given, expected one to {deed}")
        elif deed == "edit":
            made = correcting.edit(store, ids[0], changes, why)
        elif deed != "split":
            raise OptionError(f"found {deed!r}, expected one of {', '.join(get_args(Deed))}")
        else:
            made = correcting.split(store, ids[0], names, pages, why)
        store.correct(add=made)
    return tuple(made)


def uncorrect(path: str | Path, ids: Sequence[str]) -> int:
    """Take corrections back by id; return how many. Raises StoreError for one that is not there."""
    with open_store(path, versions=versions()) as store:
        there = {one.id for one in store.corrections()}
        unknown = [id for id in ids if id not in there]
        if unknown:
            raise StoreError(
                f"{path}: no correction {unknown[0]!r}; `demarche correct {path} list` lists them"
            )
        return store.correct(take_back=ids)


def load_corrections(path: str | Path, file: str | Path) -> int:
    """Add the corrections of a file to a crisis; return how many were new.

    Those that mean nothing in this crisis wait for the pages that they are about. Raises
    OptionError when the file cannot be read, StoreError when the crisis cannot be written.
    """
    corrections = correcting.read_corrections(file)
    with open_store(path, versions=versions()) as store:
        return store.correct(add=corrections)
