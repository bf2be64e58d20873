"""From the mentions of one entity to its record."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from demarche.codebook.load import Codebook
from demarche.extract.actors import Actor, Form
from demarche.extract.naming import name_parts
from demarche.extract.offices import country_and_sector
from demarche.records import (
    Document,
    Entity,
    MadeBy,
    Office,
    Passage,
    evidence_of,
    make_id,
)

# What each form of mention is called in `made_by`, strongest first: an entity is of the strongest
# form among its mentions. Merging across pages asks for it: only what has a name can be one.
RULES: Mapping[Form, tuple[str, str]] = {
    "codebook": ("entity by codebook", "the codebook lists this name"),
    "name": ("entity by name", "a personal name, with what stands before it"),
    "organisation": ("entity by name", "a name of an organisation, by the reader"),
    "place": ("entity by name", "a name of a place, by the reader"),
    "group": ("entity by group", "a word for a group or unnamed body"),
    "office": ("entity by office", "an office or role without a name"),
    "nominal": ("entity by description", "an unnamed party, by the reader"),
    "pronoun": ("entity by description", "an unnamed party, by the reader"),
}
ARTICLES = ("the ", "a ", "an ")


def describe(
    document: Document,
    passages: Mapping[int, Passage],
    actors: Sequence[Actor],
    offices: tuple[Office, ...],
    codebook: Codebook,
) -> Entity:
    """Return the record of an entity with these mentions (at least one), in order.

    What no mention tells of its country and sector its `offices` do.
    """
    form = next(form for form in RULES if any(actor.form == form for actor in actors))
    own = [actor for actor in actors if actor.form == form]
    spans = (passages[actor.passage].words(actor.first, actor.last) for actor in actors)
    evidence = tuple(evidence_of(document, span) for span in spans)
    name = _name(own, form, codebook)
    rule, reason = RULES[form]
    held = country_and_sector(offices, codebook)
    seen = form in ("organisation", "place", "nominal")  # by the reader, in no list of ours
    return Entity(
        id=make_id("entity", document.id, evidence[0].start, evidence[0].end, own[0].kind, name),
        kind=own[0].kind,
        name=name,
        country=_most(actor.country for actor in actors) or held[0],
        sector=next((actor.sector for actor in actors if actor.sector), None) or held[1],
        titles=tuple(dict.fromkeys(title for actor in actors for title in actor.titles)),
        offices=offices,
        aliases=tuple(sorted(_surfaces(document, passages, own) - {name})),
        members=(),
        evidence=evidence,
        made_by=MadeBy(
            kind="network" if seen else "rule",
            name=rule,
            version=passages[own[0].passage].annotation.reader if seen else codebook.version,
            reason=f"{reason}; {len(actors)} mention{'s' * (len(actors) > 1)} on the page",
        ),
        score=max(actor.score for actor in own),
    )


def _name(own: Sequence[Actor], form: Form, codebook: Codebook) -> str:
    """Return the fullest name, then the commonest, then the first; of an office its title."""
    if form == "name":
        counts = Counter(actor.text for actor in own)
        return min(counts, key=lambda text: (-_spelt_out(text), -counts[text]))
    if form == "office" and own[0].country and own[0].definite:
        country = codebook.countries.get(own[0].country)
        whose = f"{country.adjectives[0]} " if country and country.adjectives else ""
        return whose + " ".join(own[0].titles)
    return _bare(own[0].text)


def _spelt_out(text: str) -> int:
    """Return how many parts of a personal name are more than an initial."""
    return sum(len(part) > 1 for part in name_parts(text))


def _bare(text: str) -> str:
    """Return words without a leading article."""
    for article in ARTICLES:
        if text.lower().startswith(article) and len(text) > len(article):
            return text[len(article) :]
    return text


def _most(values: Iterable[str | None]) -> str | None:
    """Return the most frequent value, of equally frequent ones the first."""
    counts = Counter(value for value in values if value)
    return counts.most_common(1)[0][0] if counts else None


def _surfaces(
    document: Document, passages: Mapping[int, Passage], own: Sequence[Actor]
) -> set[str]:
    """Return the names as printed, without titles and articles."""
    found = set()
    for actor in own:
        whole = (actor.first, actor.last)
        first, last = actor.core if actor.form in ("name", "codebook") else whole
        text = passages[actor.passage].words(first, last).of(document.text)
        found.add(_bare(" ".join(text.split())))
    return found
