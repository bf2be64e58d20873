"""Spelled and written numerals: the patterns, and their reading as a number.

    "1,200" -> 1200.0     "9.5 million" -> 9500000.0     "two hundred and six" -> 206.0
    "twenty-one" -> 21.0  "half a million" -> 500000.0   "three and two thirds" -> 3.667

Runs of number words and digits are read by numeral_grammar.py. What a numeral counts, and whether
it is a date, is decided elsewhere (numbers.py, countable.py, times.py).
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.extract.number_units import CODES
from demarche.extract.numeral_grammar import (
    DENOMINATORS,
    DOZENS,
    ENDINGS,
    GLYPHS,
    LETTERS,
    SCALES,
    TEENS,
    TENS,
    UNITS,
    VALUES,
    Atom,
    Parse,
)
from demarche.spans import Span


def _any(*words: str) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_UNIT, _SCALE = _any(*UNITS), "hundred|thousand|million|billion|trillion|dozen"
SMALL = rf"(?:(?:{_any(*TENS)})(?:[ -](?:{_UNIT}))?|{_any(*TEENS)}|{_UNIT})"
# A spelled whole number as one pattern, for the grammar of times.
SPELLED = (
    rf"(?:(?:an?|{SMALL})(?:[ -](?:{_SCALE}))+"
    rf"(?:(?:(?<=hundred)|(?<=thousand)) and {SMALL}(?: thousand)?"
    rf"|(?<!dozen) {SMALL}(?: hundred)?)*"
    rf"|half an? (?:{_SCALE})|{SMALL})"
)

_DIGITS = (
    r"(?:\d{1,2}(?:,\d{2}){1,5},\d{3}(?:\.\d+)?(?!,)|\d{1,3}(?:,\d{3}){1,6}(?:\.\d+)?"
    r"|\d{1,3}(?:[ \u202f\u00a0]\d{3}){1,4}(?:\.\d+)?(?!,)|\d+(?:\.\d+)?|(?<![\d.])\.\d+)"
    r"(?!\.?\d|,\d{3}(?!\d))"
)
_POWER = r"\s?[x\u00d7]\s?10\s?(?:\^[-\u2212+]?|[-\u2212])\d+|e[+-]?\d+(?![\w])|\^[+-]?\d+"
# Units that stand right at the digits: "155mph", "64GB". Without a list every model number is one.
_GLUED_UNITS = (
    r"(?:[kcm\u00b5\u03bcn]?m|k?ft|ft|in|yd|mi|sq|km/h|kmh|kph|mph|mpg|[km]?g|kgs|lbs?|oz|[mc]?l"
    r"|t|ha|[kmg]?hz|[kmgt]w|[kmgt]?wh|[kmgt]b|[mg]bps|b?hp|cc|kv|mah|v|w|c|f|g|p|x|ms|hrs?"
    r"|bpd|bps|ppm|ppb|sqm|yards?)"
)
_WORDS = _any(
    *VALUES, "hundred", "hundreds", *(s + plural for s in SCALES for plural in ("", "s")),
    *DOZENS, *(d + plural for d in (*DENOMINATORS, *ENDINGS) for plural in ("", "s")), "halves",
    "point",
)  # fmt: skip
_ATOM = (
    rf"(?:(?<![/\u2044])(?P<fraction>\d{{1,3}}[/\u2044]\d{{1,4}})(?![\w/\u2044])"
    rf"|(?P<digits>{_DIGITS})(?P<power>{_POWER})?"
    rf"(?:\s*(?P<letter>k|(?-i:[MB]))\b(?![.\u2019']\w)|(?P<glued>{_any(*LETTERS)})\b|(?![a-z]))"
    rf"|(?P<glyph>[{''.join(GLYPHS)}])|(?P<word>{_WORDS})\b)"
)
_ATOMS = re.compile(_ATOM, re.I)
_PLAIN_ATOM = re.sub(r"\?P<\w+>", "?:", _ATOM)
# Where a numeral begins: not inside a word, but right after a currency's code ("RM3 million").
_START = rf"(?:(?<![\w.])|{'|'.join(f'(?<=(?-i:{re.escape(code)}))' for code in CODES)})"
_LINK = r"\s*[-\u2010\u2011]\s*|\s+(?:and\s+)?(?:of\s+)?(?:an?\s+)?|"
_RUN = re.compile(rf"{_START}(?:an?\s+)?(?:{_PLAIN_ATOM})(?:(?:{_LINK})(?:{_PLAIN_ATOM}))*", re.I)
_WITH_UNIT = re.compile(rf"{_START}(?P<digits>{_DIGITS})(?P<unit>{_GLUED_UNITS})\b", re.I)
_SIGNS = re.compile(rf"[\d{''.join(GLYPHS)}]")
_RUNS_OF_LETTERS = re.compile(r"\w+")
_NUMBER_WORDS = frozenset(_WORDS.split("|"))


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral in a text: its words and the number they are.

    `share` says that it is a part of one ("two thirds", "one in five"); `glued` that a unit stands
    right at its digits ("155mph": the span is that of the digits).
    """

    span: Span
    value: float
    share: bool = False
    glued: bool = False


