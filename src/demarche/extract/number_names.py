"""Numbers that name: "resolution 2042", "Group of 20", "Game 7", "9/11", a telephone's, a score."""

import re
from collections.abc import Sequence

from demarche.codebook.counted import load_counted
from demarche.extract.counted import lemma
from demarche.extract.number_units import SIGNED
from demarche.extract.numerals import Numeral
from demarche.spans import Span

# Words after which a number is a name or a label, and patterns of numbers that are no counts.
_NAMING = re.compile(
    r"\b(?:resolutions?|nos?\.|nrs?\.|no|(?<!now )(?<!\w\ws )number|article|articles"
    r"|section|chapter|paragraph|rule|annex|flight|route|room|page|pages|highway|boeing|airbus|level|phase|stage|channel|radio"
    r"|grade|division|brigade|battalion|protocol|item|version|block|zone|gate|terminal|line|track"
    r"|(?-i:G(?:roup )of)|world war|title|category|type|class|unit|clause|point|step|size|aged|ages"
    r"|formula|apollo|pier|game|verse|proposition|season|episode|a\.?d\.?)\s(?:s/)?\d[\d,.]*"
    r"(?:\s\(\d+\))?"
    r"(?:\s?(?:and|to|-|\u2013|,)\s?\d+)*(?![\d.,]*\s?(?:percent|per\scent|%|million|billion))"
    r"|\b(?:group\sof|category|phase|article|chapter|level|step|point|formula|page)"
    r"\s(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty)\b|\b9/11\b|\b24/7\b"
    r"|\bzero[\s-](?:tolerance|hour|sum)\b|\bground\szero\b"
    r"|^\s*\(?\d{1,2}[.)]\s|\(\d{1,2}\)"
    r"|(?:\+\d{1,3}[\s-])?(?:\(?\d{2,4}\)?[\s-]){2,5}\d{3,4}(?!,)"
    r"|\b(?:won|win|beat|lost|lead|led|drew|victory|defeat|draw|score|ended|tied)\s(?:by\s)?"
    r"\d{1,3}[-\u2013]\d{1,3}\b(?!\s?(?:percent|per|%)|\s[a-z]+s\b)"
    r"|\d+[-\u2013]\d+\s(?-i:[A-Z])\w+\s(?-i:Street|Road|Avenue|Lane|Drive|Square|Boulevard)\b",
    re.I | re.M,
)  # fmt: skip
# A bare number right after a capital is part of a name ("Nasdaq 100", "Galaxy 20"), but for the
# first word of a sentence, for months and where what follows can be counted ("In Homs 37 people").
_AFTER_CAPITAL = re.compile(
    r"(?P<before>\b\w+\s+|[^\w\s]\s*|^\s*)(?P<name>\w*[A-Z][\w&/.]*['\u2019]?)\s$"
)
_COUNTABLE = re.compile(r"\s(?:[a-z]+\s){0,2}?(?:people|men|women|children|police|[a-z]{2,}s)\b")
_MEASURED = re.compile(
    r"\s?%|-[a-z]|\s(?:percent|per\scent|years?|months?|inch|inches|miles?|meters?|metres?|foot"
    r"|kilomet(?:er|re)s?|feet|yards?|pounds?|tons?|tonnes?|(?:mega|giga|kilo)?watts?|lit(?:er|re)s?"
    r"|degrees?|hectares?|acres?|barrels?)\b"
)
_SENTENCE_END = re.compile(r"[.!?:;\"\u201c\u2018(]\s*$")
_INDEX = re.compile(
    r"(?:S\s?&?\s?P|Nasdaq|FTSE|Nikkei|CAC|DAX|Russell|Topix|Fortune|Stoxx|ASX)\s?$"
)
_LABEL = re.compile(r"\d{1,4}(?:\.\d)?")
_PREPOSITIONS = frozenset(
    {"in", "at", "near", "outside", "from", "around", "of", "for", "on", "to", "with", "by"}
)
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_EDGE_BEFORE = re.compile(r"(?:[\w#/+:'\u2019]|\w-|\d[.,])$")
_EDGE_ALLOWED = re.compile(rf"(?:\d[kmb]?|\bsub|minus|to)-$|\s\+$|(?:{SIGNED})$")
_EDGE_AFTER = re.compile(r"[/:]\w|[.,]\d|['\u2019]s\b|(?:st|nd|rd|th)\b|-?\s?\(?[ap]\.?m\b", re.I)


