"""What two mentions of a page say of being one thing: facts of words and trees, as numbers.

No topic is among them. The weights of links.py are trained for these numbers, in their order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from demarche.codebook.load import load_codebook
from demarche.reader.pieces import quote_depths
from demarche.records import Annotation, Mention, MentionKind, Token

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

REACH = 60  # mentions that one looks back over; further back only those with a word in common
FURTHER = 40  # of the latter, the nearest

PRONOUNS: Mapping[str, str] = {
    "i": "i", "me": "i", "my": "i", "mine": "i", "myself": "i",
    "we": "we", "us": "we", "our": "we", "ours": "we", "ourselves": "we",
    "you": "you", "your": "you", "yours": "you", "yourself": "you", "yourselves": "you",
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
    "this": "this", "these": "these", "that": "that", "those": "those",
    "who": "who", "whom": "who", "whose": "who", "which": "which",
    "here": "here", "there": "here", "one": "one",
}  # fmt: skip
CLASSES = ("none", *dict.fromkeys(PRONOUNS.values()))
PLURAL = frozenset({"we", "they", "these", "those"})
SINGULAR = frozenset({"i", "he", "she", "it", "this", "that", "here", "one"})
GENDERS = ("unknown", "male", "female", "thing")
MALE_WORDS = frozenset(
    "man boy father son brother husband king mr mr. sir uncle grandfather gentleman lord prince "
    "spokesman chairman".split()
)
FEMALE_WORDS = frozenset(
    "woman girl mother daughter sister wife queen mrs mrs. ms ms. madam aunt grandmother lady "
    "princess spokeswoman chairwoman".split()
)
FORMS = ("pronoun", "name", "the", "a", "this", "possessed", "bare", "clause")
ROLES = ("subject", "object", "oblique", "of", "possessor", "apposition", "joined", "root", "other")
_ROLE_OF = {
    "nsubj": "subject", "csubj": "subject", "obj": "object", "iobj": "object", "obl": "oblique",
    "nmod": "of", "nmod:poss": "possessor", "appos": "apposition", "conj": "joined", "root": "root",
}  # fmt: skip
KINDS: tuple[str, ...] = get_args(MentionKind)
_LEFT_OFF = frozenset({"DET", "PUNCT", "ADP", "PART", "CCONJ"})  # what tells nothing of identity
DISTANCES = (0, 1, 2, 3, 5, 8, 13, 25)  # upper ends of steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One mention as the scorer sees it."""

    paragraph: int
    sentence: int  # counted over the page
    first: int  # words counted over the page
    last: int
    head: int
    above: int  # the head of its head word
    words: tuple[str, ...]  # that tell who or what it is, in lower case
    text: str
    head_word: str
    pronoun: str
    form: str
    role: str
    kind: str
    plural: int  # 0 unknown, 1 one, 2 several
    gender: str
    quoted: bool


def see_mentions(annotations: Sequence[Annotation]) -> list[Seen]:
    """Return the mentions of a page's paragraphs in the order of their first words."""
    found: list[Seen] = []
    words = sentences = 0
    for number, annotation in enumerate(annotations):
        shapes = [token.span.of(annotation.text) for token in annotation.tokens]
        of_word = [at for at, (a, b) in enumerate(annotation.sentences) for _ in range(a, b)]
        quoted = [depth == 1 for depth in quote_depths(shapes)]
        for mention in map(annotation.mentions.__getitem__, in_order(annotation)):
            found.append(
                _see(
                    mention,
                    annotation.tokens,
                    shapes,
                    quoted,
                    number,
                    words,
                    sentences + of_word[mention.head],
                )
            )
        words += len(shapes)
        sentences += len(annotation.sentences)
    return found


def in_order(annotation: Annotation) -> list[int]:
    """Return the numbers of a paragraph's mentions by their first words, outer before inner."""
    mentions = annotation.mentions
    return sorted(range(len(mentions)), key=lambda at: (mentions[at].first, -mentions[at].last))


def _see(
    mention: Mention,
    tokens: Sequence[Token],
    shapes: Sequence[str],
    quoted: Sequence[bool],
    paragraph: int,
    words: int,
    sentence: int,
) -> Seen:
    head = tokens[mention.head]
    low = [shape.lower() for shape in shapes[mention.first : mention.last + 1]]
    word = shapes[mention.head].lower()
    alone = mention.first == mention.last
    pronoun = PRONOUNS.get(word, "none") if alone else "none"
    telling = tuple(
        shape
        for at, shape in zip(range(mention.first, mention.last + 1), low, strict=True)
        if tokens[at].upos not in _LEFT_OFF
    )
    form = _form(mention, tokens, low, pronoun)
    return Seen(
        paragraph=paragraph,
        sentence=sentence,
        first=mention.first + words,
        last=mention.last + words,
        head=mention.head + words,
        above=head.head + words if head.head >= 0 else -1,
        words=telling or tuple(low),
        text=" ".join(telling or low),
        head_word=_singular(word) if head.upos == "NOUN" else word,
        pronoun=pronoun,
        form=form,
        role=_ROLE_OF.get(head.deprel, _ROLE_OF.get(head.deprel.partition(":")[0], "other")),
        kind=mention.kind,
        plural=_plural(pronoun, word, head, mention, tokens),
        gender=_gender(pronoun, telling, mention.kind),
        quoted=quoted[mention.head],
    )


