"""A made-up crisis of three pages for the tests of the dossier: every name in it is invented."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from demarche.records import (
    Block,
    Document,
    Entity,
    Event,
    Evidence,
    Figure,
    MadeBy,
    Participant,
    Period,
    Reference,
    Rejected,
    Statement,
    make_id,
)
from demarche.spans import Span
from demarche.views.dossier import Dossier
from tests.fakes import NO_ROLES

BY_RULE = MadeBy(kind="rule", name="sample", version="0", reason="Written by hand for a test.")
BY_NETWORK = MadeBy(
    kind="network", name="attribution", version="1.0", reason="The cue and its subject were found."
)

ARCHIVE = (
    ("boilerplate", "Home | World | Sport | Sign in to your account"),
    ("title", "Velmar rejects border mission as toll climbs"),
    ("dateline", "OSTRA, 5 June 2031"),
    (
        "body",
        "Velmar's foreign minister, Irena Voss, said on Monday that her country would never accept"
        " a border mission. “We will not be watched on our own soil,” she told reporters in Ostra,"
        " “and we will not pay for it.”",
    ),
    ("teaser", "Ten gardens to see this summer\nWatch: the flood of the century"),
    (
        "body",
        "The Joint Observer Office counted more than 9,000 dead since January. A Karsin official,"
        " on condition of anonymity, said Voss had told the Karsin envoy that Velmar shelled the"
        " town of Brel in May.",
    ),
    (
        "body",
        "Karsin expelled two Velmar diplomats on Sunday. Velmar called the expulsion a farce.",
    ),
    ("boilerplate", "Rate this story. More from our network: <script>alert(1)</script>"),
)
COURIER = (
    ("title", "Karsin puts new sanctions on the table"),
    ("byline", "By Tomas Adler"),
    (
        "body",
        "Karsin will halt fuel deliveries to Velmar in July unless the shelling ends, President"
        " Anton Reyk warned on Wednesday. “The time for letters is over,” Reyk said.",
    ),
    (
        "body",
        "Velmar flatly denied shelling Brel. Voss said that no gun had been fired there, and"
        " accused Karsin of inventing <b>a massacre</b> & selling it.",
    ),
    (
        "body",
        "Monitors in Brel put the toll between 9,000 and 14,000. Some $5 billion in fuel contracts"
        " are at stake, according to the Karsin trade ministry.",
    ),
    ("caption", "A bridge near Brel, in a picture of last year."),
)
GAZETTE = (
    ("title", "Council meets on Brel"),
    (
        "body",
        "The Regional Council met in Ostra on 9 June and called for a ceasefire. It may vote on"
        " the six-step plan later this month, a diplomat said.",
    ),
    (
        "body",
        "Voss rejected the six-step plan as unbalanced. Reyk believes that Velmar wants time, and"
        " his envoy said Karsin could send 400 observers within a week.",
    ),
)


def day(year: int, month: int, number: int, basis: str = "stated") -> Period:
    """One day."""
    when = date(year, month, number)
    return Period(start=when, end=when, precision="day", basis=basis)


def make_document(
    name: str, parts: tuple[tuple[str, str], ...], published: Period, publisher: str
) -> Document:
    """Join blocks by blank lines, as the pages of the store are."""
    text, blocks = "", []
    for kind, words in parts:
        text += "\n\n" if text else ""
        blocks.append(Block(kind=kind, span=Span(len(text), len(text) + len(words))))
        text += words
    return Document(
        id=make_id("document", name), path=f"pages/{name}.txt",
        url=f"https://{name}.example/story" if name != "gazette" else None,
        sha256="0" * 64, publisher=publisher,
        title=next(words for kind, words in parts if kind == "title"), byline=None,
        language="en", published=published, published_basis="stated", text=text,
        blocks=tuple(blocks),
    )  # fmt: skip


def find(document: Document, quote: str, inside: str | None = None) -> Evidence:
    """Return the evidence of a quote: its first place, or its first inside other words."""
    start = document.text.index(inside) if inside else 0
    start = document.text.index(quote, start)
    return Evidence(
        document_id=document.id, path=document.path, start=start, end=start + len(quote),
        quote=quote,
    )  # fmt: skip


def cover(*evidence: Evidence, document: Document) -> Evidence:
    """Return the evidence from the first to the last of others."""
    start, end = min(e.start for e in evidence), max(e.end for e in evidence)
    return replace(evidence[0], start=start, end=end, quote=document.text[start:end])


def every(document: Document, name: str) -> list[Evidence]:
    """Return all mentions of a name in the body."""
    bodies = [block.span for block in document.blocks if block.kind == "body"]
    found, at = [], document.text.find(name)
    while at >= 0:
        if any(body.covers(Span(at, at + len(name))) for body in bodies):
            found.append(replace(find(document, name), start=at, end=at + len(name)))
        at = document.text.find(name, at + 1)
    return found


DOCUMENTS = (
    make_document("archive", ARCHIVE, day(2031, 6, 5), "The Archive"),
    make_document("courier", COURIER, day(2031, 6, 7), "Courier of Karsin"),
    make_document(
        "gazette", GAZETTE,
        Period(start=date(2031, 6, 9), end=date(2031, 6, 15), precision="interval",
               basis="no date on the page; it speaks of 9 June as past"),
        "Gazette",
    ),
)  # fmt: skip
A, C, G = DOCUMENTS


def make_entity(
    name: str, kind: str, *names: str, documents: Sequence[Document] = DOCUMENTS, **fields: object
) -> Entity:
    """Make a merged entity that is mentioned by any of its names."""
    evidence = [e for d in documents for n in (name, *names) for e in every(d, n)]
    given: dict[str, object] = {
        "country": None, "sector": None, "titles": (), "aliases": tuple(sorted(names)),
        "members": (), "made_by": BY_RULE, "score": 0.9,
    }  # fmt: skip
    return Entity(
        id=make_id("entity", name), kind=kind, name=name, evidence=tuple(evidence),
        **{**given, **fields},
    )  # fmt: skip


ENTITIES = (
    make_entity("Irena Voss", "person", "Voss", titles=("foreign minister",), sector="GOV"),
    make_entity("Anton Reyk", "person", "Reyk", titles=("President",), sector="GOV"),
    make_entity("Velmar", "state", country="VEL"),
    make_entity("Karsin", "state", country="KAR"),
    make_entity("Brel", "place"),
    make_entity("Ostra", "place"),
    make_entity("Joint Observer Office", "organisation", sector="IGO"),
    make_entity("Regional Council", "organ", sector="IGO"),
    make_entity("Karsin trade ministry", "government", country="KAR"),
    make_entity("six-step plan", "document"),
)
BY_NAME = {entity.name: entity for entity in ENTITIES}


def refer(name: str | None) -> Reference | None:
    """Point to an entity of the sample."""
    return Reference(id=BY_NAME[name].id, name=name) if name else None


def state(
    document: Document, source: str | None, words: str | None, cue: str, *content: str,
    act: str = "say", **fields: object,
) -> Statement:  # fmt: skip
    """Make a statement from the words of its parts."""
    spans = [find(document, fragment) for fragment in content]
    around = spans[0].quote if words and document.text.find(words) > spans[0].start else None
    parts = [find(document, words, around)] if words else []
    near = max((e.start for e in parts), default=0)
    at = document.text.find(cue, near)
    found = find(document, cue) if at < 0 else replace(
        find(document, cue), start=at, end=at + len(cue)
    )  # fmt: skip
    parts.append(found)
    whole = cover(*parts, *spans, document=document)
    given: dict[str, object] = {
        "source_kind": "named", "mode": "speech", "manner": "indirect", "reported_by": None,
        "said": document.published, **NO_ROLES,
    }  # fmt: skip
    return Statement(
        id=make_id("statement", document.id, whole.start, whole.end, content[0]),
        source=refer(source), source_text=words, cue=cue, act=act,
        content=" ... ".join(content), fragments=tuple(Span(e.start, e.end) for e in spans),
        evidence=(whole, *parts, *spans), made_by=BY_NETWORK, score=0.87, **{**given, **fields},
    )  # fmt: skip


SOIL = state(
    A, "Irena Voss", "she", "told reporters", "“We will not be watched on our own soil,”",
    "“and we will not pay for it.”", act="reject", manner="direct",
    said=day(2031, 6, 2, "“Monday” before 5 June 2031"),
)  # fmt: skip
ACCEPT = state(
    A, "Irena Voss", "Velmar's foreign minister, Irena Voss", "said",
    "her country would never accept a border mission", act="reject",
    said=day(2031, 6, 2, "“Monday” before 5 June 2031"),
)  # fmt: skip
OFFICIAL = state(
    A, None, "A Karsin official, on condition of anonymity", "said",
    "Voss had told the Karsin envoy that Velmar shelled the town of Brel in May",
    source_kind="anonymous",
)  # fmt: skip
TOLD = state(
    A, "Irena Voss", "Voss had", "told the Karsin envoy",
    "Velmar shelled the town of Brel in May", reported_by=OFFICIAL.id,
    said=Period(start=None, end=None, precision="unknown", basis="no date given"),
)  # fmt: skip
WARN = state(
    C, "Anton Reyk", "President Anton Reyk", "warned",
    "Karsin will halt fuel deliveries to Velmar in July unless the shelling ends", act="warn",
    said=day(2031, 6, 4),
)  # fmt: skip
DENIAL = state(C, "Velmar", "Velmar", "flatly denied", "shelling Brel", act="deny")
ACCUSATION = state(
    C, "Irena Voss", "Voss", "accused", "Karsin of inventing <b>a massacre</b> & selling it",
    act="accuse",
)  # fmt: skip
MINISTRY = state(
    C, "Karsin trade ministry", "the Karsin trade ministry", "according to",
    "Some $5 billion in fuel contracts are at stake", source_kind="collective",
)  # fmt: skip
STATEMENTS = (
    SOIL, ACCEPT, OFFICIAL, TOLD,
    state(A, "Velmar", "Velmar called", "called the expulsion", "a farce", act="accuse"),
    WARN,
    state(C, "Anton Reyk", "Reyk said", "said", "“The time for letters is over,”",
          manner="direct", act="threaten", said=day(2031, 6, 4)),
    DENIAL,
    state(C, "Irena Voss", "Voss said", "said", "no gun had been fired there", act="deny"),
    ACCUSATION, MINISTRY,
    state(G, "Regional Council", "The Regional Council", "called for", "a ceasefire",
          act="demand", said=day(2031, 6, 9)),
    state(G, None, "a diplomat", "said", "It may vote on the six-step plan later this month",
          source_kind="anonymous", act="predict"),
    state(G, "Irena Voss", "Voss", "rejected", "the six-step plan as unbalanced", act="reject"),
    state(G, "Anton Reyk", "Reyk", "believes", "Velmar wants time", mode="belief"),
    state(G, None, "his envoy", "said", "Karsin could send 400 observers within a week",
          source_kind="office", act="promise"),
)  # fmt: skip


def act(
    document: Document, sentence: str, event: str, trigger: str, quad: int,
    actor: tuple[str, str], recipient: tuple[str, str] | None, **fields: object,
) -> Event:  # fmt: skip
    """Make an event from the words of its parts; a party is its entity and its mention."""
    whole = find(document, sentence)
    parties = [actor, *([recipient] if recipient else [])]
    sides = [
        Participant(entity=refer(name), country=BY_NAME[name].country, sector=None, mention=words)
        for name, words in parties
    ]
    given: dict[str, object] = {
        "when": None, "place": None, "factuality": "happened", "attributed_to": None,
        "score": 0.71, "mode": None, "contexts": (), "cameo": "17",
    }  # fmt: skip
    inner = [find(document, words, sentence) for _, words in parties]
    return Event(
        id=make_id("event", document.id, whole.start, trigger, event), event=event, quad=quad,
        trigger=trigger, actors=(sides[0],), recipients=tuple(sides[1:]),
        evidence=(whole, find(document, trigger, sentence), *inner), made_by=BY_NETWORK,
        **{**given, **fields},
    )  # fmt: skip


MAY = Period(start=date(2031, 5, 1), end=date(2031, 5, 31), precision="month", basis="“in May”")
EXPELLED = act(
    A, "Karsin expelled two Velmar diplomats on Sunday.", "COERCE", "expelled", 4,
    ("Karsin", "Karsin"), ("Velmar", "Velmar"), when=day(2031, 6, 1),
)  # fmt: skip
SHELLED = act(
    A, "Velmar shelled the town of Brel in May", "ASSAULT", "shelled", 4, ("Velmar", "Velmar"),
    ("Brel", "Brel"), when=MAY, factuality="alleged", attributed_to=TOLD.id, place=refer("Brel"),
)  # fmt: skip
EVENTS = (
    EXPELLED, SHELLED,
    act(C, "Karsin will halt fuel deliveries to Velmar in July", "SANCTION", "halt", 4,
        ("Karsin", "Karsin"), ("Velmar", "Velmar"), factuality="conditional",
        attributed_to=WARN.id,
        when=Period(start=date(2031, 7, 1), end=date(2031, 7, 31), precision="month",
                    basis="“in July”")),
    act(C, "Velmar flatly denied shelling Brel.", "ASSAULT", "shelling", 4,
        ("Velmar", "Velmar"), ("Brel", "Brel"), factuality="denied", attributed_to=DENIAL.id),
    act(C, "Voss said that no gun had been fired there, and accused Karsin of inventing",
        "ACCUSE", "accused", 3, ("Irena Voss", "Voss"), ("Karsin", "Karsin"),
        attributed_to=ACCUSATION.id, when=day(2031, 6, 6)),
    act(G, "The Regional Council met in Ostra on 9 June", "CONSULT", "met", 1,
        ("Regional Council", "Regional Council"), None, when=day(2031, 6, 9),
        place=refer("Ostra")),
    act(G, "It may vote on the six-step plan later this month", "AGREE", "vote", 1,
        ("Regional Council", "It"), ("six-step plan", "six-step plan"), factuality="planned",
        when=Period(start=date(2031, 6, 10), end=date(2031, 6, 30), precision="interval",
                    basis="“later this month”")),
    act(G, "Karsin could send 400 observers within a week", "AID", "send", 2,
        ("Karsin", "Karsin"), None, factuality="conditional"),
)  # fmt: skip


def count(document: Document, clause: str, number: str, counted: str, **fields: object) -> Figure:
    """Make a figure from its clause and its number."""
    whole = find(document, clause)
    given: dict[str, object] = {
        "unit": "persons", "low": None, "value": None, "high": None, "qualifier": None,
        "body": None, "as_of": None, "since": None, "place": None, "subset_of": None,
        "series": None, "attributed_to": None,
    }  # fmt: skip
    return Figure(
        id=make_id("figure", document.id, whole.start, number), counted=counted,
        evidence=(whole, find(document, number, clause)), made_by=BY_RULE, score=0.8,
        **{**given, **fields},
    )  # fmt: skip


TOLL = count(
    A, "The Joint Observer Office counted more than 9,000 dead since January", "more than 9,000",
    "dead", low=9000.0, qualifier="more than", body="The Joint Observer Office",
    as_of=Period(start=None, end=date(2031, 6, 5), precision="before", basis="since January"),
)  # fmt: skip
FIGURES = (
    TOLL,
    count(A, "Karsin expelled two Velmar diplomats", "two", "Velmar diplomats", value=2.0),
    count(C, "Monitors in Brel put the toll between 9,000 and 14,000",
          "between 9,000 and 14,000", "the toll", low=9000.0, high=14000.0, qualifier="between",
          body="Monitors in Brel", as_of=day(2031, 6, 7)),
    count(C, "Some $5 billion in fuel contracts are at stake", "$5 billion", "fuel contracts",
          value=5e9, qualifier="Some", unit="USD", attributed_to=MINISTRY.id,
          body="the Karsin trade ministry"),
    count(G, "Karsin could send 400 observers", "400", "observers", value=400.0),
)  # fmt: skip
REJECTED = (
    Rejected(path="pages/empty.txt", document_id=None, stage="pages", reason="empty",
             detail="The file has no characters; save the page again."),
    Rejected(path="pages/menu.html", document_id=None, stage="pages", reason="no article",
             detail="Only menus were found <img src=x onerror=alert(2)>; give the article."),
    Rejected(path=A.path, document_id=A.id, stage="pages", reason="teaser",
             detail="2 lines between paragraphs lead to other stories."),
)  # fmt: skip

SAMPLE = Dossier(
    documents=DOCUMENTS, entities=ENTITIES, statements=STATEMENTS, events=EVENTS, figures=FIGURES,
    rejected=REJECTED, title="Brel, summer of 2031", made="demarche 0.1, reader 1.0",
)  # fmt: skip