def find_names(text: str) -> tuple[Span, ...]:
    """Return the spans of a text in which numbers are names or labels."""
    return tuple(Span(*match.span()) for match in _NAMING.finditer(text))


def names_something(text: str, numeral: Numeral, names: Sequence[Span]) -> bool:
    """Say whether a numeral is a name or part of one."""
    span = numeral.span
    if any(span.overlaps(name) for name in names) or _EDGE_AFTER.match(text, span.end):
        return True
    words = span.of(text)
    if numeral.share and words[-1].isalpha():
        named = words[0].isupper() and not opens_sentence(text, span.start)
        return named or not _is_share(text, span)
    before = text[max(0, span.start - 48) : span.start]
    if _EDGE_BEFORE.search(before) and not _EDGE_ALLOWED.search(before):
        return True
    if words[0].isdigit():
        leading_zero = words[0] == "0" and len(words) > 1 and words[1].isdigit()
        return leading_zero or _follows_name(text, numeral, before)
    return words[0].isupper() and not opens_sentence(text, span.start)


def _follows_name(text: str, numeral: Numeral, before: str) -> bool:
    if numeral.glued or not _LABEL.fullmatch(numeral.span.of(text)):
        return False
    if _INDEX.search(before):
        return True
    match = _AFTER_CAPITAL.search(before)
    after = text[numeral.span.end : numeral.span.end + 48]
    if match is None or _MEASURED.match(after):
        return False
    lead = match["before"]
    opens = lead.strip() == "" or _SENTENCE_END.search(lead) is not None
    if (
        _WEEKDAY.match(match["name"])
        or match["name"].lower() in _PREPOSITIONS
        or (opens and not re.match(r"\s[A-Z]|[,.]", after))
    ):
        return False
    if _counts_persons(after):  # "told Radio Homs 37 villagers died"
        return False
    counted = _COUNTABLE.match(after) is not None
    return not (counted and lead.strip().lower() in _PREPOSITIONS)


def _counts_persons(after: str) -> bool:
    """Say whether one of the next words in small letters names persons."""
    words = re.match(r"(?:\s[a-z]+){1,3}", after)
    persons = load_counted().persons
    return words is not None and any(lemma(word) in persons for word in words[0].split())


_WHOLE = re.compile(
    r"[\s-](?:of|the|its|their|his|her|our|all|majority|(?:[a-z]+\s)?(?:people|[a-z]{3,}s))\b", re.I
)
_LOOSENED = re.compile(
    r"\b(?:than|about|around|nearly|almost|over|under|above|below|least|roughly|some|by)\s$", re.I
)
_OTHER_HALF = re.compile(
    r"\b(?:first|second|third|last|latter|final|other|better|opening|past|each|per|every|in|this"
    r"|next|previous|early|late|(?:north|south|east|west)(?:ern)?|upper|lower)\s$", re.I
)  # fmt: skip


def _is_share(text: str, span: Span) -> bool:
    """Say whether "a third", "half", "two quarters" is a part of something here."""
    before, words = text[max(0, span.start - 16) : span.start], span.of(text).lower()
    if _OTHER_HALF.search(before) or re.match(r"-[a-z]|\san?\s", text[span.end : span.end + 4]):
        return re.match(r"-majority", text[span.end : span.end + 9]) is not None
    if words.endswith("quarters") or " " not in words.replace("-", " ") or words.startswith("a"):
        part = re.match(r"\s(?:of|the|its|their)\b", text[span.end : span.end + 7]) is not None
        whole = words == "half" and _WHOLE.match(text, span.end) is not None
        return part or whole or _LOOSENED.search(before) is not None
    if _LOOSENED.search(before) is not None:
        return True
    return _WHOLE.match(text, span.end) is not None or not re.match(
        r"\s[a-z]", text[span.end : span.end + 2]
    )


def opens_sentence(text: str, at: int) -> bool:
    """Say whether a sentence opens at `at`: elsewhere a capital makes a name ("the Big Four")."""
    lead = text[max(0, at - 3) : at].rstrip(" \u00a0\"'\u201c\u2018(")
    return lead == "" or lead[-1] in ".!?:;\n-\u2013\u2014)" or at == 0
