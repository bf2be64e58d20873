"""What is done, under one name for all kinds of record that may tell of it.

Talks are an event, a meeting or a measure ("negotiations"), a withdrawal an event or a measure.
"""

from collections.abc import Mapping

from demarche.records import Item, ItemKind

# Kinds in which one deed may be told.
DEEDS: tuple[ItemKind, ...] = ("event", "meeting", "vote", "measure")
TALKS, PRESSURE, RETREAT, AID = "talks", "pressure", "retreat", "aid"

# Types of events and kinds of measures; what is not here is called as it is.
_NAMES: Mapping[str, str] = {
    "CONSULT": TALKS, "negotiations": TALKS,
    "COERCE": PRESSURE, "SANCTION": PRESSURE, "sanctions": PRESSURE, "arms embargo": PRESSURE,
    "embargo": PRESSURE, "asset freeze": PRESSURE, "travel ban": PRESSURE, "blockade": PRESSURE,
    "no-fly zone": PRESSURE, "expulsion": PRESSURE,
    "RETREAT": RETREAT, "withdrawal": RETREAT, "cease-fire": RETREAT, "release": RETREAT,
    "suspension": RETREAT,
    "AID": AID, "COOPERATE": AID, "aid": AID, "arms delivery": AID, "arms contract": AID,
    "incentives": AID, "corridor": AID,
    "MOBILIZE": "force", "deployment": "force", "observers": "force",
    "ASSAULT": "assault", "intervention": "assault",
    "ACCUSE": "charge", "inquiry": "charge",
    "REJECT": "refusal", "vetoed": "refusal", "failed": "refusal", "blocked": "refusal",
}  # fmt: skip
# How far a measure, or an event that may be one, has come.
_STAGES: Mapping[str, str] = {
    "proposed": "wanted", "threatened": "wanted", "promised": "wanted", "announced": "wanted",
    "planned": "wanted", "called for": "wanted", "conditional": "wanted",
    "adopted": "done", "in force": "done", "happened": "done",
    "suspended": "over", "halted": "over", "ended": "over",
    "refused": "refused", "vetoed": "refused", "denied": "refused", "did not happen": "refused",
}  # fmt: skip


def deed_of(item: Item) -> str | None:
    """Return the name of a deed; none for what is said, counted or wanted as a stand.

    What is over of a pressure is the lifting of it.
    """
    if item.kind not in DEEDS:
        return None
    if item.kind == "meeting":
        return TALKS
    name = _NAMES.get(item.type, item.type)
    return RETREAT if name == PRESSURE and stage_of(item) == "over" else name


def stage_of(item: Item) -> str | None:
    """Return how far a deed has come: wanted, done, over or refused; none where nothing tells."""
    return _STAGES.get(item.factuality or "") if item.kind in DEEDS else None