def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Return all numerals of a text in order, names and dates included, none overlapping."""
    if not has_number_words(text):
        return ()
    found = [numeral for match in _RUN.finditer(text) for numeral in _read_run(text, match)]
    if _SIGNS.search(text):
        found += [
            Numeral(Span(*match.span("digits")), _digits(match["digits"]), glued=True)
            for match in _WITH_UNIT.finditer(text)
            if not any(one.span.overlaps(Span(*match.span())) for one in found)
        ]
    found = [one for one in found if math.isfinite(one.value)]
    if any(one.value == 1 for one in found):
        nobody = [match.end() for match in _PRONOUN.finditer(text)]
        found = [one for one in found if one.value != 1 or one.span.end not in nobody]
    return tuple(_proportions(text, sorted(found, key=lambda one: one.span)))


def has_number_words(text: str) -> bool:
    """Say whether a text has any sign or word that a numeral cannot do without."""
    words = _RUNS_OF_LETTERS.findall(text.lower())
    return not _NUMBER_WORDS.isdisjoint(words) or _SIGNS.search(text) is not None


def read_numeral(words: str) -> float | None:
    """Return the number that `words` spell or write, or None where they do not.

    `words` is the whole numeral and nothing else; letter case and the kind of blank between its
    words do not matter.
    """
    found = find_numerals(words.strip())
    whole = len(found) == 1 and found[0].span == Span(0, len(words.strip()))
    return found[0].value if whole and not found[0].glued else None


def _digits(words: str) -> float:
    return float(re.sub(r"[,\s]", "", words))


def _read_run(text: str, match: re.Match[str]) -> Iterator[Numeral]:
    """Yield the numerals of a run of number words."""
    atoms = _atoms_of(text, match)
    # "between two hundred and three hundred", "between two thousand and five thousand"
    apart = _BETWEEN.search(text[max(0, match.start() - 40) : match.start()])
    at = 0
    while at < len(atoms):
        read = Parse(atoms, apart is not None).number(at)
        if read is None:
            at += 1
            continue
        value, end, share = read
        start = atoms[at].span.start
        if atoms[at].word and not (at and atoms[at].link == ""):
            start = _article(text, start, atoms[at])
        begin = max(0, start - 10)
        negative = _SIGN.search(text[begin:start])
        if negative is not None and (begin == 0 or not negative["sign"].endswith(("- ", "-\t"))):
            start, value = begin + negative.start("sign"), -value
        yield Numeral(Span(start, atoms[end - 1].span.end), value, share)
        at = end


_BETWEEN = re.compile(r"\bbetween\s(?:[\w$€£]+\s){0,2}$", re.I)
_SIGN = re.compile(
    r"(?<!\w)(?P<sign>(?:minus|negative)[\s-]"
    r"|(?<![\d)\]])(?<![\d)\]]\s)(?:[-\u2212]|^\s*-\s))$",
    re.I,
)


def _article(text: str, start: int, first: Atom) -> int:
    """Return where "a" of "a hundred", "a third" begins, else the numeral's own start."""
    if first.word in VALUES:
        return start
    match = re.search(r"\ban?\s+$", text[max(0, start - 6) : start], re.I)
    return start if match is None else start - len(match[0])


