"""A checkpoint to the reader file: one ONNX graph in int8, with everything the run time needs.

    python -m training.export --run training/runs/first --start FOLDER --data ../shared/data \
        --to src/demarche/reader/reader.onnx [--float]

The graph holds the encoder and every head up to the point where one vector a word is enough.
What is finished for single arcs and pairs (small matrices) leaves the graph as constant outputs
`weights.*`, so that the file needs no companion. The tokenizer and the labels are metadata.

Activation scales are static: calibrated once, on training windows, so that a page gives the same
records whatever it is read with. Weights have 7 bits (`reduce_range`): on processors without
8-bit dot products the sums of 8-bit products saturate, and results would differ by machine.
"""

import argparse
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.batches import Item, ask_pairs, make_batch, number_examples
from training.corpora import read_polnear, read_trees, tree_examples
from training.labels import ATTRIBUTION, MENTIONS, NAMES, RELATIONS, UPOS
from training.losses import within_sentence
from training.network import FAR, Batch, Network, load_run
from training.pairs import read_relations

INPUTS = ("pieces", "cases", "quotes", "roles", "first", "last", "sentence")
OUTPUTS = (
    "upos", "arcs", "label_tail", "label_tip", "mentions", "left", "right", "names",
    "attribution", "actor", "recipient", "key", "value", "likeness",
)  # fmt: skip
SMOOTH = 0.5  # how much of the spread moves from inputs to weights; see docs/reader.md
CALIBRATION = 160  # windows; 80 gave ranges within 2 % of these


class ByteWords(nn.Module):
    """Word vectors in 8 bits with one scale a vector: 12 MB instead of 47."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("bytes", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, pieces: Tensor) -> Tensor:
        """Return the vectors of pieces [B, P] as [B, P, D]."""
        return self.bytes[pieces].float() * self.scale[pieces]


class Smooth(nn.Module):
    """A linear layer whose input channels are brought to like size first.

    One scale a tensor must serve all channels of an input, and in an encoder a few are a hundred
    times larger than the rest. Dividing each channel by s and multiplying the weights by s changes
    nothing in exact arithmetic and spares the small ones (SmoothQuant, Xiao et al. 2023).
    """

    def __init__(self, linear: nn.Linear, largest: Tensor) -> None:
        super().__init__()
        weights = linear.weight.abs().amax(0).clamp(min=1e-5)
        scale = (largest.clamp(min=1e-5) ** SMOOTH / weights ** (1 - SMOOTH)).clamp(min=1e-4)
        self.inverse = nn.Parameter(1 / scale)
        self.linear = nn.Linear(
            linear.in_features, linear.out_features, bias=linear.bias is not None
        )
        self.linear.weight.data = linear.weight * scale
        if linear.bias is not None:
            self.linear.bias.data = linear.bias

    def forward(self, x: Tensor) -> Tensor:
        """Return the layer's output [..., out] for x [..., in]."""
        return self.linear(x * self.inverse)


@torch.no_grad()
def smooth(network: Network, items: Sequence[Item]) -> None:
    """Put a `Smooth` in the place of every linear layer of the encoder whose inputs vary so.

    The inner units that `down` reads are limited in training already.
    """
    largest: dict[nn.Module, Tensor] = {}

    def watch(module: nn.Module, given: tuple[Tensor, ...]) -> None:
        seen = given[0].detach().abs().flatten(0, -2).amax(0)
        largest[module] = torch.maximum(largest.get(module, seen), seen)

    linears = [
        (parent, name, child)
        for parent in network.encoder.modules()
        for name, child in parent.named_children()
        if isinstance(child, nn.Linear) and name != "down"
    ]
    hooks = [child.register_forward_pre_hook(watch) for _, _, child in linears]
    for item in items:
        network(make_batch([item]))
    for hook in hooks:
        hook.remove()
    for parent, name, child in linears:
        setattr(parent, name, Smooth(child, largest[child]))