def _form(mention: Mention, tokens: Sequence[Token], low: Sequence[str], pronoun: str) -> str:
    if pronoun != "none":
        return "pronoun"
    upos = tokens[mention.head].upos
    if upos == "PROPN":
        return "name"
    if upos in ("VERB", "AUX"):
        return "clause"
    if low[0] == "the":
        return "the"
    if low[0] in ("this", "that", "these", "those", "such"):
        return "this"
    if low[0] in ("a", "an", "another", "some", "any", "no", "every", "each"):
        return "a"
    owned = any(
        tokens[at].deprel == "nmod:poss" and tokens[at].head == mention.head
        for at in range(mention.first, mention.last + 1)
    )
    return "possessed" if owned else "bare"


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _plural(pronoun: str, word: str, head: Token, mention: Mention, tokens: Sequence[Token]) -> int:
    if pronoun != "none":
        return 2 if pronoun in PLURAL else 1 if pronoun in SINGULAR else 0
    joined = any(
        tokens[at].deprel == "conj" and tokens[at].head == mention.head
        for at in range(mention.head, mention.last + 1)
    )
    if joined:
        return 2
    if head.upos == "PROPN":
        return 1
    return 2 if _singular(word) != word else 1


def _gender(pronoun: str, words: Sequence[str], kind: str) -> str:
    if pronoun in ("he", "she"):
        return "male" if pronoun == "he" else "female"
    if pronoun in ("it", "which", "this", "that"):
        return "thing"
    if kind == "person":
        if MALE_WORDS.intersection(words):
            return "male"
        if FEMALE_WORDS.intersection(words):
            return "female"
        return next((known for w in words[:2] if (known := _first_names().get(w))), "unknown")
    return "unknown" if pronoun != "none" else "thing"


@cache
def _first_names() -> Mapping[str, str]:
    return load_codebook().genders


# ---------------------------------------------------------------- numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The mentions of a page as numbers, one row each."""

    place: Integers  # [M, 6] paragraph, sentence, first, last, head, above
    coded: Integers  # [M, 9] form, pronoun, role, kind, plural, gender, quoted, text, head word
    words: Floats  # [M, V] which telling words it has
    starts: Integers  # [M] initials as a number, -1 where there are none
    short: Integers  # [M] the text itself as an acronym, -1


def number_mentions(seen: Sequence[Seen]) -> Facts:
    """Return the mentions as numbers."""
    texts: dict[str, int] = {}
    vocabulary: dict[str, int] = {}
    for one in seen:
        for word in one.words:
            vocabulary.setdefault(word, len(vocabulary))
    words = np.zeros((len(seen), max(1, len(vocabulary))), np.float32)
    for row, one in enumerate(seen):
        if one.pronoun == "none":
            words[row, [vocabulary[word] for word in one.words]] = 1

    def code(text: str) -> int:
        return texts.setdefault(text, len(texts))

    place = [(o.paragraph, o.sentence, o.first, o.last, o.head, o.above) for o in seen]
    coded = [
        (
            FORMS.index(o.form), CLASSES.index(o.pronoun), ROLES.index(o.role),
            KINDS.index(o.kind), o.plural, GENDERS.index(o.gender), int(o.quoted),
            code(o.text), code(o.head_word),
        )
        for o in seen
    ]  # fmt: skip
    return Facts(
        place=np.array(place, np.int64).reshape(-1, 6),
        coded=np.array(coded, np.int64).reshape(-1, 9),
        words=words,
        starts=np.array([code(_initials(o)) if len(o.words) > 1 else -1 for o in seen], np.int64),
        short=np.array([code(o.text.replace(".", "")) for o in seen], np.int64),
    )


def _initials(one: Seen) -> str:
    return "".join(word[0] for word in one.words if word not in ("of", "for", "the", "and"))


def single_features(facts: Facts) -> Floats:
    """Return what each mention says of itself [M, S]."""
    form, pronoun, role, kind, plural, gender, quoted, text, head = facts.coded.T
    own = [
        _one_hot(form, len(FORMS)), _one_hot(pronoun, len(CLASSES)), _one_hot(role, len(ROLES)),
        _one_hot(kind, len(KINDS)), _one_hot(plural, 3), _one_hot(gender, 4), quoted[:, None],
        _earlier(text)[:, None], _earlier(head)[:, None], _later(text)[:, None],
        _later(head)[:, None],
        np.minimum(facts.place[:, 3] - facts.place[:, 2], 12)[:, None] / 6,
        _one_hot(_step(np.arange(len(form))), len(DISTANCES) + 1),
    ]  # fmt: skip
    return np.concatenate([part.astype(np.float32) for part in own], axis=1)


