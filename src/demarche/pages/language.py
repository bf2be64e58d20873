"""Whether a text is English, by its function words."""

import re
from collections.abc import Iterable

# Words that no other language of the Latin script has as common words of its own; the days of the
# week, since a lead of one sentence may have no other.
ENGLISH = frozenset(
    (
        "the", "of", "and", "that", "with", "for", "from", "by", "his", "her", "their", "which",
        "this", "has", "have", "had", "were", "is", "are", "not", "would", "said", "who", "it",
        "its", "they", "we", "he", "she", "but", "been", "after", "into", "against", "between",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    )
)  # fmt: skip
# On 171 development pages: English news stories have 0.13 and more, German, Portuguese,
# Indonesian and Russian ones under 0.01; pages of scores and recipes lie between.
LEAST_SHARE = 0.05
# Japanese with English names in it has function words of English, but few Latin letters.
LEAST_LATIN = 0.5

_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def is_english(texts: Iterable[str]) -> bool:
    """Say whether the letters of `texts` are Latin and the share of function words English."""
    words = [word for text in texts for word in _WORDS.findall(text.lower())]
    letters = "".join(words)
    latin = sum("a" <= letter <= "z" for letter in letters)
    hits = sum(word in ENGLISH for word in words)
    # A text of one short sentence may hold a single one.
    return hits > 0 and hits >= LEAST_SHARE * len(words) and latin >= LEAST_LATIN * len(letters)
