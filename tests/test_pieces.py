"""Words to word pieces and features."""

from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from demarche.reader.pieces import case_of, make_window, quote_depths


def small_tokenizer() -> Tokenizer:
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abcdefgh", *(f"##{c}" for c in "abcdefgh")]
    tokenizer = Tokenizer(
        WordPiece({piece: at for at, piece in enumerate(vocabulary)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


TOKENIZER = small_tokenizer()


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=12))
def test_every_word_has_its_own_pieces_in_order(words: list[str]) -> None:
    window = make_window(words, [0] * len(words), TOKENIZER)
    assert len(window.first) == len(window.last) == len(words)
    assert len(window.pieces) == len(window.cases) == len(window.quotes)
    assert window.first[0] == 1
    assert window.last[-1] == len(window.pieces) - 2
    assert all(a <= b for a, b in zip(window.first, window.last, strict=True))
    assert all(b + 1 == a for b, a in zip(window.last, window.first[1:], strict=False))


def test_a_word_without_pieces_is_unknown_and_not_lost() -> None:
    window = make_window(["ab", "\u0000", "c"], [0, 0, 0], TOKENIZER)
    assert window.pieces[window.first[1]] == TOKENIZER.token_to_id("[UNK]")


def test_case_tells_names_from_words() -> None:
    words = ("said", "Oslo", "UN", "iPad", "9,000", "—")
    assert [case_of(word) for word in words] == [0, 1, 2, 3, 4, 5]


def test_quotation_marks_open_and_close() -> None:
    assert quote_depths('" a " b “ c ” d'.split()) == [2, 1, 2, 0, 2, 1, 2, 0]


def test_a_quotation_left_open_stays_open() -> None:
    assert quote_depths("“ a b".split()) == [2, 1, 1]
