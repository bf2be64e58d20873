"""A plain-text dump taken apart: which of its lines are the story, and what the others are.

First a logistic function over what is seen of each line (`line_features.py`) finds the run of
lines that is the story. Then what is certain overrules it: stock phrases, a headline that stands
twice, runs of links between paragraphs, stamps of other dates.
"""

import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from demarche.pages.dates import find_dates
from demarche.pages.line_features import FEATURES, best_run, line_features
from demarche.pages.lines import SENTENCE_END, Line, normalise, read_lines
from demarche.pages.paragraphs import split_paragraphs
from demarche.pages.phrases import Marks, load_phrases
from demarche.pages.titles import same_headline
from demarche.records import Block, BlockKind

LONGEST_HEADLINE = 22  # words; the longest title of 80 news pages has 21
STOCK_WORDS = 40  # set by hand: a longer line merely happens to hold a stock phrase
CLEARLY_NOT = -2.5  # log-odds, set by hand: full sentences inside the story stay above it


def read_dump(text: str, *, title: str | None = None) -> tuple[Block, ...]:
    """Return the blocks of a dump, in order; `title` is the headline if it is known already."""
    lines = read_lines(text)
    marks = [load_phrases().mark(line.text) for line in lines]
    stock = frozenset(at for at, line in enumerate(lines) if _is_stock(line, marks[at]))
    body = _story(lines, marks, stock)
    heads = _headlines(lines, body, stock, title=title)
    if heads:  # what stands above the headline is no story, however well written
        start = max((head for head in heads if head < _middle(lines, body)), default=-1)
        body = {place for place in body if place > start}
    body |= _standfirst(lines, body, heads, stock)
    body -= heads
    linked = _has_link_runs(lines, body)
    blocks: list[Block] = []
    for place, line in enumerate(lines):
        if place in body:
            spans = split_paragraphs(line.span, text)
            blocks += [Block(kind="body", span=span) for span in spans]
        else:
            kind = "title" if place in heads else _other_kind(lines, place, body, marks[place])
            if kind == "title" and linked and place not in heads:
                kind = "teaser"  # where links stand between paragraphs, a lone one is a link too
            blocks.append(Block(kind=kind, span=line.span))
    return tuple(blocks)


@cache
def _weights() -> tuple[NDArray[np.float64], float, float]:
    """Return the weights in the order of FEATURES, and the two thresholds."""
    with resources.files(__package__).joinpath("line_weights.toml").open("rb") as file:
        table = tomllib.load(file)
    weights = np.array([table["weights"][name] for name in FEATURES])
    return weights, table["thresholds"]["stretch"], table["thresholds"]["line"]


def _story(lines: Sequence[Line], marks: Sequence[Marks], stock: Collection[int]) -> set[int]:
    """Return the places of the lines that are the story."""
    weights, least, least_line = _weights()
    odds = line_features(lines, marks) @ weights
    counted = np.array([min(len(line.words), 40) for line in lines])
    first, last = best_run(list((odds - least) * counted))
    last = _up_to_the_end(lines, last, marks)
    body = {
        place
        for place in range(first, last + 1)
        if place not in stock
        and odds[place] > (CLEARLY_NOT if _is_sentence(lines[place]) else least_line)
    }
    if not body:  # a page of a sentence or two has nothing to be judged by
        body = {at for at, line in enumerate(lines) if line.prose and at not in stock}
    body -= _link_runs(lines, range(first, last + 1))
    end = _end(lines, body, marks)
    body = {place for place in body if place < end}
    return _without_highlights(lines, body)


def _up_to_the_end(lines: Sequence[Line], last: int, marks: Sequence[Marks]) -> int:
    """Return the last place of the story, with the sentences between it and what ends it.

    In a short story the last paragraph has the page's end as its neighbour, which speaks against
    it; a line that is certain to end the story shows that the paragraph still belongs to it.
    """
    place = last + 1
    while place < len(lines) and lines[place].prose and not marks[place].end:
        place += 1
    ended = 0 < last + 1 < place < len(lines) and marks[place].over
    return place - 1 if ended else last


def _is_sentence(line: Line) -> bool:
    return len(line.words) >= 2 and line.lower >= 0.3 and bool(SENTENCE_END.search(line.text))


def _is_stock(line: Line, mark: Marks) -> bool:
    """Say whether a line is of the page and not of the story, by its words alone."""
    if len(line.words) > STOCK_WORDS:
        return False
    credit = mark.credit and not line.prose
    return mark.end or mark.drop or credit or mark.caption or _is_stamp(line)


def _is_stamp(line: Line) -> bool:
    """Say whether a line holds a date and next to nothing else."""
    return not line.prose and len(line.words) <= 14 and bool(find_dates(line.text))


def _is_headline(line: Line) -> bool:
    """Say whether a line looks like a headline or a link: short, without a full stop."""
    return (
        len(line.words) <= LONGEST_HEADLINE
        and not line.text.endswith((".", ":", ",", '."', ".”", ".'", ".’", '"', "”", "!", ";"))
        and not line.bullet
    )


def _link_runs(lines: Sequence[Line], places: Collection[int]) -> set[int]:
    """Return headlines inside the story: links to other stories, or headings between its parts."""
    return {
        place
        for place in places
        if _is_headline(lines[place])
        and not (
            lines[place].text.endswith("?")
            and not any(
                near in places and _is_headline(lines[near]) and not _parted(lines, place, near)
                for near in (place - 1, place + 1)
            )
        )
    }


def _parted(lines: Sequence[Line], one: int, other: int) -> bool:
    return lines[max(one, other)].gap > 0