def pair_features(facts: Facts, one: Integers, two: Integers) -> Floats:
    """Return what mentions `one` [P] and, before them, `two` [P] say of each other [P, F]."""
    form, pronoun, role, kind, plural, gender, quoted, text, head = facts.coded.T
    paragraph, sentence, first, last, at, above = facts.place.T
    same_text = (text[one] == text[two]) & (pronoun[one] == pronoun[two])
    same_head = (head[one] == head[two]) & (pronoun[one] == 0) & (pronoun[two] == 0)
    common = (facts.words[one] * facts.words[two]).sum(1)
    counts = facts.words.sum(1)
    few = np.maximum(1, np.minimum(counts[one], counts[two]))
    many = np.maximum(1, counts[one] + counts[two] - common)
    inside = ((first[two] <= first[one]) & (last[one] <= last[two])) | (
        (first[one] <= first[two]) & (last[two] <= last[one])
    )
    names = (form[one] == 1) & (form[two] == 1)
    known_plural = (plural[one] > 0) & (plural[two] > 0)
    known_gender = (gender[one] > 0) & (gender[two] > 0)
    fellow = (above[one] == above[two]) & (above[one] >= 0)
    flags = [
        same_text, same_head, names & same_text, names & same_head, names & (common > 0),
        common / few, common / many, (common == few) & (common > 0), common > 0,
        facts.starts[one] == facts.short[two], facts.starts[two] == facts.short[one],
        inside, at[one] == above[two], at[two] == above[one],
        (above[one] == at[two]) & (role[one] == 5), fellow,
        fellow & (role[one] == 1) & (role[two] == 0),
        known_plural & (plural[one] == plural[two]), known_plural & (plural[one] != plural[two]),
        known_gender & (gender[one] == gender[two]), known_gender & (gender[one] != gender[two]),
        kind[one] == kind[two], role[one] == role[two], (role[one] == 0) & (role[two] == 0),
        role[two] == 0, quoted[one] == quoted[two], pronoun[one] == pronoun[two],
        paragraph[one] == paragraph[two], sentence[one] == sentence[two],
        (last[two] + 1 == first[one]), (last[two] + 2 == first[one]),
        np.minimum(facts.place[one, 3] - facts.place[one, 2], 12) / 6,
        np.minimum(facts.place[two, 3] - facts.place[two, 2], 12) / 6,
    ]  # fmt: skip
    crossed = [
        _one_hot(form[one] * len(FORMS) + form[two], len(FORMS) ** 2),
        _one_hot(pronoun[one], len(CLASSES)), _one_hot(pronoun[two], len(CLASSES)),
        _one_hot(kind[one], len(KINDS)), _one_hot(kind[two], len(KINDS)),
        _one_hot(_step(sentence[one] - sentence[two]), len(DISTANCES) + 1),
        _one_hot(_step(one - two), len(DISTANCES) + 1),
        _one_hot(_step(paragraph[one] - paragraph[two]), len(DISTANCES) + 1),
        _one_hot(role[two], len(ROLES)), _one_hot(gender[two], 4),
    ]  # fmt: skip
    stacked = np.stack([np.asarray(flag, np.float32) for flag in flags], axis=1)
    return np.concatenate([stacked, *crossed], axis=1)


def _one_hot(values: Integers, size: int) -> Floats:
    found = np.zeros((len(values), size), np.float32)
    found[np.arange(len(values)), values] = 1
    return found


def _step(values: Integers) -> Integers:
    return np.searchsorted(np.array(DISTANCES), values)


def _earlier(values: Integers) -> Floats:
    """Return 1 where a value stood before."""
    seen: set[int] = set()
    found = np.zeros(len(values), np.float32)
    for at, value in enumerate(values.tolist()):
        found[at] = value in seen
        seen.add(value)
    return found


def _later(values: Integers) -> Floats:
    return _earlier(values[::-1])[::-1]


def candidates(facts: Facts) -> tuple[Integers, Integers]:
    """Return the pairs to look at, mention and one before it, sorted by mention."""
    ones: list[int] = []
    twos: list[int] = []
    heads: dict[int, list[int]] = {}
    for at, head in enumerate(facts.coded[:, 8].tolist()):
        near = range(max(0, at - REACH), at)
        far = [] if facts.coded[at, 1] else [b for b in heads.get(head, ()) if b < at - REACH]
        both = [*far[-FURTHER:], *near]
        ones += [at] * len(both)
        twos += both
        heads.setdefault(head, []).append(at)
    return np.array(ones, np.int64), np.array(twos, np.int64)
