"""Score figures against the marked pages (gold/two-pages-crisis.json).

A main figure (durations left out) counts as found when a figure of the page lies inside its
quote, or its quote inside the figure's clause, with the same value and bounds and the same body.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from demarche.records import Figure

# Units of the marked durations; a duration is a period in the product, not a figure.
_DURATIONS = frozenset({"years", "months", "weeks", "days", "hours", "minutes"})


def _words(body: str | None) -> set[str]:
    return set((body or "").lower().replace("the ", "").split())


def same_number(gold: Mapping[str, Any], figure: Figure) -> bool:
    """Say whether value and both bounds are equal."""
    return (gold["value"], gold["low"], gold["high"]) == (figure.value, figure.low, figure.high)


def same_body(gold: Mapping[str, Any], figure: Figure) -> bool:
    """Say whether the same body counts: no body on both sides, or the words of one in the other."""
    wanted, found = _words(gold["source_body"]), _words(figure.body)
    return bool(wanted) == bool(found) and (wanted <= found or found <= wanted)


def stands_in(gold: Mapping[str, Any], figure: Figure) -> bool:
    """Say whether a figure's number lies inside the marked quote."""
    number = figure.evidence[-1]
    return bool(gold["start"] <= number.start and number.end <= gold["end"])


def tally(
    gold: Sequence[Mapping[str, Any]],
    regions: Sequence[Mapping[str, Any]],
    found: Mapping[str, Sequence[Figure]],
) -> dict[str, float]:
    """Return recall (number and body right), bound_recall (bounds right) and noise.

    `found` maps a page's file name to its figures; noise is how many of them stand in a noise
    region of their page.
    """
    main = [g for g in gold if g["scope"] == "main" and g["unit"] not in _DURATIONS]
    right = bounded = with_bounds = 0
    for each in main:
        here = [f for f in found.get(each["file"], ()) if stands_in(each, f)]
        right += any(same_number(each, f) and same_body(each, f) for f in here)
        if each["low"] is not None or each["high"] is not None:
            with_bounds += 1
            bounded += any(same_number(each, f) for f in here)
    noise = sum(
        stands_in(region, figure) for region in regions for figure in found.get(region["file"], ())
    )
    return {
        "recall": right / max(1, len(main)),
        "bound_recall": bounded / max(1, with_bounds),
        "noise": noise,
        "n": len(main),
    }


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return the figures of the task `figures` for the marked pages.

    The pages lie in `pages`, else beside the file, else in `../seeds` beside its folder.
    """
    from demarche.pages import find_pages
    from demarche.pipeline import read_page
    from demarche.reader import load_reader
    from demarche.records import Rejected

    marked = json.loads(path.read_text("utf-8"))
    names = {each["file"] for each in marked["documents"]}
    folder = _folder(path, names, pages)
    reader = load_reader()
    found: dict[str, Sequence[Figure]] = {}
    for name in sorted(names):
        for page in find_pages([str(folder / name)]):
            if not isinstance(page, Rejected):
                found[name] = read_page(page, reader).figures
    return tally(marked["figures"], marked["noise_regions"], found)


def _folder(path: Path, names: set[str], pages: Path | None) -> Path:
    """Return the folder that holds the pages; raises FileNotFoundError where none does."""
    folders = [pages] if pages else [path.parent, path.parent.parent / "seeds"]
    for folder in folders:
        if all((folder / name).is_file() for name in names):
            return folder
    looked = ", ".join(os.fspath(folder) for folder in folders)
    raise FileNotFoundError(f"pages {sorted(names)} not found in {looked}; give --pages DIR")