class Shipped(nn.Module):
    """The network as the run time sees it: decided where a maximum decides."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        names = {
            "weights.label": network.label.weight,
            "weights.label_bias": network.label.bias,
            "weights.label_root": network.label_root,
            "weights.moves": network.moves,
            **{
                f"weights.{part}{suffix}": getattr(getattr(network.pairs, part), kind)
                for part in ("query", "hidden", "relation", "exists")
                for suffix, kind in (("", "weight"), ("_bias", "bias"))
            },
        }
        self.constants = {name: value.detach().clone() for name, value in names.items()}

    def forward(self, *tensors: Tensor) -> tuple[Tensor, ...]:
        """Return the outputs of the reader file for its inputs, in the order of both lists."""
        batch = Batch(**dict(zip(INPUTS, tensors, strict=True)))
        given = self.network(batch)
        arcs = within_sentence(given["arcs"], batch.sentence)
        places = torch.arange(batch.first.shape[1])
        before = places[None, :] <= places[:, None]
        outputs = {
            **given,
            "upos": given["upos"].argmax(-1).to(torch.int32),
            "arcs": arcs,
            "mentions": given["mentions"].softmax(-1),
            "left": self._bound(given["left"], batch.sentence, before),
            "right": self._bound(given["right"], batch.sentence, before.T),
        }
        return tuple(outputs[name] for name in OUTPUTS)

    @staticmethod
    def _bound(scores: Tensor, sentence: Tensor, allowed: Tensor) -> Tensor:
        scores = within_sentence(scores, sentence)[:, :, :-1].masked_fill(~allowed, FAR)
        return scores.argmax(-1).to(torch.int32)


def write_graph(network: Network, example: Sequence[Item], path: Path) -> None:
    """Write the float graph with its constant outputs."""
    network.encoder.words = ByteWords(network.encoder.words.weight.detach())
    shipped = Shipped(network).eval()
    batch = make_batch(example)
    axes = {name: {0: "windows", 1: "pieces"} for name in INPUTS[:4]}
    axes |= {name: {0: "windows", 1: "words"} for name in (*INPUTS[4:], *OUTPUTS)}
    axes["arcs"] = {0: "windows", 1: "words", 2: "targets"}
    with torch.no_grad():
        torch.onnx.export(
            shipped,
            tuple(getattr(batch, name) for name in INPUTS),
            str(path),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    graph = onnx.load(str(path))
    for name, value in shipped.constants.items():
        array = value.numpy()
        graph.graph.initializer.append(onnx.numpy_helper.from_array(array, f"{name}.value"))
        graph.graph.node.append(onnx.helper.make_node("Identity", [f"{name}.value"], [name]))
        kind = onnx.TensorProto.FLOAT
        graph.graph.output.append(onnx.helper.make_tensor_value_info(name, kind, array.shape))
    onnx.save(graph, str(path))


class Calibration(CalibrationDataReader):
    """Windows one by one, as the quantizer asks for them."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.feeds: Iterator[dict[str, np.ndarray]] = iter(
            [{name: getattr(make_batch([item]), name).numpy() for name in INPUTS} for item in items]
        )

    def get_next(self) -> dict[str, np.ndarray] | None:
        """Return the next window, None after the last."""
        return next(self.feeds, None)


def calibration_items(data: Path, tokenizer: Tokenizer) -> list[Item]:
    """Return windows of all kinds of training text, drawn once."""
    sources = [
        tree_examples(read_trees(data / "syntax/en_ewt-train.conllu.gz"), entities=False, seed=1),
        tree_examples(read_trees(data / "gum/gum-train.tar.gz"), entities=False, seed=1),
        read_polnear(data / "attribution/polnear-train.tar.gz"),
    ]
    draw = random.Random(7)
    share = CALIBRATION // (len(sources) + 1)
    drawn = [example for source in sources for example in draw.sample(source, share)]
    marked = draw.sample(read_relations(data / "events/plover-relations-train.tsv"), share)
    asked, _ = ask_pairs(number_examples(marked, tokenizer), draw)
    return [*number_examples(drawn, tokenizer), *asked]


def quantize(path: Path, to: Path, items: Sequence[Item]) -> None:
    """Write the int8 graph: products with weight matrices, one scale an output column.

    What a product gives stays in full precision: rounding it too cost 1.4 points of relations and
    a twentieth of the speed.
    """
    ready = path.with_suffix(".ready.onnx")
    quant_pre_process(str(path), str(ready), skip_symbolic_shape=True)
    graph = onnx.load(str(ready))
    weights = {tensor.name for tensor in graph.graph.initializer}
    quantize_static(
        str(ready),
        str(to),
        Calibration(items),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=["MatMul", "Gemm"],
        nodes_to_quantize=[
            node.name
            for node in graph.graph.node
            if node.op_type in ("MatMul", "Gemm") and weights.intersection(node.input)
        ],
        per_channel=True,
        reduce_range=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax,
        extra_options={
            "ActivationSymmetric": False,
            "WeightSymmetric": True,
            "OpTypesToExcludeOutputQuantization": ["MatMul", "Gemm"],
        },
    )
    quicken(to)
    drop_limits(to)


