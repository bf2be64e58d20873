"""Corpora to examples: words with the labels that a corpus has, None where it has none.

One `Example` is one window for the network. Nothing here depends on torch.
"""

import csv
import gzip
import json
import random
import re
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from demarche.reader.names import state_names
from demarche.reader.words import find_sentences, find_words
from demarche.spans import Span
from evals.gum import brackets
from training.labels import ATTRIBUTION, MENTIONS, NAMES, PARTIES, UPOS

MAX_WORDS = 230  # a window of at most 300 word pieces
JOINED = 0.3  # share of paragraphs with attributions that are read together with the one before


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two word ranges (end exclusive), whether they are related, and how where that is known."""

    actor: tuple[int, int]
    recipient: tuple[int, int]
    relation: int | None
    exists: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One window: its words, the number of each word's sentence, and labels one a word."""

    words: tuple[str, ...]
    sentence: tuple[int, ...]
    upos: tuple[int, ...] | None = None
    heads: tuple[int, ...] | None = None  # index of the head word, -1 for a root
    deprels: tuple[str, ...] | None = None
    mentions: tuple[int, ...] | None = None  # type at the head word of a mention, 0 elsewhere
    bounds: tuple[tuple[int, int], ...] | None = None  # first and last word, at a mention's head
    names: tuple[int, ...] | None = None
    attribution: tuple[int, ...] | None = None
    parties: tuple[int, ...] | None = None
    pairs: tuple[Pair, ...] = ()
    complete: bool = False  # all pairs of its parties are in `pairs`, but those left open
    quad: int | None = None


NameMarks = dict[str, tuple[tuple[int, int, str], ...]]  # `sent_id` -> first word, end, kind


# ---------------------------------------------------------------- CoNLL-U


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """One CoNLL-U sentence; entity brackets as they stand in MISC, one string a word."""

    document: str
    name: str  # its `sent_id`
    words: tuple[str, ...]
    upos: tuple[str, ...]
    proper: tuple[bool, ...]  # part of a name by its Penn tag (United in United States is)
    heads: tuple[int, ...]  # -1 for the root
    deprels: tuple[str, ...]
    entities: tuple[str, ...]


def read_conllu(lines: Iterable[str]) -> Iterator[Tree]:
    """Yield the sentences of a CoNLL-U file; empty nodes and multi-word lines are passed over."""
    document, name, rows = "", "", []
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            document = line.removeprefix("# newdoc id = ")
        elif line.startswith("# sent_id = "):
            name = line.removeprefix("# sent_id = ")
        elif line and line[0].isdigit():
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
        elif not line and rows:
            yield _tree(document, name, rows)
            rows = []
    if rows:
        yield _tree(document, name, rows)


def _tree(document: str, name: str, rows: Sequence[Sequence[str]]) -> Tree:
    misc = [dict(part.partition("=")[::2] for part in row[9].split("|")) for row in rows]
    return Tree(
        document=document,
        name=name,
        words=tuple(row[1] for row in rows),
        upos=tuple(row[3] for row in rows),
        proper=tuple(row[4].startswith("NNP") for row in rows),
        heads=tuple(int(row[6]) - 1 for row in rows),
        deprels=tuple(row[7] for row in rows),
        entities=tuple(cells.get("Entity", "") for cells in misc),
    )


def read_trees(path: Path) -> list[Tree]:
    """Return the sentences of a `.conllu.gz` file or of all `.conllu` files in a tar archive."""
    if path.name.endswith(".tar.gz"):
        with tarfile.open(path) as archive:
            names = sorted(name for name in archive.getnames() if name.endswith(".conllu"))
            texts = [archive.extractfile(name).read().decode() for name in names]
        return [tree for text in texts for tree in read_conllu(text.splitlines(keepends=True))]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return list(read_conllu(lines))


def find_mentions(trees: Sequence[Tree]) -> list[list[tuple[int, int, int, str]]]:
    """Return per sentence of one document the mentions as (first, last, head, type).

    `Entity=` holds opening brackets `(id-type-...` and closing brackets `id)`; mentions that
    cross a sentence end are passed over.
    """
    return [
        [
            (first, last, head_of(tree.heads, first, last), kind)
            for first, last, kind, _ in brackets(tree.entities)
        ]
        for tree in trees
    ]


def head_of(heads: Sequence[int], first: int, last: int) -> int:
    """Return the first word of the range whose head lies outside it."""
    return next((at for at in range(first, last + 1) if not first <= heads[at] <= last), last)


