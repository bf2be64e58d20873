"""Compile how the Security Council voted: `python -m training.compile_votes --data $SHARED/data`.

Two files of the codebook are made of the folder of votes: tallies.csv (by year, from the list of
outcomes of 2000 to 2019: texts with a tally, those not unanimous, and the member votes on these)
and vetoes.csv (each vetoed draft of 1946 to September 2022).
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from demarche.codebook.councils import HERE, TALLIES, TALLY_COLUMNS, VETO_COLUMNS, VETOES
from evals.vote_files import Outcome, outcomes, vetoes

SEATS = 15


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of shared data")
    folder = parser.parse_args().data / "votes"
    write(HERE / TALLIES, TALLY_COLUMNS, year_rows(outcomes(folder)))
    found = sorted(
        (veto.when.isoformat(), " ".join(veto.drafts) or "without symbol", "|".join(veto.by))
        for veto in vetoes(folder)
    )
    write(HERE / VETOES, VETO_COLUMNS, found)


def year_rows(found: Iterable[Outcome]) -> list[tuple[int, ...]]:
    """Return a row a year: see `YearTally`."""
    years: defaultdict[int, list[Outcome]] = defaultdict(list)
    for outcome in found:
        years[outcome.when.year].append(outcome)
    return [_year_row(year, years[year]) for year in sorted(years)]


def _year_row(year: int, found: list[Outcome]) -> tuple[int, ...]:
    split = [outcome for outcome in found if outcome.yes < SEATS]
    votes = (
        sum(getattr(outcome, state) for outcome in split) for state in ("yes", "no", "abstain")
    )
    return (year, len(found), len(split), *votes)


def write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a table with its heading."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
