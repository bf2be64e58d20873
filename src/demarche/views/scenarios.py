"""A forecast and a bargain for people: lines that say what came out, and a row a member."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from demarche.scenario.evidence import written

if TYPE_CHECKING:  # their module computes with arrays, and is wanted by those who ask alone
    from demarche.scenario.bargain import Bargain
    from demarche.scenario.flips import Flip
    from demarche.scenario.forecast import Forecast, Member

FORECAST_COLUMNS = ("country", "name", "likeliest", "yes", "no", "abstain", "decides", "because")
# Characters of the strongest word that are shown: with the count of the others they fit a cell.
SHOWN = 100
BARGAIN_COLUMNS = ("country", "position", "salience", "capability", "experiment")


def as_json(value: Any) -> Any:
    """Return an answer as JSON values: objects, lists, text, numbers, ISO dates."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: as_json(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_json(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [as_json(one) for one in value]
    if isinstance(value, float):
        return round(value, 6)
    return value.isoformat() if isinstance(value, date) else value


def json_text(value: Any) -> Iterator[str]:
    """Yield an answer as JSON text."""
    yield json.dumps(as_json(value), ensure_ascii=False, indent=1)
    yield "\n"


def forecast_rows(made: "Forecast") -> list[dict[str, Any]]:
    """Return a row a member: how it would vote, and the strongest word for it."""
    return [
        {
            "country": member.country,
            "name": f"{member.name} (permanent)" if member.permanent else member.name,
            "likeliest": member.likeliest,
            "yes": percent(member.chances["yes"]),
            "no": percent(member.chances["no"]),
            "abstain": percent(member.chances["abstain"]),
            "decides": member.issue,
            "because": _because(member),
        }
        for member in made.members
    ]


def forecast_lines(made: "Forecast") -> Iterator[str]:
    """Yield what came out, a line each."""
    text = written(made.text) or "a text without issues"
    yield f"{made.body}, {made.on}, {made.matter}: {text}"
    if made.caution:
        yield f"CAUTION: {made.caution}"
    yield (
        f"chance to pass {percent(made.chance)} (four times in five between "
        f"{percent(made.spread.low)} and {percent(made.spread.high)}, seed {made.spread.seed}); "
        f"vetoed {percent(made.outcomes['vetoed'])}, "
        f"too few votes {percent(made.outcomes['failed'])}"
    )
    tally = ", ".join(f"{state} {number:.1f}" for state, number in made.expected.items())
    yield f"expected tally: {tally}"
    yield f"if each votes as is likeliest: {made.decision.outcome}"
    yield from (f"  {line}" for line in made.decision.trace)
    yield from (f"warning: {line}" for line in made.decision.warnings)
    yield "pivotal: " + (
        "; ".join(
            f"{one.country} (passes {percent(one.if_yes)} with its yes, "
            f"{percent(one.if_abstain)} if it abstains, {percent(one.if_no)} with its no)"
            for one in made.pivotal
        )
        or "nobody"
    )
    yield f"smallest change of text that turns it: {flip_words(made.smaller_text)}"
    yield f"smallest change of votes that turns it: {flip_words(made.other_ballots)}"
    yield f"the pages say nothing of: {', '.join(made.unknown) or 'nobody'}"
    yield from (f"note: {line}" for line in made.notes)


def bargain_rows(made: "Bargain") -> list[dict[str, Any]]:
    """Return a row an actor: position, weights, and where the experiment takes it."""
    return [
        {
            "country": party.name,
            "position": round(party.position, 3),
            "salience": party.salience,
            "capability": party.capability,
            "experiment": round(end, 3),
        }
        for party, end in zip(made.parties, made.experiment[-1], strict=True)
    ]


def bargain_lines(made: "Bargain") -> Iterator[str]:
    """Yield means and the experiment's trace, a line each."""
    yield f"{made.issue}: weighted mean {made.mean:+.3f}, median {made.median:+.3f}"
    yield (
        "experiment (expected utility, Bueno de Mesquita; no forecast): "
        f"{made.experiment_end:+.3f} after {len(made.experiment) - 1} rounds"
    )
    for offer in made.offers:
        moved = f"{offer.to} to {offer.position:+.3f}, {offer.kind} by {offer.by}"
        yield f"  round {offer.round}: {moved}"
    yield from (f"basis: {line}" for line in made.basis)
    yield from (f"note: {line}" for line in made.notes)


def percent(chance: float) -> str:
    """Return a chance in percent; what is not impossible is not 0 %, nor what is not sure 100 %."""
    if 0 < chance < 0.005:
        return "<1 %"
    return ">99 %" if 0.995 <= chance < 1 - 1e-9 else f"{chance:.0%}".replace("%", " %")


def _because(member: "Member") -> str:
    """Return the strongest word for how a member would vote, and how many there are."""
    if not member.known:
        return "assumed"
    others = len(member.evidence) - 2  # the last is what is assumed
    first = member.evidence[0].words
    more = f" (and {others} more)" if others > 0 else ""
    return f"{first[: SHOWN - 1].rstrip()}…{more}" if len(first) > SHOWN else first + more


def flip_words(flip: "Flip | None") -> str:
    """Return a change that turns a forecast, in words."""
    if flip is None:
        return "none"
    changes = [f"without {issue}" for issue in flip.drop]
    changes += [f"{country} {state}" for country, state in flip.ballots.items()]
    return f"{', '.join(changes)} (chance to pass {percent(flip.chance)})"