def tree_examples(
    trees: Sequence[Tree], *, entities: bool, seed: int, marks: NameMarks | None = None
) -> list[Example]:
    """Join one to four neighbouring sentences of a document into windows, labels and all.

    With `marks`, these are the names of the sentences, and what is not in them has none.
    """
    draw = random.Random(seed)
    mentions = find_mentions(trees) if entities else [None] * len(trees)
    examples, at = [], 0
    while at < len(trees):
        size = draw.choice((1, 1, 2, 3, 4))
        end = at + 1
        while (
            end < min(at + size, len(trees))
            and trees[end].document == trees[at].document
            and sum(len(tree.words) for tree in trees[at : end + 1]) <= MAX_WORDS
        ):
            end += 1
        joined = _join(trees[at:end], mentions[at:end])
        if marks is not None:
            names = [tag for tree in trees[at:end] for tag in name_tags(tree, marks)]
            joined = replace(joined, names=tuple(names))
        examples.append(joined)
        at = end
    return [example for example in examples if len(example.words) <= MAX_WORDS]


def _join(trees: Sequence[Tree], mentions: Sequence[list | None]) -> Example:
    words, sentence, upos, heads, deprels, kinds, bounds, names = ([] for _ in range(8))
    for number, (tree, spans) in enumerate(zip(trees, mentions, strict=True)):
        base = len(words)
        words += tree.words
        sentence += [number] * len(tree.words)
        upos += [UPOS.index(tag) if tag in UPOS else UPOS.index("X") for tag in tree.upos]
        heads += [-1 if head < 0 else head + base for head in tree.heads]
        deprels += tree.deprels
        if spans is not None:
            kind, bound = _heads_of_mentions(spans, len(tree.words))
            kinds += kind
            bounds += [(first + base, last + base) for first, last in bound]
            names += _names(tree, spans)
    labelled = mentions[0] is not None
    return Example(
        words=tuple(words),
        sentence=tuple(sentence),
        upos=tuple(upos),
        heads=tuple(heads),
        deprels=tuple(deprels),
        mentions=tuple(kinds) if labelled else None,
        bounds=tuple(bounds) if labelled else None,
        names=tuple(names) if labelled else None,
    )


def _heads_of_mentions(
    spans: Sequence[tuple[int, int, int, str]], length: int
) -> tuple[list[int], list[tuple[int, int]]]:
    """Label the head word of each mention; of two with one head the shorter is kept."""
    kinds, bounds = [0] * length, [(at, at) for at in range(length)]
    for first, last, head, kind in sorted(spans, key=lambda span: span[0] - span[1]):
        if kind in MENTIONS:
            kinds[head], bounds[head] = MENTIONS.index(kind), (first, last)
    return kinds, bounds


def _names(tree: Tree, spans: Sequence[tuple[int, int, int, str]]) -> list[int]:
    """Label the proper-name core of each person, organization and place with a name for a head."""
    tags = [0] * len(tree.words)
    for first, last, head, kind in sorted(spans, key=lambda span: span[0] - span[1]):
        people = kind == "person" and tree.words[head].endswith(("ans", "ese", "ish"))
        if f"B-{kind}" not in NAMES or not tree.proper[head] or people:
            continue
        start = end = head
        while start > first and _goes_on(tree, start - 1):
            start -= 1
        while end < last and _goes_on(tree, end + 1):
            end += 1
        while start <= end and (not tree.proper[start] or is_title(tree.words[start], kind)):
            start += 1
        while end >= start and not (tree.proper[end] or tree.upos[end] == "NUM"):
            end -= 1
        if start <= end:
            begin = NAMES.index(f"B-{kind}")
            tags[start : end + 1] = [begin] + [begin + 1] * (end - start)
    return tags


_TITLES = frozenset(
    "president senator secretary minister mr. mrs. ms. dr. mr mrs ms dr judge justice gen. "
    "general professor prof. speaker chancellor ambassador governor captain colonel emperor king "
    "queen madam sir lord lady prime foreign vice chairman director rep. sen. gov. col. lt. "
    "sgt. capt.".split()
)


def is_title(word: str, kind: str) -> bool:
    """Say whether a word before a person's name is a title, which is no part of the name."""
    return kind == "person" and word.lower() in _TITLES


def _goes_on(tree: Tree, at: int) -> bool:
    """Say whether a word goes on a name: a proper noun, or of/the/- with one after it."""
    if tree.proper[at] or tree.upos[at] == "NUM":
        return True
    joins = tree.words[at].lower() in ("of", "the", "for", "-", "&", ".", "'s", "de", "al")
    after = at + 1 < len(tree.words) and (
        tree.proper[at + 1] or (tree.words[at + 1] == "the" and tree.words[at] == "of")
    )
    return joins and after


