"""The reader file and its network: windows in, arrays out. The only module with onnxruntime."""

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from demarche.errors import ReaderError
from demarche.reader.pieces import Window
from demarche.reader.threads import count_cores

LAYOUT = "2"  # of the reader file: its inputs, outputs and metadata
SHIPPED = Path(__file__).with_name("reader.onnx")
# Pieces a call, padding included. Measured on wires with two threads: 1,000 to 4,000 are within
# 5 % of each other; the least memory wins.
CALL = 1500
# Most pieces a call per piece that is not padding. The paragraphs of one page differ in length:
# without this limit 29 % of what the network read on wires was padding, with it 4 %.
PADDED = 1.1

Device = Literal["cpu", "cuda"]
PROVIDERS: Mapping[Device, str] = {"cpu": "CPUExecutionProvider", "cuda": "CUDAExecutionProvider"}

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What the network says of one window of W words; the names are the graph's outputs."""

    upos: Integers  # [W] index of the part of speech
    arcs: Floats  # [W, W + 1] score of each word as head, of the root last
    label_tail: Floats  # [W, 128]
    label_tip: Floats  # [W, 128]
    mentions: Floats  # [W, kinds] probabilities, 0 is none
    left: Integers  # [W] first word of the mention that this word heads
    right: Integers  # [W] last word of it
    names: Floats  # [W, 7] scores of the name tags
    attribution: Floats  # [W, 7] scores of the attribution tags
    actor: Floats  # [W, D], as the rest for pairs
    recipient: Floats
    key: Floats
    value: Floats
    likeness: Floats  # [W, 128] whose mean over a sentence is its vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A loaded reader file. It has no state of its own: the same windows give the same arrays."""

    session: Any
    tokenizer: Tokenizer
    labels: dict[str, tuple[str, ...]]
    weights: dict[str, Floats]
    version: str
    calls: int  # that run at the same time


def load_network(
    path: str | Path | None = None, *, threads: int | None = None, device: Device = "cpu"
) -> Network:
    """Return the network of a reader file, the shipped one by default.

    `threads` is the number of processor threads, all by default: each runs a call of its own, which
    takes half the time of sharing one. Raises ReaderError when the file is missing, damaged or of
    another layout, or when there is no such device.
    """
    file = SHIPPED if path is None else Path(path)
    if not file.is_file():
        raise ReaderError(f"no reader file at {file}: give the path of a .onnx reader file")
    import onnxruntime  # here: it is slow to import, and most commands load no network

    providers = [PROVIDERS[device]]
    if not set(providers) <= set(onnxruntime.get_available_providers()):
        raise ReaderError(
            f"no device {device!r}: this onnxruntime has {onnxruntime.get_available_providers()}; "
            "install onnxruntime-gpu in its place, or read with --device cpu"
        )
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        session = onnxruntime.InferenceSession(str(file), options, providers)
    except Exception as error:
        raise ReaderError(f"{file} is not a reader file: {error}") from error
    facts = session.get_modelmeta().custom_metadata_map
    if facts.get("layout") != LAYOUT:
        raise ReaderError(
            f"{file} has layout {facts.get('layout')!r}, this program reads {LAYOUT!r}: "
            "train or fetch a reader file of this version"
        )
    return Network(
        session=session,
        tokenizer=_tokenizer(facts["tokenizer"]),
        labels={name: tuple(values) for name, values in json.loads(facts["labels"]).items()},
        weights=_constants(session),
        version=facts["version"],
        calls=(threads or count_cores()) if device == "cpu" else 1,
    )


def _tokenizer(text: str) -> Tokenizer:
    """Return the word-piece tokenizer, which neither pads nor cuts."""
    tokenizer = Tokenizer.from_str(text)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def shipped_version() -> str:
    """Return the version of the shipped reader file without loading it."""
    return SHIPPED.with_suffix(".version").read_text(encoding="utf-8").strip()


def _constants(session: Any) -> dict[str, Floats]:
    """Return the small matrices that leave the graph as constant outputs."""
    names = [output.name for output in session.get_outputs() if output.name.startswith("weights.")]
    one = {source.name: np.zeros((1, 1), np.int64) for source in session.get_inputs()}
    found = session.run(names, one)
    return {name.removeprefix("weights."): value for name, value in zip(names, found, strict=True)}


def score_windows(network: Network, windows: Sequence[Window]) -> list[Scores]:
    """Return the network's scores of each window, in order.

    Windows of like length share a call. Scales are static and padding is masked, so a window's
    scores are the same in any company, up to the rounding of sums (see tests).
    """
    batches = list(_batches([len(window.pieces) for window in windows]))
    run = partial(_run, network, windows)
    if min(network.calls, len(batches)) < 2:
        found = list(map(run, batches))
    else:
        # The longest windows come last; begun first, they leave no thread waiting at the end.
        with ThreadPoolExecutor(min(network.calls, len(batches))) as pool:
            found = list(pool.map(run, batches[::-1]))[::-1]
    scored = zip(chain(*batches), chain(*found), strict=True)
    return [scores for _, scores in sorted(scored, key=itemgetter(0))]


def _batches(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Yield the numbers of windows that share a call, by the sizes of all windows in pieces."""
    batch: list[int] = []
    held = 0
    for at in sorted(range(len(sizes)), key=lambda at: sizes[at]):
        padded = sizes[at] * (len(batch) + 1)
        if batch and (padded > CALL or padded > PADDED * (held + sizes[at])):
            yield batch
            batch, held = [], 0
        batch.append(at)
        held += sizes[at]
    if batch:
        yield batch


def _run(network: Network, windows: Sequence[Window], batch: Sequence[int]) -> list[Scores]:
    """Return the scores of the windows numbered in `batch`, from one call."""
    given = [windows[at] for at in batch]
    feed = {
        name: _padded([getattr(window, name) for window in given], -1 if name == "sentence" else 0)
        for name in ("pieces", "cases", "quotes", "roles", "first", "last", "sentence")
    }
    names = list(Scores.__dataclass_fields__)
    outputs = dict(zip(names, network.session.run(names, feed), strict=True))
    return [_scores(outputs, row, len(window.first)) for row, window in enumerate(given)]


def _scores(outputs: Mapping[str, Any], row: int, words: int) -> Scores:
    """Return one window's part of what a call gave, without padding."""
    cut = {name: value[row, :words] for name, value in outputs.items()}
    arcs = cut["arcs"]
    return Scores(**cut | {"arcs": np.concatenate((arcs[:, :words], arcs[:, -1:]), axis=1)})


def _padded(rows: Sequence[Sequence[int]], fill: int) -> Integers:
    width = max(1, max(map(len, rows)))
    padded = np.full((len(rows), width), fill, np.int64)
    for row, values in zip(padded, rows, strict=True):
        row[: len(values)] = values
    return padded
