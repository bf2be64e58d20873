"""The stock phrases of news sites, from `phrases.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """One pattern for each kind of stock phrase."""

    over: re.Pattern[str]
    end: re.Pattern[str]
    drop: re.Pattern[str]
    credit: re.Pattern[str]
    caption: re.Pattern[str]

    def mark(self, line: str) -> "Marks":
        """Say which kinds of stock phrase a line holds."""
        folded = line.replace("'", "’")
        over = bool(self.over.search(folded))
        return Marks(
            over=over,
            end=over or bool(self.end.search(folded)),
            drop=bool(self.drop.search(folded)),
            credit=bool(self.credit.search(folded)),
            caption=bool(self.caption.search(folded)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Which kinds of stock phrase a line holds; `over` is a kind of `end`."""

    over: bool
    end: bool
    drop: bool
    credit: bool
    caption: bool


@cache
def load_phrases() -> Phrases:
    """Return the stock phrases that come with the program."""
    with resources.files(__package__).joinpath("phrases.toml").open("rb") as file:
        lists = tomllib.load(file)
    joined = {kind: "|".join(f"(?:{one})" for one in lists[kind]) for kind in lists}
    return Phrases(**{kind: re.compile(one, re.IGNORECASE) for kind, one in joined.items()})