MARKED = Path(__file__).with_name("names.tsv")


def read_marks(path: Path = MARKED) -> NameMarks:
    """Return the names that we marked in sentences of a treebank (word ranges, end exclusive)."""
    with path.open(encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines if not line.startswith("#"))
        return {name: tuple(_mark(mark) for mark in marks.split()) for name, marks in rows}


def _mark(written: str) -> tuple[int, int, str]:
    """Return (3, 5, "person") for "3-5:person"."""
    words, _, kind = written.partition(":")
    start, end = map(int, words.split("-"))
    return start, end, kind


def name_tags(tree: Tree, marks: NameMarks) -> list[int]:
    """Return the name tags of a sentence, one a word."""
    tags = [0] * len(tree.words)
    for start, end, kind in marks.get(tree.name, ()):
        begin = NAMES.index(f"B-{kind}")
        tags[start:end] = [begin] + [begin + 1] * (end - start - 1)
    return tags


# ---------------------------------------------------------------- PolNeAR


def read_polnear(path: Path, draw: random.Random | None = None) -> list[Example]:
    """Return one example a paragraph of the archive; the first annotator of each article.

    With `draw`, some paragraphs are put together with the one after them.
    """
    with tarfile.open(path) as archive:
        files = {
            member.name: archive.extractfile(member).read().decode("utf-8")
            for member in archive.getmembers()
            if member.isfile()
        }
    texts = {Path(name).stem: text for name, text in files.items() if name.endswith(".txt")}
    marks: dict[str, str] = {}
    for name in sorted(name for name in files if name.endswith(".ann")):
        marks.setdefault(Path(name).stem.rpartition("_")[0], files[name])
    return [
        example
        for stem in sorted(texts)
        if stem in marks
        for example in _in_company(
            list(_polnear_article(texts[stem], read_brat(marks[stem]))), draw
        )
    ]


def _in_company(paragraphs: Sequence[Example], draw: random.Random | None) -> list[Example]:
    """Return paragraphs of an article, a share of them put together with the next one."""
    if draw is None:
        return list(paragraphs)
    found: list[Example] = []
    for paragraph in paragraphs:
        fits = found and len(found[-1].words) + len(paragraph.words) <= MAX_WORDS
        if fits and draw.random() < JOINED:
            before = found.pop()
            base = before.sentence[-1] + 1
            paragraph = Example(
                words=before.words + paragraph.words,
                sentence=(*before.sentence, *(number + base for number in paragraph.sentence)),
                attribution=before.attribution + paragraph.attribution,
            )
        found.append(paragraph)
    return found


def read_brat(text: str) -> list[tuple[str, Span]]:
    """Return (label, span) of each source, cue and content that an attribution event names."""
    spans: dict[str, tuple[str, list[Span]]] = {}
    used: set[str] = set()
    for line in text.splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            label, _, offsets = rest.partition("\t")[0].partition(" ")
            pieces = re.findall(r"(\d+) (\d+)", offsets)
            spans[key] = (label.lower(), [Span(int(start), int(end)) for start, end in pieces])
        elif key.startswith("E") and rest.startswith("Attribution"):
            used.update(part.partition(":")[2] for part in rest.split()[1:])
    return [
        (spans[key][0], piece)
        for key in sorted(used)
        if key in spans and spans[key][0] in ("source", "cue", "content")
        for piece in spans[key][1]
    ]


def _polnear_article(text: str, marks: Sequence[tuple[str, Span]]) -> Iterator[Example]:
    for match in re.finditer(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text):
        paragraph = match.group()
        words = find_words(paragraph)[:MAX_WORDS]
        if len(words) < 4:
            continue
        tags = [0] * len(words)
        inside = [(label, span.shift(-match.start())) for label, span in marks]
        for label in ("content", "source", "cue"):
            for name, span in inside:
                if name == label and 0 <= span.start < len(paragraph):
                    _tag(tags, words, span, ATTRIBUTION.index(f"B-{label}"))
        yield plain_example(paragraph, words, attribution=tuple(tags))


def _tag(tags: list[int], words: Sequence[Span], span: Span, begin: int) -> None:
    covered = [at for at, word in enumerate(words) if word.overlaps(span)]
    for at in covered:
        tags[at] = begin if at == covered[0] else begin + 1


def plain_example(text: str, words: Sequence[Span], **labels: object) -> Example:
    """Return the words of a text as one window, with these labels."""
    sentence = [
        number
        for number, (start, end) in enumerate(find_sentences(text, tuple(words)))
        for _ in range(start, end)
    ]
    return Example(words=tuple(word.of(text) for word in words), sentence=tuple(sentence), **labels)


