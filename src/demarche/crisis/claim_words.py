"""What the words of a claim say: that it is so or not so, which side of an opposite, of what text.

All by the lists of opposites.toml; nothing here knows of a page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from demarche.codebook.opposites import Opposite, load_opposites
from demarche.codebook.phrases import fold
from demarche.codebook.stems import stem
from demarche.records import StatementAct, StatementMode

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
NON = re.compile(r"\b(non|self)-(?=\w)")
NEGATIONS = frozenset(
    """no not never neither nor none nobody nothing without cannot hardly
    doubt doubts doubted dispute disputes disputed""".split()
)
# Where the clause that a claim is about ends: what is negated further on is another thing.
MARKS = frozenset("that which who whom whose because if unless while but although since as".split())
WHATEVER = frozenset("any all having".split())
ONLY = frozenset("only just merely simply".split())  # "not only": nothing is denied
ASKING = frozenset("is are was were do does did has have can could will would".split())
WHETHER = frozenset("whether if how why".split())
SELF = frozenset("it its we our us my i his her he she their they itself ourselves".split())
MODALS = frozenset("should must ought shall".split())
WANTING = frozenset(("demand", "reject", "promise", "threaten", "endorse"))
WISHES = MODALS | frozenset(
    "will would willing willingness ready readiness only unless until".split()
)
# What depends stands before these: "no aid until they agree to talks" sets no term for talks.
DEPENDING = frozenset(("until", "unless", "once"))
INSISTING = ("insist", "want", "demand", "urg", "call", "seek", "sought")
CLAIMING = frozenset(("say", "deny", "accuse", "reject", "warn", "predict"))
GROUNDS = "grounds"
QUOTES = "\"\u201d\u2019' "
# Words of a content that names another claim and no more: "the allegations of the rebels".
BARE = 7
# Words of a content among which what it is about stands first: "the terms of a draft".
HEAD = 6
# Words, with the "not", that a "not" turns: "has never sold them any arms"; a judgement.
BEHIND_NOT = 6
# Words of fewer letters are no topic: they join sentences.
SHORTEST = 4

OF_A_TEXT, MEANING, STAND = "of a text", "what it means", "stand on "
HALT = f"{STAND}a halt"


@dataclass(frozen=True)
class Words:
    """The words of a text, folded; "non-compliance" is one, "civilian-use" two."""

    words: tuple[str, ...]

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stem of each word."""
        return tuple(map(stem, self.words))

    @cached_property
    def phrases(self) -> frozenset[str]:
        """The stems of words, and of each two that stand together."""
        return frozenset((*self.stems, *(f"{one} {two}" for one, two in pairwise(self.stems))))


# A page asks for a sentence, or a cue, as often as something is said in it.
@lru_cache(maxsize=4096)
def words_of(text: str) -> Words:
    """Return the words of a text."""
    return Words(tuple(WORD.findall(NON.sub(r"\1", fold(text)))))


def topics_of(words: Words) -> frozenset[str]:
    """Return the stems of words that say what a claim is about."""
    book = load_opposites()
    long = (stem for word, stem in zip(words.words, words.stems, strict=True) if _is_long(word))
    return frozenset(long) - book.empty - book.nouns


def _is_long(word: str) -> bool:
    return len(word) >= SHORTEST and "'" not in word


# ---------------------------------------------------------------- so or not so


def asserts(words: Words, act: StatementAct, mode: StatementMode, cue: Words) -> bool | None:
    """Say whether a statement says that its content is so, or not so; None: it claims nothing."""
    book = load_opposites()
    if GROUNDS in words.words:
        return True  # whatever is wanted, what it is wanted for is said to be so
    if mode == "intention" or act not in CLAIMING or _leaves_open(cue):
        return None
    if words.words[:1] == ("against",):
        return None  # "warned against ..."
    if act == "deny" and not book.granted.isdisjoint(words.stems[:4]):
        return None  # "denied him access": refused, not called untrue
    meant = {*readings(words)}
    if dismisses(words) or (meant and not book.wrongly.isdisjoint(words.stems)):
        return False
    if act == "reject":
        return False if _speaks_of_claim(words) else None
    if MEANING not in meant and not MODALS.isdisjoint(words.words[:BARE]):
        return None  # what a text means may well be that one must
    return (act == "deny") == is_negated(words)


def is_question(content: str, words: Words) -> bool:
    """Say whether a content asks: it claims nothing."""
    return content.rstrip(QUOTES).endswith("?") or not WHETHER.isdisjoint(words.words[:1])


def _leaves_open(cue: Words) -> bool:
    """Say whether a claim is neither confirmed nor denied: "has never confirmed or denied"."""
    found = [any(word.startswith(start) for word in cue.words) for start in ("confirm", "den")]
    return all(found)


def is_negated(words: Words) -> bool:
    """Say whether the first clause of a claim is negated (an odd number of times)."""
    told = words.words
    if len(told) > 2 and told[0] in ASKING and "not" in told[1:3]:
        return False  # "Is it not true that ...?" says that it is
    count = 0
    for at, word in enumerate(told):
        if word in MARKS and at > 1:
            break
        only = at + 1 < len(told) and told[at + 1] in ONLY
        count += (word in NEGATIONS or word.endswith("n't")) and not only
    return count % 2 == 1


