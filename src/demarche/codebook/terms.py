"""What a phrase of a page may stand for: all names and words of the codebook in one table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from demarche.codebook.entries import Body, Country, Group, Title
from demarche.codebook.listed import Person
from demarche.codebook.phrases import PhraseTable, make_table

TermKind = Literal[
    "state",
    "adjective",
    "people",
    "capital",
    "seat",
    "body",
    "title",
    "group",
    "qualifier",
    "person",
]


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A word that says which part of a group is meant: "Western" powers."""

    name: str


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a phrase may stand for, and in what role."""

    kind: TermKind
    entry: Country | Body | Title | Group | Qualifier | Person


def make_terms(
    *,
    countries: Iterable[Country],
    bodies: Iterable[Body],
    persons: Iterable[Person],
    titles: Iterable[Title],
    groups: Iterable[Group],
    qualifiers: Iterable[str],
) -> PhraseTable[Term]:
    """Return the table of all that these are called, with what each phrase stands for."""
    return make_table(
        [
            *_person_terms(persons),
            *_country_terms(countries),
            *_body_terms(bodies),
            *_word_terms(titles, groups),
            *((word, Term("qualifier", Qualifier(word))) for word in sorted(qualifiers)),
        ]
    )


def _person_terms(persons: Iterable[Person]) -> Iterator[tuple[str, Term]]:
    for person in persons:
        yield from ((name, Term("person", person)) for name in (person.name, *person.aliases))


def _word_terms(titles: Iterable[Title], groups: Iterable[Group]) -> Iterator[tuple[str, Term]]:
    for title in titles:
        yield from ((word, Term("title", title)) for word in (title.name, *title.words))
    for group in groups:
        yield from ((word, Term("group", group)) for word in (group.name, *group.words))


def _country_terms(countries: Iterable[Country]) -> Iterator[tuple[str, Term]]:
    for country in countries:
        for kind, phrases in (
            ("state", (country.name, *country.aliases)),
            ("adjective", country.adjectives),
            ("people", country.people),
            ("capital", country.capitals),
            ("seat", country.seats),
        ):
            for phrase in phrases:
                yield phrase, Term(kind, country)  # type: ignore[arg-type]


def _body_terms(bodies: Iterable[Body]) -> Iterator[tuple[str, Term]]:
    for body in bodies:
        for phrase in (body.name, *body.aliases, *body.bare):
            yield phrase, Term("body", body)
        for phrase in body.seats:
            yield phrase, Term("seat", body)