def drop_limits(path: Path) -> None:
    """Take the limits of the inner units out: 8 bits end at the largest calibrated value anyway."""
    graph = onnx.load(str(path))
    limits = {node.output[0]: node for node in graph.graph.node if node.op_type in ("Clip", "Min")}
    for node in graph.graph.node:
        for at, name in enumerate(node.input):
            if node.op_type in ("Mul", "QuantizeLinear") and name in limits:
                node.input[at] = limits[name].input[0]
    used = {name for node in graph.graph.node for name in node.input}
    for name, node in limits.items():
        if name not in used:
            graph.graph.node.remove(node)
    used = {name for node in graph.graph.node for name in node.input}
    used |= {output.name for output in graph.graph.output}
    for tensor in [each for each in graph.graph.initializer if each.name not in used]:
        graph.graph.initializer.remove(tensor)
    onnx.save(graph, str(path))


def quicken(path: Path) -> None:
    """Put the tanh form for each exact GELU: half its time, at most 5e-4 away from it.

    The exporter writes GELU as x * (1 + erf(x / sqrt 2)) * 0.5. Raises ValueError where an erf
    stands in anything else.
    """
    graph = onnx.load(str(path))
    made = {name: node for node in graph.graph.node for name in node.output}
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)

    def reader(node: onnx.NodeProto) -> onnx.NodeProto:
        return readers[node.output[0]][0]

    for erf in [node for node in graph.graph.node if node.op_type == "Erf"]:
        root = made[erf.input[0]]
        one_more = reader(erf)
        whole = reader(one_more)
        half = reader(whole)
        parts = [root, erf, one_more, whole, half]
        kinds = [node.op_type for node in parts]
        if kinds != ["Div", "Erf", "Add", "Mul", "Mul"] or root.input[0] not in whole.input:
            raise ValueError(f"{erf.name}: expected the exact GELU, found {parts}")
        quick = onnx.helper.make_node(
            "FastGelu", [root.input[0]], [half.output[0]], half.name, domain="com.microsoft"
        )
        graph.graph.node.insert(list(graph.graph.node).index(half), quick)
        for node in parts:
            graph.graph.node.remove(node)
    if not any(each.domain == "com.microsoft" for each in graph.opset_import):
        graph.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    onnx.save(graph, str(path))


def add_metadata(path: Path, tokenizer: Path, network: Network, made: str) -> None:
    """Put the tokenizer and the label sets into the file."""
    graph = onnx.load(str(path))
    labels = {
        "upos": UPOS,
        "deprels": network.deprels,
        "mentions": MENTIONS,
        "names": NAMES,
        "attribution": ATTRIBUTION,
        "relations": RELATIONS,
    }
    del graph.metadata_props[:]
    onnx.helper.set_model_props(
        graph,
        {
            "tokenizer": tokenizer.read_text(encoding="utf-8"),
            "labels": json.dumps(labels),
            "version": made,
            "layout": "2",
        },
    )
    onnx.save(graph, str(path))


def main() -> None:
    """Parse the command line and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="leave the weights in full precision")
    options = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(options.start / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    network = load_run(options.run, options.start)
    digest = hashlib.sha256()
    for _, value in sorted(network.state_dict().items()):
        digest.update(value.contiguous().numpy().tobytes())
    made = f"{options.run.name}-{digest.hexdigest()[:8]}-{'float' if options.float else 'int8'}"
    items = calibration_items(options.data, tokenizer)
    if not options.float:
        smooth(network, items)
    graph = options.run / "float.onnx"
    write_graph(network, items[:3], graph)
    if options.float:
        options.to.write_bytes(graph.read_bytes())
    else:
        quantize(graph, options.to, items)
    add_metadata(options.to, options.start / "tokenizer.json", network, made)
    options.to.with_suffix(".version").write_text(made + "\n")
    print(f"{options.to}: {options.to.stat().st_size / 1e6:.1f} MB, {made}")


if __name__ == "__main__":
    main()
