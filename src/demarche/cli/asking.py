"""`demarche show`, `info`, `explain`, `sql` and `counts`: what is in a crisis file."""

from typing import Annotated

import typer

from demarche import api
from demarche.cli.options import CrisisFile, Factualities, Form, OwnCodebook
from demarche.cli.printing import emit, emit_rows, rendered, say
from demarche.views import tables
from demarche.views.explain import explanation_text


def show(
    crisis: CrisisFile,
    kind: Annotated[api.Kind, typer.Argument(metavar="KIND", help="what to list")],
    actor: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="part of a name: who says or does it, or to whom"),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="first day on which it held: 2012-05-25")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="last day on which it held")
    ] = None,
    as_known_on: Annotated[
        str | None, typer.Option(metavar="DAY", help="only what pages told that were out by then")
    ] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", help="the most rows")] = None,
    form: Form = "table",
) -> None:
    """List records of one kind by time."""
    with api.open_crisis(crisis) as opened:
        rows = opened.show(
            kind, actor=actor, since=since, until=until, as_known_on=as_known_on, limit=limit
        )
        emit_rows(rows, form, shown=tables.SHOWN[kind])
        if not len(rows) and any((actor, since, until, as_known_on)):
            near = opened.near_names(actor) if actor else ()
            like = f"; names like {actor!r}: {', '.join(near)}" if near else ""
            say(f"these filters leave no {kind}{like}")


def info(crisis: CrisisFile) -> None:
    """Say what is in a crisis file: versions, counts, refusals."""
    with api.open_crisis(crisis) as opened:
        lines = tables.info_lines(opened.info(), opened.read_with())
        emit(f"{line}\n" for line in lines)


def explain(
    crisis: CrisisFile,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="id of a record or page, or its beginning")
    ],
) -> None:
    """Show why one record stands. Its words in their paragraph, what made it and why."""
    with api.open_crisis(crisis) as opened:
        emit([rendered(explanation_text(opened.explain(id)))])


def sql(
    crisis: CrisisFile,
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="one SELECT; the file is opened read-only")
    ],
    form: Form = "table",
) -> None:
    """Put a question in SQL (DuckDB) to a crisis file."""
    with api.open_crisis(crisis) as opened:
        emit_rows(opened.sql(query), form)


def counts(
    crisis: CrisisFile,
    every: Annotated[api.Every, typer.Option(help="stretch of time of a row")] = "month",
    by: Annotated[api.By, typer.Option(help="what stands for actor and recipient")] = "country",
    factuality: Factualities = None,
    codebook: OwnCodebook = None,
    form: Form = "table",
) -> None:
    """Count events by actor, recipient and time. Types, quads, net cooperation, intensity."""
    with api.open_crisis(crisis) as opened:
        rows = opened.counts(every=every, by=by, factualities=factuality, codebook=codebook)
        emit_rows(rows, form, shown=tables.SHOWN["counts"])
