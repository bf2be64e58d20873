"""The mean of the weights of several runs, as a run of its own.

    python -m training.average --runs RUN=0.3 RUN=0.7 --to RUN

Runs that went on from one another lie in one valley, and a point between them is better than
either end (Wortsman et al. 2022, "Model soups"): the later stages' trees and attributions, with
the relations that the third stage knew.
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
    first = next(iter(states.values()))
    mean = {
        name: sum(share * states[run]["average"][name] for run, share in shares.items())
        if value.dtype.is_floating_point
        else value
        for name, value in first["average"].items()
    }
    return {"average": mean, "deprels": first["deprels"]}


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
