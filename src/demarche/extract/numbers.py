"""Numbers in running text with their bounds: 12, some 15,000, between 90 and 140, $5 billion.

A number here counts something. Years, dates, times of day, durations and ages, ordinals, numbers
that name ("resolution 2042", "Group of 20", "9/11"), telephone numbers, scores and list numbers
are left out. What is counted is found by figures.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from demarche.extract.numerals import NUMERAL, read_fraction, read_numeral
from demarche.extract.time_grammar import plain_letters
from demarche.extract.times import find_times
from demarche.records import TimeMention
from demarche.spans import Span


@dataclass(frozen=True, slots=True)
class Number:
    """A number as the words tell it.

    Exact: `value` only. "about 40": value and qualifier. "more than 40": low; "up to 40": high;
    a range: low and high. `span` takes in qualifier, currency and percent; `numeral` is the last
    numeral alone. `unit` is an ISO 4217 code, "percent" or None.
    """

    span: Span
    numeral: Span
    low: float | None
    value: float | None
    high: float | None
    qualifier: str | None
    unit: str | None


_LOW = (r"more than|greater than|at least|no fewer than|not fewer than|no less than|not less than"
        r"|upwards? of|in excess of|over|above|exceeding|a minimum of|well over"
        r"|just over")  # fmt: skip
_HIGH = (r"fewer than|less than|up to|at most|no more than|not more than|as many as|as much as"
         r"|a maximum of|under|below|well under|just under")  # fmt: skip
_ABOUT = (r"about|around|some|roughly|approximately|nearly|almost|an estimated|estimated|close to"
          r"|circa|perhaps|maybe|probably|as few as|as little as")  # fmt: skip
_QUALIFIER = rf"{_LOW}|{_HIGH}|{_ABOUT}"
_IS_LOW, _IS_HIGH = re.compile(rf"(?:{_LOW})\b", re.I), re.compile(rf"(?:{_HIGH})\b", re.I)

# A currency sign or code before the number, and the word after it, by ISO 4217.
_SIGNS = {"us$": "USD", "a$": "AUD", "c$": "CAD", "hk$": "HKD", "nz$": "NZD", "s$": "SGD",
          "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₪": "ILS",
          "₩": "KRW", "₺": "TRY", "₴": "UAH", "usd": "USD", "eur": "EUR", "gbp": "GBP",
          "chf": "CHF", "rub": "RUB", "jpy": "JPY"}  # fmt: skip
_CURRENCIES = {
    "us dollars": "USD", "u.s. dollars": "USD", "dollars": "USD", "dollar": "USD", "euros": "EUR",
    "euro": "EUR", "pounds sterling": "GBP", "rubles": "RUB", "roubles": "RUB", "yen": "JPY",
    "yuan": "CNY", "rupees": "INR", "rials": "IRR", "riyals": "SAR", "shekels": "ILS",
    "hryvnia": "UAH", "zlotys": "PLN", "lira": "TRY", "won": "KRW", "swiss francs": "CHF",
    "canadian dollars": "CAD", "australian dollars": "AUD", "hong kong dollars": "HKD",
}  # fmt: skip
_PERCENT = r"%|percent\b|per cent\b|percentage points?\b|pct\b"
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_AFTER = rf"{_PERCENT}|(?:{'|'.join(sorted(_CURRENCIES, key=len, reverse=True))})\b"


def _amount(n: int) -> str:
    return (rf"(?:(?:(?P<qualifier{n}>{_QUALIFIER}) )(?:the )?)?(?P<sign{n}>{_SIGN})? ?"
            rf"(?P<numeral{n}>{NUMERAL})(?:[ -]?(?P<after{n}>{_AFTER}))?")  # fmt: skip


_EDGE_BEFORE = r"(?<![\w#/+:'\u2019-])(?<!\d[.,])(?<!\d[-\u2013])"
_EDGE_AFTER = r"(?!\w|[/:]\w|[.,]\d|[-\u2010\u2011](?!strong)[a-z]|['\u2019]s\b)"
_NUMBER = re.compile(
    (
        rf"{_EDGE_BEFORE}(?:(?P<opener>between|(?:rang(?:e|es|ed|ing) |anywhere )?from) )?"
        rf"{_amount(1)}"
        rf"(?:(?P<joint> and | to | or |[-\u2013]){_amount(2)})?"
        rf"(?P<post> or more| and more| or so|-odd|\+| or fewer| or less)?{_EDGE_AFTER}"
    ).replace(" ", r"\s"),
    re.I,
)

# Open multitudes: the least that the word can mean. "Hundreds" is at least two hundred.
_SCALES = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000,
           "billions": 2_000_000_000, "tens": 20}  # fmt: skip
_OPEN = re.compile(
    r"(?<![\w-])(?:(?P<first>tens|dozens|scores|hundreds|thousands|millions) of )?"
    r"(?P<last>dozens|scores|hundreds|thousands|millions|billions)(?![\w-])"
    r"|(?<![\w-])(?P<several>several|a few|many) (?P<scale>dozen|hundred|thousand|million|billion)"
    r"(?![\w-])".replace(" ", r"\s"), re.I)  # fmt: skip
_SHARE = re.compile(
    rf"(?<![\w-])(?:(?P<qualifier>{_QUALIFIER}) )?(?P<share>(?:(?:a|an|one|two|three|four)[ -])?"
    r"(?:half|thirds?|quarters?|fifths?|tenths?))(?= (?:of|the)\b)".replace(" ", r"\s"),
    re.I,
)  # fmt: skip


def find_numbers(text: str, times: Sequence[TimeMention] | None = None) -> tuple[Number, ...]:
    """Return the numbers of `text` that can count something, in order.

    `times` are the time expressions of the text (looked for where not given): a number inside one
    is part of it and left out.
    """
    text = plain_letters(text)
    taken = [mention.span for mention in (find_times(text, None) if times is None else times)]
    taken.extend(Span(*match.span()) for match in _NAMING.finditer(text))
    found: list[Number] = []
    for match in _NUMBER.finditer(text):
        found.extend(_read(match, taken))
    for pattern, read in ((_OPEN, _read_open), (_SHARE, _read_share)):
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in taken):
                found = [one for one in found if not span.overlaps(one.span)]
                found.append(read(match))
    return tuple(sorted(found, key=lambda one: one.span))


def _read(match: re.Match[str], taken: Sequence[Span]) -> list[Number]:
    """Return what a match of the number pattern holds: a range, one number, two, or none."""
    parts = (1,) if match["joint"] is None else (1, 2)
    usable = [n for n in parts if _counts(match, n, taken)]
    values = {n: read_numeral(match[f"numeral{n}"]) for n in usable}
    if len(usable) == 2 and None not in values.values():
        whole = _read_range(match)
        if whole is not None:
            return [whole]
        if match["joint"].strip() in "-\u2013":
            return []  # a score, a code, a vote: "3-2"
    return [one for n in usable if (one := _read_one(match, n)) is not None]


# Words after which a number is a name or a label, and patterns of numbers that are no counts.
_NAMING = re.compile(
    r"\b(?:resolutions?|nos?\.|no|number|article|articles|section|chapter|paragraph|rule|annex"
    r"|flight|route|room|page|pages|highway|boeing|airbus|level|phase|stage|channel|radio|grade"
    r"|division|brigade|battalion|protocol|item|version|block|zone|gate|terminal|line|track"
    r"|group of|world war|title|category|type|class|unit|clause|point|step|size|age|aged|ages"
    r"|top|formula|apollo|pier)\s(?:s/)?\d[\d,.]*(?:\s\(\d+\))?(?:\s?(?:and|to|-|\u2013|,)\s?\d+)*"
    r"|\b(?:group\sof|category|phase|article|chapter|level|step|point|formula|page)"
    r"\s(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty)\b|\b9/11\b|\b24/7\b"
    r"|^\s*\(?\d{1,2}[.)]\s|\(\d{1,2}\)"
    r"|(?:\+\d{1,3}[\s-])?(?:\(?\d{2,4}\)?[\s-]){2,5}\d{3,4}"
    r"|\b(?:won|win|beat|lost|lead|led|drew|victory|defeat|draw|score)\s(?:by\s)?\d+[-\u2013]\d+"
    r"|\bone(?:['\u2019]s)?\s(?:of|another|or|who|can|should|must|may|might|could|would|is|was"
    r"|that|which"
    r"|to|day|side|thing|way|hand|more|by|and|has|had)\b|\b(?:no|any|every|each|this|that|which"
    r"|some|the|only)\sone\b|\bone[.,;:?!)]",
    re.I | re.M,
)  # fmt: skip


def _counts(match: re.Match[str], n: int, taken: Sequence[Span]) -> bool:
    """Say whether numeral `n` of a match is outside of names and dates."""
    span = Span(*match.span(f"numeral{n}"))
    if any(span.overlaps(other) for other in taken):
        return False
    words = span.of(match.string)
    if words[0].isdigit():
        return not (words[0] == "0" and len(words) > 1 and words[1].isdigit())
    return words[0].islower() or _opens_sentence(match.string, match.start())


def _opens_sentence(text: str, at: int) -> bool:
    """A capital inside a sentence makes a number word a name ("the Big Four")."""
    lead = text[max(0, at - 3) : at].rstrip(" \u00a0\"'\u201c\u2018(")
    return lead == "" or lead[-1] in ".!?:;\n-\u2013\u2014)" or at == 0


def _read_range(match: re.Match[str]) -> Number | None:
    """Return the range of a match with two numerals, or None where they are two numbers."""
    first, last = read_numeral(match["numeral1"]), read_numeral(match["numeral2"])
    joint = match["joint"].strip().lower()
    if first is None or last is None:
        return None
    first = _shared_scale(match, first, last)
    opener = _lower(match["opener"])
    # "fell 2 percent to 1,300", "fell 2 percent to 17 dollars"
    other_unit = match["after1"] and _lower(match["after1"]) != _lower(match["after2"])
    if other_unit or opener == "from":  # "raised from 30 to 300" is a change: two numbers
        return None
    bound = joint in ("to", "or", "-", "\u2013") or (joint == "and" and opener == "between")
    if not bound or first >= last or (joint == "or" and last - first > first):
        return None
    word = joint if joint.isalpha() else "to"
    words = (opener, _lower(match["qualifier1"]), word, _lower(match["qualifier2"]))
    return Number(
        span=_span(match, 1, 2),
        numeral=Span(*match.span("numeral2")),
        low=first,
        value=None,
        high=last,
        qualifier=" ".join(filter(None, words)),
        unit=_unit(match, 2) or _unit(match, 1),
    )


def _shared_scale(match: re.Match[str], first: float, last: float) -> float:
    """Give "10" of "10 to 12 million" the scale that is said once."""
    scaled = re.search(
        r"hundred|thousand|million|billion|trillion|[kmb]n?$", match["numeral2"], re.I
    )
    if scaled is None or re.search(r"[a-z]{4}", match["numeral1"], re.I) or first >= 1000:
        return first
    scale = read_numeral(f"1 {scaled[0]}")
    return first * scale if scale and first * scale < last else first


def _span(match: re.Match[str], first: int, last: int) -> Span:
    """Return the words of numerals `first` to `last` with what belongs to them."""
    starts = [match.start(f"{name}{first}") for name in ("qualifier", "sign", "numeral")]
    start = min(at for at in starts if at >= 0)
    if first == 1 and last == 2 and match["opener"]:
        start = match.start("opener")
    closing = last == 2 or match["joint"] is None
    ends = (
        match.end(f"numeral{last}"),
        match.end(f"after{last}"),
        match.end("post") if closing else -1,
    )
    return Span(start, max(ends))


def _lower(words: str | None) -> str:
    """Return words in lower case with single blanks; no words as an empty string."""
    return " ".join((words or "").lower().split())


def _unit(match: re.Match[str], n: int) -> str | None:
    sign, after = match[f"sign{n}"], match[f"after{n}"]
    if sign:
        return _SIGNS[sign.lower()]
    if not after:
        return None
    after = re.sub(r"\s", " ", after.lower())
    return _CURRENCIES.get(after, "percent")


def _read_one(match: re.Match[str], n: int) -> Number | None:
    value = read_numeral(match[f"numeral{n}"])
    if value is None:
        return None
    closing = n == 2 or match["joint"] is None
    post = _lower(match["post"]).strip("-") if closing else ""
    before = _lower(match[f"qualifier{n}"]) or None
    qualifier = before or post or None
    low = high = None
    if (before and _IS_LOW.fullmatch(before)) or post in ("or more", "and more", "+"):
        low, value = value, None
    elif (before and _IS_HIGH.fullmatch(before)) or post in ("or fewer", "or less"):
        high, value = value, None
    if re.match(r"(?:an?|half)\s", match[f"numeral{n}"], re.I):
        words = _lower(match[f"numeral{n}"])
        qualifier = f"{qualifier} {words}" if qualifier else words
    return Number(
        span=_span(match, n, n),
        numeral=Span(*match.span(f"numeral{n}")),
        low=low,
        value=value,
        high=high,
        qualifier=qualifier,
        unit=_unit(match, n),
    )


def _read_open(match: re.Match[str]) -> Number:
    """Read "dozens", "tens of thousands", "several hundred" as a lower bound."""
    if match["several"]:
        low = 2.0 * (read_numeral(f"one {match['scale']}") or 1)
    elif match["first"]:
        low = 10.0 * (_SCALES[match["last"].lower()] // 2) * 2
        low *= {"tens": 1, "dozens": 1.2, "scores": 2, "hundreds": 10}.get(
            match["first"].lower(), 100
        )
    else:
        low = float(_SCALES[match["last"].lower()])
    span = Span(*match.span())
    return Number(span, span, low, None, None, re.sub(r"\s", " ", match[0].lower()), None)


def _read_share(match: re.Match[str]) -> Number:
    """Read "two-thirds of" as a percentage."""
    share = read_fraction(match["share"]) or 0.0
    qualifier = _lower(match["qualifier"])
    percent = round(100 * share, 2)
    low = percent if _IS_LOW.fullmatch(qualifier) else None
    high = percent if _IS_HIGH.fullmatch(qualifier) else None
    value = percent if low is None and high is None else None
    words = f"{qualifier} {match['share'].lower()}".strip()
    span, numeral = Span(*match.span()), Span(*match.span("share"))
    return Number(span, numeral, low, value, high, words, "percent")