def negated_part(words: Words) -> Words:
    """Return what a "not" turns: the few words behind it, not all of a long clause."""
    told = words.words
    at = next((at for at, w in enumerate(told) if w in NEGATIONS or w.endswith("n't")), None)
    return words if at is None else Words(told[at : at + BEHIND_NOT])


def _speaks_of_claim(words: Words) -> bool:
    """Say whether a noun for a claim stands first: "the charge"; not "the reported abuse"."""
    nouns = load_opposites().nouns
    early = zip(words.words[:BARE], words.stems[:BARE], strict=True)
    return any(stem in nouns and not word.endswith("ed") for word, stem in early)


def dismisses(words: Words) -> bool:
    """Say whether a claim calls another untrue: "such reports are baseless"."""
    book = load_opposites()
    if book.dismissals.isdisjoint(words.stems):
        return False
    start = 1 if words.words[:1] == ("that",) else 0
    if not book.pronouns.isdisjoint(words.words[start : start + 2]) or _speaks_of_claim(words):
        return True
    ends = (at for at, word in enumerate(words.stems) if word in book.dismissals)
    return any(not book.nouns.isdisjoint(words.stems[max(at - 3, 0) : at]) for at in ends)


def is_bare(words: Words) -> bool:
    """Say whether a content names another claim and no more: "a charge", "such a link"."""
    book = load_opposites()
    if is_of_part(words):
        return True
    if 0 < len(words.words) <= BARE and _speaks_of_claim(words):
        at = next(at for at, word in enumerate(words.stems) if word in book.nouns)
        return len(words.words) - at <= 3
    pronoun = 0 < len(words.words) <= 2 and words.words[0] in book.pronouns
    return pronoun or dismisses(words)


def is_of_part(words: Words) -> bool:
    """Say whether a content names a part in what one is charged with: "any role in the attack"."""
    parts = load_opposites().parts
    return not WHATEVER.isdisjoint(words.words[:1]) and not parts.isdisjoint(words.stems[:HEAD])


# ---------------------------------------------------------------- sides


def senses(words: Words, among: Words | None = None) -> Iterator[str]:
    """Yield the sides of opposites that words take: "arming +", "peaceful or military -".

    The words alone count, those of `among` where it is given; whether the claim is denied is
    another question.
    """
    for opposite in load_opposites().opposites:
        if not opposite.about or not opposite.about.isdisjoint(words.phrases):
            side = _side(among or words, opposite)
            if side:
                yield f"{opposite.name} {side}"


def _side(words: Words, opposite: Opposite) -> str:
    """Return + for the first side, - for the second, nothing for both or none."""
    first = not opposite.first.isdisjoint(words.phrases)
    second = not opposite.second.isdisjoint(words.phrases)
    if first and second:
        over = opposite.over or not load_opposites().pretences.isdisjoint(words.stems)
        return "-" if over else ""
    return "+" if first else "-" if second else ""


def readings(words: Words) -> Iterator[str]:
    """Yield that a claim speaks of a text or a meeting, and that it says what that means."""
    book = load_opposites()
    of_a_text = not book.texts.isdisjoint(words.stems)
    if of_a_text:
        yield OF_A_TEXT
    tells = of_a_text and any(
        one in book.texts and two in book.tells for one, two in pairwise(words.stems)
    )
    if tells or not book.meanings.isdisjoint(words.stems):
        yield MEANING


def stands(words: Words, act: StatementAct, asserted: bool | None) -> Iterator[str]:
    """Yield whether a statement is for or against the text that it names first, or a halt."""
    book = load_opposites()
    if act in ("endorse", "reject"):
        text = next((word for word in words.stems[:HEAD] if word in book.texts), None)
        if text is not None:
            name = "draft" if text in book.drafts else text
            yield f"{STAND}{name} {'+' if act == 'endorse' else '-'}"
    early = Words(words.words[:HEAD]).phrases
    if (asserted or act == "reject") and not book.halting.isdisjoint(early):
        yield f"{HALT} {'-' if act == 'reject' else '+'}"


def wishes(words: Words, act: StatementAct, cue: Words, sentence: Words) -> Iterator[str]:
    """Yield the sides of conditions that a statement takes; to reject the one is to want the other.

    What it is about may stand in its sentence. A condition told after all ("resume, but only once
    ...") is one.
    """
    found = words.phrases | cue.phrases
    for one in load_opposites().conditions:
        first, second = not one.first.isdisjoint(found), not one.second.isdisjoint(found)
        if second and one.wish and not first:
            second = not one.second.isdisjoint(found - _other_terms(words, one))
        if (first or second) and not one.about.isdisjoint(sentence.stems):
            if one.wish and not _is_wish(words, act, cue):
                continue
            refused = act == "reject"
            wants_second = (first and one.wish) if refused else second
            yield f"{one.name} {'-' if wants_second else '+'}"


def _other_terms(words: Words, condition: Opposite) -> frozenset[str]:
    """Return the words by which another thing is made to depend on what the condition is about."""
    at = next((at for at, word in enumerate(words.words) if word in DEPENDING), None)
    if at is None or not condition.about.isdisjoint(words.stems[:at]):
        return frozenset()
    return DEPENDING if not condition.about.isdisjoint(words.stems[at:]) else frozenset()


def _is_wish(words: Words, act: StatementAct, cue: Words) -> bool:
    """Say whether a statement wants its content or makes it depend: "must", "would", "insists"."""
    if act in WANTING or not WISHES.isdisjoint(words.words):
        return True
    return any(word.startswith(INSISTING) for word in cue.words)
