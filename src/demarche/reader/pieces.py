"""Words to word pieces and features: what goes into the network.

Shared by training and run time, so that both see the same numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tokenizers import Tokenizer

from demarche.errors import ReaderError

CASES = 6  # lower, Capital, UPPER, miXed, number, mark
QUOTES = 3  # outside, inside, a quotation mark
ROLES = 3  # none, the actor of the pair asked about, its recipient
MAX_PIECES = 300  # a window: a paragraph of some 230 words; longer ones are cut between sentences

_OPENING = frozenset({"“", "„", "«", "``"})
_CLOSING = frozenset({"”", "»", "''"})
_STRAIGHT = '"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Numbers of one window of words; all tuples are one long a piece or one a word."""

    pieces: tuple[int, ...]  # vocabulary numbers, [CLS] and [SEP] included
    cases: tuple[int, ...]  # a piece: the case of its word, 0 for [CLS] and [SEP]
    quotes: tuple[int, ...]  # a piece: where its word stands towards quotation marks
    first: tuple[int, ...]  # a word: its first piece
    last: tuple[int, ...]  # a word: its last piece
    sentence: tuple[int, ...]  # a word: number of its sentence in the window
    roles: tuple[int, ...]  # a piece: part of its word in the pair asked about, mostly 0


def make_window(words: Sequence[str], sentence: Sequence[int], tokenizer: Tokenizer) -> Window:
    """Return the numbers of a window of `words`, whose sentences are numbered by `sentence`.

    A word of which the tokenizer makes nothing (a control character) becomes [UNK].
    """
    encoding = tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
    unknown = number_of("[UNK]", tokenizer)
    of_word: list[list[int]] = [[] for _ in words]
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        if word is not None:  # only special pieces belong to no word
            of_word[word].append(piece)
    pieces, cases, quotes = [number_of("[CLS]", tokenizer)], [0], [0]
    first: list[int] = []
    last: list[int] = []
    for ids, case, quote in zip(of_word, map(case_of, words), quote_depths(words), strict=True):
        ids = ids or [unknown]
        first.append(len(pieces))
        pieces += ids
        last.append(len(pieces) - 1)
        cases += [case] * len(ids)
        quotes += [quote] * len(ids)
    return Window(
        pieces=(*pieces, number_of("[SEP]", tokenizer)),
        cases=(*cases, 0),
        quotes=(*quotes, 0),
        first=tuple(first),
        last=tuple(last),
        sentence=tuple(sentence),
        roles=(0,) * (len(pieces) + 1),
    )


def ask_about(window: Window, actor: tuple[int, int], recipient: tuple[int, int]) -> Window:
    """Return the window with the words of a pair (ranges, end exclusive) marked as such."""
    roles = [0] * len(window.pieces)
    for role, (start, end) in enumerate((actor, recipient), 1):
        for at in range(window.first[start], window.last[end - 1] + 1):
            roles[at] = role
    return replace(window, roles=tuple(roles))


def number_of(piece: str, tokenizer: Tokenizer) -> int:
    """Return the vocabulary number of a special piece. Raises ReaderError when it has none."""
    number = tokenizer.token_to_id(piece)
    if number is None:
        raise ReaderError(f"the reader's vocabulary has no {piece}: take another reader file")
    return number


@lru_cache(maxsize=50_000)  # a page says the same words again and again
def case_of(word: str) -> int:
    """Return 0 lower case, 1 Capital, 2 UPPER, 3 miXed, 4 with a digit, 5 no letter or digit."""
    if any(character.isdigit() for character in word):
        return 4
    letters = [character for character in word if character.isalpha()]
    if not letters:
        return 5
    if not any(character.isupper() for character in letters):
        return 0
    if letters[0].isupper() and not any(character.isupper() for character in letters[1:]):
        return 1
    return 2 if all(character.isupper() for character in letters) else 3


def quote_depths(words: Sequence[str]) -> list[int]:
    """Return for each word 0 outside double quotation marks, 1 inside, 2 for a mark itself.

    A straight mark opens or closes in turn; what is still open at the end stays open, as a
    quotation that goes on in the next paragraph does.
    """
    depths, inside = [], False
    for word in words:
        if word == _STRAIGHT:
            inside = not inside
        elif word in _OPENING:
            inside = True
        elif word in _CLOSING:
            inside = False
        else:
            depths.append(int(inside))
            continue
        depths.append(2)
    return depths
