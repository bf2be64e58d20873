"""A reader file back to a checkpoint, so that a stage may begin with the committed weights.

    python -m training.unpack --reader src/demarche/reader/reader.onnx --start FOLDER \
        --to training/runs/committed

What the export did is undone: products get their weights from 8 bits, and the channels that were
evened out their own sizes. The two heads that are not shipped begin anew. The weights are those
that the file computes with, so a network made of them scores as the file does.
"""

import argparse
import json
from pathlib import Path

import onnx
import torch
from onnx import GraphProto, ModelProto, NodeProto, numpy_helper
from torch import Tensor

from training.network import Network, start_from

UNSHIPPED = ("parties.", "quad.")
# Names of the constant outputs (training.export) and of what they are in the network.
CONSTANTS = {
    "weights.label": "label.weight",
    "weights.label_bias": "label.bias",
    "weights.label_root": "label_root",
    "weights.moves": "moves",
    **{
        f"weights.{part}{suffix}": f"pairs.{part}.{kind}"
        for part in ("query", "hidden", "relation", "exists")
        for suffix, kind in (("", "weight"), ("_bias", "bias"))
    },
}


def unpack(path: Path, start: Path) -> Network:
    """Return the network of a reader file; `start` is the folder of the starting weights.

    Raises ValueError naming the weights that the file has not and should have.
    """
    model = onnx.load(str(path))
    network = start_from(start, _deprels(model))
    found = _weights(model.graph)
    missing = [
        name
        for name in network.state_dict()
        if name not in found and not name.startswith(UNSHIPPED)
    ]
    if missing:
        raise ValueError(f"{path} has no weights for {missing}: expected a file of training.export")
    network.load_state_dict(found, strict=False)
    return network


def _deprels(model: ModelProto) -> tuple[str, ...]:
    labels = {each.key: each.value for each in model.metadata_props}["labels"]
    return tuple(json.loads(labels)["deprels"])


def _weights(graph: GraphProto) -> dict[str, Tensor]:
    """Return the weights of a graph by the names that they have in the network."""
    values = {each.name: torch.tensor(numpy_helper.to_array(each)) for each in graph.initializer}
    for node in graph.node:
        if node.op_type == "DequantizeLinear" and node.input[0] in values:
            values[node.output[0]] = _in_full(node, values)
    found = {_plain(name): value for name, value in values.items()}
    for node in graph.node:
        if node.op_type in ("MatMul", "Gemm") and node.input[1] in values:
            turned = any(each.name == "transB" and each.i for each in node.attribute)
            weight = values[node.input[1]]
            found[_weight_name(node)] = weight if turned else weight.T.contiguous()
    for name in [name for name in found if name.endswith(".inverse")]:
        found[name.removesuffix("inverse") + "weight"] *= found.pop(name)
    words = found.pop("encoder.words.bytes").float() * found.pop("encoder.words.scale")
    return found | {"encoder.words.weight": words}


def _in_full(node: NodeProto, values: dict[str, Tensor]) -> Tensor:
    """Return what bytes stand for: symmetric, one scale an output column along the node's axis."""
    numbers, scale = (values[name] for name in node.input[:2])
    axis = next((each.i for each in node.attribute if each.name == "axis"), 0)
    shape = [1] * numbers.dim()
    shape[axis] = -1
    return numbers.float() * scale.view(shape)


def _weight_name(node: NodeProto) -> str:
    """Return whose weight a product uses ("/network/encoder/layers.0/up/linear/MatMul")."""
    parts = [part for part in node.name.split("/")[2:-1] if part != "linear"]
    if parts[0] == "attribution":
        parts = parts[1:]  # a sequence is named twice: "attribution/attribution.0"
    if parts[0] in ("actor", "recipient", "key", "value"):
        parts = ["pairs", *parts]
    return ".".join([*parts, "weight"])


def _plain(name: str) -> str:
    """Return a tensor's name in the network; constant outputs have names of their own."""
    return CONSTANTS.get(name) or name.removeprefix("network.").replace(".linear.", ".")


def main() -> None:
    """Parse the command line and write the run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="folder of the starting weights")
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    network = unpack(options.reader, options.start)
    options.to.mkdir(parents=True, exist_ok=True)
    checkpoint = {"average": network.state_dict(), "deprels": network.deprels}
    torch.save(checkpoint, options.to / "last.pt")


if __name__ == "__main__":
    main()