def _atoms_of(text: str, run: re.Match[str]) -> list[Atom]:
    atoms: list[Atom] = []
    last = run.start()
    for match in _ATOMS.finditer(text, run.start(), run.end()):
        link = " ".join(text[last : match.start()].lower().split())
        link = link.replace("\u2010", "-").replace("\u2011", "-").replace("of ", "")
        last = match.end()
        atoms.append(_atom(match, link))
    return atoms


# What written fractions divide by; "66/253" is the number of a paper.
_WHOLES = frozenset({*range(2, 11), 12, 16, 20, 32, 64, 100, 128, 1_000})


def _atom(match: re.Match[str], link: str) -> Atom:
    span = Span(*match.span())
    if match["word"]:
        return Atom(span, match["word"].lower(), None, link)
    if match["glyph"]:
        return Atom(span, "", GLYPHS[match["glyph"]], link, part=True)
    if match["fraction"]:
        top, bottom = map(float, re.split("[/\u2044]", match["fraction"]))
        value = top / bottom if top < bottom and bottom in _WHOLES else None
        return Atom(span, "", value, link, part=True)
    value = _digits(match["digits"])
    letter = (match["letter"] or match["glued"] or "").lower()
    if match["power"]:
        value = _raised(value, match["power"])
    return Atom(span, "", value * LETTERS.get(letter, 1.0), link, scaled=bool(letter))


def _raised(value: float, power: str) -> float:
    """Return a number times a power of ten ("2.998×10−8", "1e10"), or raised to one ("1.1^23")."""
    exponent = float(re.sub(r"^.*?10\s?\^?(?=[-\u2212+]?\d+$)|^[e^]", "", power.strip().lower())
                     .replace("\u2212", "-"))  # fmt: skip
    try:
        result = math.pow(value, exponent) if power[0] == "^" else value * math.pow(10, exponent)
    except (OverflowError, ValueError):
        return math.inf
    return result


# "One" that stands for a thing or a person: "the one you named", "no one", "one another".
_PRONOUN = re.compile(
    r"\b(?:the|this|that|which|every|each|any|no|some|only|another)\sone\b"
    r"(?=\s(?:i|you|we|they|he|she|it|who|that|which|is|was|are|were|do|does|did|has|had|have|can"
    r"|will|would|should|could|may|might|must|to|of|for|in|on|at|with|from|by|and|or)\b|\W*$"
    r"|[.,;:?!)])|\b(?:no|any|every|some)\sone\b"
    r"|(?<!minus )(?<!negative )\bone(?=[.,;:?!)](?:\s|$))"
    r"|\bone(?=['\u2019]s\b|\sin\sorder\b|\s(?:another|who|whose|can|could|should|must|may|might"
    r"|would|will|day|side|way|has|had|is|was|more|and\s(?:all|the\ssame))\b)",
    re.I,
)

_OUT_OF = re.compile(r"\sout\sof\s(?:every\s)?", re.I)
_IN = re.compile(r"\sin\s(?:every\s)?", re.I)
# "One in five", "3 in 10": the whole is a round number, or the part is one.
_ROUND = frozenset({5.0, 10.0, 20.0, 50.0, 100.0, 1_000.0, 10_000.0, 100_000.0, 1e6})
_NO_WHOLE = re.compile(r"\s(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b", re.I)


def _proportions(text: str, found: Sequence[Numeral]) -> Iterator[Numeral]:
    """Join "one in five" and "two out of three" to one share."""
    waiting: Numeral | None = None
    for one in found:
        if waiting is not None and _is_proportion(text, waiting, one):
            whole = Span(waiting.span.start, one.span.end)
            waiting = Numeral(whole, waiting.value / one.value, share=True)
            continue
        if waiting is not None:
            yield waiting
        waiting = one
    if waiting is not None:
        yield waiting


def _is_proportion(text: str, part: Numeral, whole: Numeral) -> bool:
    if part.share or whole.share or not 0 < part.value < whole.value:
        return False
    between = text[part.span.end : whole.span.start]
    if _OUT_OF.fullmatch(between):
        return True
    fits = part.value == 1 or whole.value in _ROUND
    return bool(fits and _IN.fullmatch(between) and not _NO_WHOLE.match(text, whole.span.end))