def _end(lines: Sequence[Line], body: Collection[int], marks: Sequence[Marks]) -> int:
    """Return the place of the line that ends the article, or one past the last line."""
    total = sum(len(lines[place].words) for place in body)
    stamps = [place for place, line in enumerate(lines) if _is_stamp(line)]
    words = paragraphs = 0
    for place, line in enumerate(lines):
        if place in body:
            words, paragraphs = words + len(line.words), paragraphs + 1
        begun = paragraphs >= 3 or words >= 0.4 * total > 0
        over = marks[place].over and len(line.words) <= 2 * STOCK_WORDS
        # Stamps below the story belong to a list of other stories.
        listed = place in stamps and any(place < other <= place + 6 for other in stamps)
        if begun and (over or listed):
            return place
    return len(lines)


def _without_highlights(lines: Sequence[Line], body: set[int]) -> set[int]:
    """Return the body without the bullets above its first paragraph."""
    first = min((place for place in body if not lines[place].bullet), default=-1)
    return {place for place in body if place >= first}


def _middle(lines: Sequence[Line], body: Collection[int]) -> int:
    """Return the place at which half of the story's words have passed."""
    half, words = sum(len(lines[place].words) for place in body) / 2, 0
    for place in sorted(body):
        words += len(lines[place].words)
        if words >= half:
            return place
    return len(lines)


def _headlines(
    lines: Sequence[Line], body: Collection[int], stock: Collection[int], *, title: str | None
) -> set[int]:
    """Return the places of the headline, as often as it stands on the page."""
    if title and (given := {at for at, one in enumerate(lines) if same_headline(one.text, title)}):
        return given
    candidates = [
        place
        for place in range(min(_middle(lines, body), len(lines)))
        if place not in body and place not in stock and _may_be_title(lines[place])
    ]
    chosen = _repeated(lines, candidates) or _likeliest(lines, candidates, body)
    if not chosen:
        return set()
    return {at for at, line in enumerate(lines) if same_headline(line.text, chosen)}


def _may_be_title(line: Line) -> bool:
    return (
        3 <= len(line.words) <= LONGEST_HEADLINE
        and not line.bullet
        and not line.text.endswith((".", ":", ","))
    )


def _repeated(lines: Sequence[Line], candidates: Sequence[int]) -> str | None:
    """Return the last headline that stands once more, alone or behind a trail of sections."""
    for place in reversed(candidates):
        wanted = normalise(lines[place].text)
        if len(lines[place].words) < 4:
            continue
        for other in candidates:
            longer = normalise(lines[other].text)
            if other != place and wanted in longer and len(longer) <= 2 * len(wanted):
                return lines[place].text
    return None


def _likeliest(
    lines: Sequence[Line], candidates: Sequence[int], body: Collection[int]
) -> str | None:
    """Return the headline before the story that shares most words with it, if any shares some."""
    first = min(body, default=0)
    told = {word.lower() for place in body for word in lines[place].words if len(word) > 3}
    best, best_score = None, 0.3  # three in ten of the longer words; menus share fewer
    for place in candidates:
        words = {word.lower() for word in lines[place].words if len(word) > 3}
        shared = len(words & told)
        if place > first or shared < 2:
            continue
        score = shared / len(words) + 0.02 * min(len(lines[place].words), 10)
        if score >= best_score:
            best, best_score = lines[place].text, score
    return best


def _standfirst(
    lines: Sequence[Line], body: Collection[int], heads: Collection[int], stock: Collection[int]
) -> set[int]:
    """Return the sentences between headline and story that speak of the same things."""
    if not body:
        return set()
    first = min(body)
    start = max((head for head in heads if head < first), default=first - 4)
    told = {word.lower() for place in body for word in lines[place].words if len(word) > 4}
    found = set()
    for place in range(max(0, start + 1), first):
        line = lines[place]
        words = {word.lower() for word in line.words if len(word) > 4}
        alike = len(words & told) >= 0.4 * len(words) and len(words) >= 2
        if line.prose and alike and not line.bullet and place not in stock:
            found.add(place)
    return found


def _other_kind(lines: Sequence[Line], place: int, body: Collection[int], mark: Marks) -> BlockKind:
    """Return what a line is that is neither story nor headline."""
    line = lines[place]
    linked = mark.end or mark.drop
    inside = bool(body) and min(body) < place < max(body)
    above = bool(body) and place < min(body)
    if _is_stamp(line):
        return "dateline" if above else "boilerplate"
    if mark.credit and len(line.words) <= STOCK_WORDS:
        return "byline"
    if mark.caption and len(line.words) <= STOCK_WORDS:
        return "caption"
    if len(line.words) < 3 or (linked and not (inside and len(line.words) > 3)):
        return "boilerplate"
    if inside and not linked and _is_headline(line) and _stands_alone(lines, place, body):
        return "title"  # a heading between two parts of the story
    return "teaser" if inside or line.bullet or place > max(body, default=0) else "boilerplate"


def _stands_alone(lines: Sequence[Line], place: int, body: Collection[int]) -> bool:
    """Say whether the lines before and after are both the story's."""
    return place - 1 in body and place + 1 in body and not lines[place].text.endswith("?")


def _has_link_runs(lines: Sequence[Line], body: Collection[int]) -> bool:
    """Say whether two headlines or more stand together between two paragraphs of the story."""
    inside = range(min(body, default=0), max(body, default=0))
    return any(
        one not in body
        and one + 1 not in body
        and _is_headline(lines[one])
        and _is_headline(lines[one + 1])
        and len(lines[one].words) > 2
        and len(lines[one + 1].words) > 2
        for one in inside
    )