# ---------------------------------------------------------------- wires


def read_wires(path: Path) -> list[Example]:
    """Return the paragraphs of unmarked wires, each once; tables and bare lines are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    paragraphs = dict.fromkeys(
        paragraph for text in texts for paragraph in re.split(r"\n\s*\n", text)
    )
    examples = []
    for paragraph in paragraphs:
        words = find_words(paragraph)
        if 8 <= len(words) <= MAX_WORDS and paragraph.rstrip()[-1:] in (".", '"', "?", "!"):
            examples.append(plain_example(paragraph, words))
    return examples


# ---------------------------------------------------------------- parties, quads


def tagged_sentences(path: Path) -> list[list[list[str]]]:
    """Return the sentences with tags, each as rows of a word and its tag."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        blocks = re.split(r"\n\s*\n", lines.read())
    rows = ([line.split() for line in block.splitlines()] for block in blocks)
    pairs = ([row for row in block if len(row) == 2] for block in rows)
    return [block for block in pairs if block]


def read_parties(path: Path) -> list[Example]:
    """Return the sentences with actor, recipient and reciprocal tags."""
    names = {"S": "actor", "T": "recipient", "R": "both"}
    examples = []
    for rows in tagged_sentences(path):
        text = " ".join(word for word, _ in rows)
        ends = [0]
        for word, _ in rows:
            ends.append(ends[-1] + len(word) + 1)
        words = find_words(text)
        tags = [0] * len(words)
        for at, word in enumerate(words):
            row = max(i for i in range(len(rows)) if ends[i] <= word.start)
            mark = rows[row][1]
            if mark != "O":
                begins = mark[0] == "B" and word.start == ends[row]
                tags[at] = PARTIES.index(f"{'B' if begins else 'I'}-{names[mark[2]]}")
        examples.append(plain_example(text, words, parties=tuple(tags)))
    return examples


def classed_sentences(path: Path) -> list[tuple[str, int]]:
    """Return the sentences with one of five classes (0: no event)."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["sentence"], int(row["penta"])) for row in rows]


def read_quads(path: Path) -> list[Example]:
    """Return the sentences with one of five classes as examples."""
    return [
        plain_example(sentence, find_words(sentence), quad=quad)
        for sentence, quad in classed_sentences(path)
    ]


def read_names(path: Path) -> list[Example]:
    """Return re3d sentences labelled with names; other types of its are left unlabelled names."""
    kinds = {"Person": "person", "Organisation": "organization", "Location": "place"}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        blocks = re.split(r"\n\s*\n", lines.read())
    examples = []
    for block in blocks:
        rows = [line.split("\t") for line in block.splitlines() if line.count("\t") == 1]
        words, tags, previous = [], [], "O"
        for shape, mark in rows:
            kind = kinds.get(mark[2:])
            for number, word in enumerate(find_words(shape)):
                begins = number == 0 and (mark[0] == "B" or mark[2:] != previous[2:])
                words.append(word.of(shape))
                tags.append(0 if kind is None else NAMES.index(f"{'B' if begins else 'I'}-{kind}"))
            previous = mark
        if words and len(words) <= MAX_WORDS:
            tags = _only_names(words, tags)
            examples.append(
                Example(words=tuple(words), sentence=(0,) * len(words), names=tuple(tags))
            )
    return examples


def _only_names(words: Sequence[str], tags: Sequence[int]) -> list[int]:
    """Keep names only: no pronouns, nothing without a capital, no articles; a state is a place."""
    kept, at = list(tags), 0
    while at < len(tags):
        end = at + 1
        while end < len(tags) and tags[end] and NAMES[tags[end]][0] == "I":
            end += 1
        if tags[at]:
            begin = NAMES.index("B" + NAMES[tags[at]][1:])
            start = at
            while start < end and not words[start][0].isupper():
                kept[start] = 0
                start += 1
            while start < end and (
                words[start] == "The" or is_title(words[start], NAMES[begin][2:])
            ):
                kept[start] = 0
                start += 1
            if words[start : start + 1] and words[start].lower() in _PRONOUNS:
                kept[start:end] = [0] * (end - start)
            elif start < end:
                if " ".join(words[start:end]).lower() in state_names():
                    begin = NAMES.index("B-place")
                kept[start:end] = [begin] + [begin + 1] * (end - start - 1)
        at = end
    return kept


_PRONOUNS = frozenset("he she they it we i his her their its who him them us our".split())
