"""Reading the entities of a page that is written by hand, and asking for them by their words."""

from dataclasses import replace

from demarche.extract.entities import PageEntities, find_entities
from demarche.records import Annotation, Document, Entity, Name, NameKind
from demarche.spans import Span
from tests.fakes import annotate, lay_out


def tagged(text: str, rows: str, **names: NameKind) -> Annotation:
    """Return an annotation whose reader names are given as words_with_underscores=kind."""
    annotation = annotate(text, rows)
    found = []
    for words, kind in names.items():
        phrase = words.replace("__", "-").replace("_", " ")
        start = text.index(phrase)
        found.append(Name(span=Span(start, start + len(phrase)), kind=kind, score=0.9))
    return replace(annotation, names=tuple(found))


def read(*annotations: Annotation) -> tuple[Document, PageEntities]:
    """Return the document of these paragraphs and its entities, whose quotes are exact."""
    document, passages = lay_out(*annotations)
    entities = find_entities(document, passages)
    for entity in entities.entities:
        for place in entity.evidence:
            assert document.text[place.start : place.end] == place.quote
    return document, entities


def at(document: Document, entities: PageEntities, passage: int, words: str, nth: int = 0) -> str:
    """Return the name of the entity that some words of a passage refer to."""
    texts = document.text.split("\n\n")
    start = sum(len(text) + 2 for text in texts[:passage])
    for _ in range(nth + 1):
        start = document.text.index(words, start) + 1
    found = entities.at(passage, Span(start - 1, start - 1 + len(words)))
    return found.name if found else "nobody"


def only(entities: PageEntities, name: str) -> Entity:
    """Return the one entity of that name."""
    (entity,) = [entity for entity in entities.entities if entity.name == name]
    return entity
