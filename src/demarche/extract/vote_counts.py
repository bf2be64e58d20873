"""How many voted how, by the words of a sentence, and which text was voted on by its symbol."""

import re
from dataclasses import dataclass, field

from demarche.extract.numerals import find_numerals
from demarche.spans import Span, hull

# "13-0", "41 to 3", "9-2-4", after "vote of", "voted", "by", or before "vote".
_BEFORE_PAIR = re.compile(r"(?:\bvot(?:e|ed|es|ing)\b|\bby\b)[^.;]{0,24}$", re.I)
_AFTER_PAIR = re.compile(r"^[\s-]*(?:\w+ )?(?:vote|majority)\b", re.I)
_JOINT = re.compile(r"\s?(?:-|\u2013|to)\s?", re.I)
# What stands right after a number of votes: "thirteen of the 15 members voted in favour".
_WHO = r"^ (?:of the [\w-]+ )?(?:[^\W\d][\w-]* ){0,5}?(?:voted|voting|votes?) "
_YES = re.compile(rf"{_WHO}(?:in favou?r|for)\b|^ (?:[\w-]+ )?in favou?r\b", re.I)
_NO = re.compile(rf"{_WHO}against\b|^ (?:[\w-]+ )?(?:against|opposed)\b", re.I)
_ABSTAIN = re.compile(r"^ (?:[\w-]+ ){0,3}?(?:abstain|abstention)", re.I)
_ABSENT = re.compile(r"^ (?:[\w-]+ ){0,2}?(?:absent|absentees|absences)\b", re.I)
_ALL = re.compile(r"\bunanim\w+", re.I)
_SYMBOL = re.compile(r"\b[AS]/(?:RES/|PRST/)?\d+(?:/[\dA-Z.]+)*\b|\bGOV/\d{4}/\d+\b")
# A numbered resolution of the Security Council (1737) and of the General Assembly (66/253).
_NUMBERED = re.compile(r"\bresolutions? (?:no\. ?)?(\d{2,4})\b(?!/)", re.I)
_OF_ASSEMBLY = re.compile(r"\bresolutions? (\d{1,3}/\d+(?: [A-Z](?=[ .,;]))?)", re.I)
_MOST = 2000  # no body has more members


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many voted how, None where that is not told."""

    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    absent: int | None = None
    span: Span | None = field(default=None, compare=False)  # of the sentence, from first to last


def count_votes(sentence: str) -> Tally:
    """Return the tally that a sentence tells: "by 13-0 with two abstentions", "unanimously".

    Of a unanimous vote nobody is against and nobody abstains; how many are for is not told.
    """
    numbers = [one for one in find_numerals(sentence) if not one.share and one.value <= _MOST]
    counts: dict[str, int] = {}
    paired: set[int] = set()
    spans: list[Span] = []
    for at, first in enumerate(numbers[:-1]):
        second = numbers[at + 1]
        if at in paired or not _JOINT.fullmatch(sentence[first.span.end : second.span.start]):
            continue
        run = [first, second]
        third = numbers[at + 2] if at + 2 < len(numbers) else None
        if third and _JOINT.fullmatch(sentence[second.span.end : third.span.start]):
            run.append(third)
        before, after = sentence[: first.span.start], sentence[run[-1].span.end :]
        if _BEFORE_PAIR.search(before) or _AFTER_PAIR.search(after):
            names = ("yes", "no", "abstain")
            counts |= {name: int(one.value) for name, one in zip(names, run, strict=False)}
            spans += (one.span for one in run)
            paired |= set(range(at, at + len(run)))
    patterns = {"yes": _YES, "no": _NO, "abstain": _ABSTAIN, "absent": _ABSENT}
    for at, number in enumerate(numbers):
        after = sentence[number.span.end : number.span.end + 60]
        fitting = (name for name, pattern in patterns.items() if pattern.search(after))
        name = next(fitting, None)
        whole = sentence[: number.span.start].lower().endswith("of the ")
        if at not in paired and name is not None and not whole:
            counts.setdefault(name, int(number.value))
            spans.append(number.span)
    if _ALL.search(sentence) and not counts.get("no"):
        counts = {"no": 0, "abstain": 0} | counts
    return Tally(**counts, span=hull(spans) if spans else None)


def symbol_in(words: str, *, of_council: bool) -> str | None:
    """Return the symbol of a text ("S/2012/538"), of a numbered Council resolution "S/RES/1737".

    The first that is written out, else the first that a number stands for.
    """
    return min(_symbols(words, of_council=of_council), default=(0, 0, None))[2]


def last_symbol_in(words: str, *, of_council: bool) -> str | None:
    """Return the last symbol of a text that words tell, written out or by its number."""
    found = _symbols(words, of_council=of_council)
    return max(found, key=lambda one: one[1], default=(0, 0, None))[2]


def _symbols(words: str, *, of_council: bool) -> list[tuple[int, int, str]]:
    """Return all symbols, each with its kind, as the kinds are preferred, and its place."""
    found = [(0, match.start(), match[0]) for match in _SYMBOL.finditer(words)]
    if of_council:
        numbered = _NUMBERED.finditer(words)
        found += [(1, match.start(), f"S/RES/{match[1]}") for match in numbered]
    of_assembly = _OF_ASSEMBLY.finditer(words)
    return [*found, *((2, match.start(), f"A/RES/{match[1]}") for match in of_assembly)]
