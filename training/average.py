"""The mean of the weights of several runs, as a run of its own.

    python -m training.average --runs RUN=0.3 RUN=0.7 --to RUN

Runs that went on from one another lie in one valley, and a point between them is better than
either end (Wortsman et al. 2022, "Model soups"): the later stages' trees and attributions, with
the relations that earlier ones knew. A head that one of the runs did not have is that of the
others.
"""

import argparse
from pathlib import Path

import torch


def average(shares: dict[Path, float]) -> dict[str, object]:
    """Return a checkpoint with the weighted mean of the runs' averaged weights.

    Raises ValueError when the shares do not add up to one.
    """
    if abs(sum(shares.values()) - 1) > 1e-6:
        raise ValueError(f"the shares add up to {sum(shares.values())}, expected 1")
    states = {
        run: torch.load(run / "last.pt", weights_only=True, map_location="cpu") for run in shares
    }
    weights = {run: state["average"] for run, state in states.items()}
    names = {name for each in weights.values() for name in each}
    mean = {
        name: _mean([(shares[run], each[name]) for run, each in weights.items() if name in each])
        for name in sorted(names)
    }
    return {"average": mean, "deprels": next(iter(states.values()))["deprels"]}


def _mean(parts: list[tuple[float, torch.Tensor]]) -> torch.Tensor:
    """Return the mean of one weight by shares; the first where it counts something."""
    if not parts[0][1].dtype.is_floating_point:
        return parts[0][1]
    whole = sum(share for share, _ in parts)
    return sum(share / whole * value for share, value in parts)


def main() -> None:
    """Parse the command line and write the run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", nargs="+", required=True, metavar="RUN=SHARE")
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    pairs = (text.rpartition("=") for text in options.runs)
    checkpoint = average({Path(run): float(share) for run, _, share in pairs})
    options.to.mkdir(parents=True, exist_ok=True)
    torch.save(checkpoint, options.to / "last.pt")


if __name__ == "__main__":
    main()
