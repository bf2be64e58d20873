"""`demarche vote` and `bargain`: what may come of what the pages tell."""

from typing import Annotated

import typer

from demarche import api
from demarche.cli.options import CrisisFile, OwnCodebook, TableOrJson
from demarche.cli.printing import emit, emit_table
from demarche.scenario.evidence import parse_given, parse_weights
from demarche.views import scenarios, tables


def vote(
    crisis: CrisisFile,
    text: Annotated[
        str, typer.Option(metavar="ISSUES", help="issues of the text: sanctions,-arms-supplies")
    ],
    on: Annotated[str, typer.Option(metavar="DAY", help="day of the vote: 2012-07-19")],
    body: Annotated[str, typer.Option(metavar="BODY", help="unsc or unhrc")] = "unsc",
    sponsor: Annotated[
        str | None, typer.Option(metavar="CODES", help="who submits it: FRA,GBR")
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="CODE=VOTE", help="a ballot for certain: CHN=abstain"),
    ] = None,
    party: Annotated[
        str | None, typer.Option(metavar="CODES", help="parties to the dispute, for a warning")
    ] = None,
    matter: Annotated[
        str | None, typer.Option(metavar="MATTER", help="procedural, in the Security Council")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="for the spread of the chance")] = 1,
    codebook: OwnCodebook = None,
    form: TableOrJson = "table",
) -> None:
    """Ask what a body could pass. Chance, expected votes, on whom it hangs, what would turn it."""
    with api.open_crisis(crisis) as opened:
        made = opened.vote(
            text, on=on, body=body, sponsors=parts(sponsor), given=parse_given(given or []),
            parties=parts(party), matter=matter, seed=seed, codebook=codebook,
        )  # fmt: skip
    if form == "json":
        emit(scenarios.json_text(made))
    else:
        emit(f"{tables.printable(line)}\n" for line in scenarios.forecast_lines(made))
        emit_table(scenarios.FORECAST_COLUMNS, scenarios.forecast_rows(made), form)


def bargain(
    crisis: CrisisFile,
    issue: Annotated[str, typer.Option(metavar="ISSUE", help="id of the issue: sanctions")],
    on: Annotated[
        str | None, typer.Option(metavar="DAY", help="only what pages of before it tell")
    ] = None,
    weight: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE=S:C", help="salience and capability: RUS=0.8:2"),
    ] = None,
    codebook: OwnCodebook = None,
    form: TableOrJson = "table",
) -> None:
    """Say where positions on an issue meet. Mean, median, and a model of bargaining."""
    with api.open_crisis(crisis) as opened:
        weights = parse_weights(weight or [])
        made = opened.bargain(issue, on=on, weights=weights, codebook=codebook)
    if form == "json":
        emit(scenarios.json_text(made))
    else:
        emit(f"{tables.printable(line)}\n" for line in scenarios.bargain_lines(made))
        emit_table(scenarios.BARGAIN_COLUMNS, scenarios.bargain_rows(made), form)


def parts(words: str | None) -> list[str]:
    """Return what stands between commas."""
    return [part.strip() for part in (words or "").split(",") if part.strip()]
