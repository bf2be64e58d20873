"""What the parts of reading cost, for one reader file or several side by side.

    python -m evals.parts ../shared/data/wires/wires.jsonl.gz [FILE.onnx ...]

Reads the first three hundred wires' paragraphs with the shipped reader file and with each further
one: sentences a second in one process with one thread, with two threads, and in two processes;
and of one process the shares of words and windows, of encoder and heads (by the network's own
profile), and of decoding.
"""

import argparse
import json
import multiprocessing
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import onnxruntime

from demarche.reader import Network, annotate, load_network
from demarche.reader.network import SHIPPED, score_windows
from demarche.reader.pieces import Window, make_window
from demarche.reader.words import find_sentences, find_words
from evals.files import read_text

WIRES = 300
PAGE = 12  # paragraphs a call, as of a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Sentences a second, and shares of the time of one process."""

    one_thread: float
    two_threads: float
    two_processes: float
    words: float
    encoder: float
    heads: float
    decoding: float


def paragraphs_of(path: Path) -> list[str]:
    """Return the paragraphs of the first wires."""
    rows = read_text(path).splitlines()[:WIRES]
    return [
        paragraph
        for row in rows
        for paragraph in re.split(r"\n\s*\n", json.loads(row)["text"])
        if len(paragraph) > 20
    ]


def measure(file: Path, texts: Sequence[str]) -> Costs:
    """Return what reading `texts` costs with a reader file."""
    alone = load_network(file, threads=1)
    sentences, seconds = read(alone, texts)
    _, both = read(load_network(file, threads=2), texts)
    apart = _in_two_processes(file, texts)
    words, network = _words_and_network(alone, texts)
    encoder = _share_of_encoder(alone, file, texts)
    return Costs(
        one_thread=sentences / seconds,
        two_threads=sentences / both,
        two_processes=sentences / apart,
        words=words / seconds,
        encoder=encoder * network / seconds,
        heads=(1 - encoder) * network / seconds,
        decoding=1 - (words + network) / seconds,
    )


def read(network: Network, texts: Sequence[str]) -> tuple[int, float]:
    """Return the number of sentences read and the seconds it took."""
    started = perf_counter()
    sentences = sum(
        len(annotation.sentences)
        for at in range(0, len(texts), PAGE)
        for annotation in annotate(network, texts[at : at + PAGE])
    )
    return sentences, perf_counter() - started


def _in_two_processes(file: Path, texts: Sequence[str]) -> float:
    """Return the seconds that two processes take for half of the texts each, once loaded."""
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        return max(pool.map(partial(_half, file), (texts[::2], texts[1::2]), chunksize=1))


def _half(file: Path, texts: Sequence[str]) -> float:
    return read(load_network(file, threads=1), texts)[1]


def _words_and_network(network: Network, texts: Sequence[str]) -> tuple[float, float]:
    """Return the seconds of words, sentences and windows, and of the network's calls."""
    words = calls = 0.0
    for at in range(0, len(texts), PAGE):
        started = perf_counter()
        windows = [_window(network, text) for text in texts[at : at + PAGE]]
        between = perf_counter()
        score_windows(network, windows)
        words += between - started
        calls += perf_counter() - between
    return words, calls


def _window(network: Network, text: str) -> Window:
    words = find_words(text)[:200]
    numbers = [
        number
        for number, (start, end) in enumerate(find_sentences(text, words))
        for _ in range(start, end)
    ]
    return make_window([word.of(text) for word in words], numbers, network.tokenizer)


def _share_of_encoder(network: Network, file: Path, texts: Sequence[str]) -> float:
    """Return the encoder's share of the network's time, by the profile of some calls."""
    with TemporaryDirectory() as folder:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_profiling = True
        options.profile_file_prefix = f"{folder}/profile"
        session = onnxruntime.InferenceSession(str(file), options, ["CPUExecutionProvider"])
        watched = replace(network, session=session)
        score_windows(watched, [_window(network, text) for text in texts[:200]])
        profile = json.loads(Path(session.end_profiling()).read_text("utf-8"))
    times = [
        ("/encoder/" in event["name"], event["dur"])
        for event in profile
        if event.get("cat") == "Node" and event["name"].endswith("_kernel_time")
    ]
    inside = float(sum(time for inner, time in times if inner))
    whole = float(sum(time for _, time in times))
    return inside / whole


def lines_of(costs: Sequence[tuple[str, Costs]]) -> Iterator[str]:
    """Yield a table, a column a reader file."""
    yield "".join(["sentences a second".ljust(24), *(f"{name:>24}" for name, _ in costs)])
    for field in Costs.__dataclass_fields__:
        rate = field in ("one_thread", "two_threads", "two_processes")
        values = [getattr(one, field) for _, one in costs]
        shown = [f"{value:24.1f}" if rate else f"{value:24.1%}" for value in values]
        yield "".join([field.replace("_", " ").ljust(24), *shown])


def main() -> None:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wires", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    options = parser.parse_args()
    texts = paragraphs_of(options.wires)
    measured = [
        (load_network(file).version, measure(file, texts)) for file in (SHIPPED, *options.files)
    ]
    print("\n".join(lines_of(measured)))


if __name__ == "__main__":
    main()
