"""Text to words and sentences, in the manner of Universal Dependencies English.

Clitics stand alone (do|n't, Putin|'s), hyphenated compounds are cut in three, abbreviations keep
their full stop. Plain rules: they cost nothing, cannot fail, and are the same on every machine.
"""

import re

from demarche.spans import Span

# Never the end of a sentence: a name or a number follows. All English usage, none of a period.
_TITLES = (
    "Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Cmdr|Adm|Brig|Sen|Rep|Gov|Pres|Amb|"
    "Sec|Msgr|Fr|Sr|No|Nos|vs|Art|Fig|Res"
)
_CLIPPED = (
    "Jr|Inc|Corp|Co|Ltd|Bros|etc|approx|dept|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)

_WORD = re.compile(
    rf"""
    (?:https?://|www\.)[^\s<>"”’)\]]*[^\s<>"”’)\].,;:!?]   # an address of the web
    | [\w.+-]+@[\w-]+\.[\w.]*\w                             # an address of the post
    | (?:[^\W\d_]\.){{2,}}                                  # U.S. a.m. A.K.
    | (?:[A-Z]\.)+[A-Z](?![\w.])                           # U.S without its last stop
    | [A-Z]\.(?=\s[A-Z])                                    # an initial: George W. Bush
    | (?:{_TITLES}|{_CLIPPED})\.                            # Mr. Gen. Jan.
    | \d+(?:[.,:]\d+)+                                      # 9,000 4.5 17:30
    | \w+?(?=n['’ʼ]t\b)                                      # do|n't
    | n['’ʼ]t\b
    | ['’ʼ](?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)\b               # Putin|'s
    | can(?=not\b)
    | [^\W\d_]+(?:['’ʼ](?!(?:s|re|ve|ll|d|m|t|S|RE|VE|LL|D|M|T)\b)[^\W\d_]+)+  # O'Keefe, Shi'ite
    | \w+
    | \.{{2,}} | -{{2,}} | '' | `` | [!?]{{2,}}
    | [^\w\s]
    """,
    re.VERBOSE,
)

_END = re.compile(r"[.!?…]+")
_CLOSERS = frozenset("\"'”’»)]}''")
_OPENERS = frozenset("\"'“‘«([{``")
_ABBREVIATION = re.compile(rf"(?:(?:[^\W\d_]\.){{2,}}|(?:{_CLIPPED})\.)\Z")
# After an abbreviation a capital begins a sentence only when it is the capital of such a word.
_STARTERS = frozenset(
    "The A An This That These Those He She It They We You I In On At But And Or If When While As "
    "After Before Since For From With However Meanwhile There His Her Its Their Our Both".split()
)
# `"Why?" Khan asked.` is one sentence.
_ASKING = frozenset("said says asked told added replied wondered wrote cried shouted".split())
_ASKING_REACH = 5  # words from the mark to the verb: a name with its title


def find_words(text: str) -> tuple[Span, ...]:
    """Return the spans of the words and punctuation marks of `text`, in order.

    Every character that is not white space is in exactly one span.
    """
    return tuple(Span(*match.span()) for match in _WORD.finditer(text))


def find_sentences(text: str, words: tuple[Span, ...]) -> tuple[tuple[int, int], ...]:
    """Return the word ranges (end exclusive) of the sentences of `text`; they divide `words`."""
    shapes = [word.of(text) for word in words]
    starts = [0]
    at = 0
    while at < len(shapes):
        end = _sentence_end(text, words, shapes, at)
        if end is None:
            at += 1
            continue
        if end < len(shapes):
            starts.append(end)
        at = end
    return tuple(zip(starts, [*starts[1:], len(shapes)], strict=True)) if shapes else ()


def _sentence_end(text: str, words: tuple[Span, ...], shapes: list[str], at: int) -> int | None:
    """Return the index after the sentence if the word at `at` ends one, else None."""
    after = at + 1
    if after < len(shapes) and "\n\n" in text[words[at].end : words[after].start]:
        return after
    abbreviation = _ABBREVIATION.match(shapes[at]) is not None
    if not (abbreviation or _END.fullmatch(shapes[at])):
        return None
    while after < len(shapes) and _closes(words, shapes, after):
        after += 1
    if after == len(shapes):
        return after
    follower = shapes[after]
    opened = follower in _OPENERS and after + 1 < len(shapes)
    lead = shapes[after + 1] if opened else follower
    if abbreviation:
        return after if lead in _STARTERS or (opened and lead[0].isupper()) else None
    if not (lead[0].isupper() or lead[0].isdigit() or opened):
        return None
    if words[after].start == words[after - 1].end and not _lost_space(shapes, at, after):
        return None
    quoted = after > at + 1
    reach = shapes[after : after + _ASKING_REACH]
    if quoted and shapes[at][0] in "?!" and not opened and not _ASKING.isdisjoint(reach):
        return None
    return after


def _closes(words: tuple[Span, ...], shapes: list[str], at: int) -> bool:
    """Say whether the mark at `at` closes what stands before it: no space before, or curly."""
    if shapes[at] not in _CLOSERS:
        return False
    straight = shapes[at] in {'"', "'"}
    touches = words[at].start == words[at - 1].end
    return touches if straight else True


def _lost_space(shapes: list[str], at: int, after: int) -> bool:
    """Say whether `warned.Russia` or `warned."Russia` stands here: two sentences run together."""
    before = shapes[at - 1] if at else ""
    named = len(before) > 1 and before.isalpha() and before.islower()
    return shapes[at] in {".", "!", "?"} and (named or after > at + 1)
