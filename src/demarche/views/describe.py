"""A record in a line."""

from collections.abc import Iterable

from demarche.records import (
    Compliance,
    Copies,
    Dispute,
    Entity,
    Event,
    Figure,
    Incident,
    Measure,
    Meeting,
    Participant,
    Plan,
    Position,
    Record,
    Reference,
    Statement,
    Vote,
)

NOBODY = "nobody named"


def describe(record: Record | Copies | Incident | Dispute) -> str:
    """Return a record, or what pages make together, in a line."""
    match record:
        case Statement():
            return f"{record.source_text or NOBODY}: {record.content}"
        case Figure():
            return f"{numbers(record)} {record.counted}"
        case Entity():
            return f"{record.name} ({record.kind})"
        case Plan():
            return f"{record.name} ({len(record.provisions)} provisions)"
        case Compliance():
            return f"{_names([record.party]) or NOBODY} on {record.plan}: {record.verdict}"
        case Position():
            stance = "no side" if record.stance is None else f"{record.stance:+g}"
            about = f", {record.target.name}" if record.target else ""
            return f"{record.actor.name} on {record.issue}{about}: {stance}"
        case Copies() | Incident() | Dispute():
            return _describe_across(record)
        case _:
            return _describe_step(record)


def _describe_across(record: Copies | Incident | Dispute) -> str:
    match record:
        case Incident():
            texts = f"{record.independent} text{'' if record.independent == 1 else 's'}"
            return f"{record.name or record.kind} (in {texts})"
        case Dispute():
            return f"{record.kind}: {record.about}"
        case Copies():
            return f"{len(record.documents)} pages with one text, {record.shared:.0%} of it or more"


def _describe_step(record: Event | Vote | Meeting | Measure) -> str:
    match record:
        case Event():
            kind = f"{record.event} ({record.mode or 'no mode'}, CAMEO {record.cameo})"
            sides = _names(record.actors) or NOBODY, kind, _names(record.recipients)
            return " ".join(filter(None, (*sides, record.factuality)))
        case Vote():
            counts = (record.yes, record.no, record.abstain)
            tally = "-".join("?" if n is None else str(n) for n in counts) if any(counts) else ""
            subject = record.symbol or record.text or "a text not named"
            return " ".join(filter(None, (f"vote on {subject}", tally, record.result)))
        case Meeting():
            who = _names(record.participants) or NOBODY
            return f"{record.name or record.kind}: {who} ({record.factuality})"
        case Measure():
            target = _names(record.target)
            towards = f" towards {target}" if target else ""
            return f"{record.kind} by {_names(record.by) or NOBODY}{towards}: {record.status}"


def _names(sides: Iterable[Participant | Reference | None]) -> str:
    found = (side.entity if isinstance(side, Participant) else side for side in sides)
    return ", ".join(one.name for one in found if one)


def numbers(figure: Figure) -> str:
    """Return a figure's number with its bounds."""
    if figure.value is not None:
        return f"{figure.value:,.10g}"
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        return f"{low:,.10g} to {high:,.10g}"
    return f"at least {low:,.10g}" if low is not None else f"at most {high:,.10g}"
