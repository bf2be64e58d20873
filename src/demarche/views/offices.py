"""The dated offices as rows: of a country or body, of a person, on a day or over all years."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

from demarche.codebook.holders import Holding, held_by, holders, terms_called, terms_of
from demarche.codebook.load import Codebook
from demarche.codebook.offices import OfficeTable, Term, words_of, written
from demarche.codebook.phrases import fold
from demarche.errors import OptionError

OFFICE_COLUMNS = (
    "of", "title", "at", "person", "start", "end", "certainty", "basis", "note", "aliases",
    "wikidata", "source", "as_of",
)  # fmt: skip

# Names of countries and bodies that an error offers in place of an unknown one.
OFFERED = 5


def office_rows(
    table: OfficeTable,
    *,
    of: str | None = None,
    title: str | None = None,
    person: str | None = None,
    on: date | None = None,
) -> list[dict[str, Any]]:
    """Return terms of office as rows; with a day those that may hold on it, and how sure it is.

    `of` is a code or a body's name as the table has it, `person` a name or words of one.
    """
    if on is None:
        return [_row(term) for term in _terms(table, of, title, person)]
    return [_row(one.term, one) for one in _holdings(table, of, title, person, on)]


def find_owner(book: Codebook, asked: str) -> str:
    """Return whose offices are meant: a country's code, or a body's name.

    Countries by code, name or alias, bodies by name or alias, in any case. Raises OptionError with
    those that are written alike when there is none.
    """
    names: dict[str, str] = {}
    for body in reversed(list(book.bodies.values())):
        names |= dict.fromkeys(map(fold, (*body.aliases, body.name)), body.name)
    for country in reversed(list(book.countries.values())):
        words = (*country.aliases, country.name, country.code)
        names |= dict.fromkeys(map(fold, words), country.code)
    if fold(asked) in names:
        return names[fold(asked)]
    near = dict.fromkeys(
        names[name] for name in get_close_matches(fold(asked), names, OFFERED, cutoff=0.5)
    )
    offered = f"; near it: {', '.join(near)}" if near else ""
    raise OptionError(
        f"found country {asked!r}, expected a code of ISO 3166-1 (RUS), or the name of a country "
        f"or body of the codebook{offered}"
    )


def _terms(
    table: OfficeTable, of: str | None, title: str | None, person: str | None
) -> Iterable[Term]:
    owners = [of] if of else sorted({term.of for term in table.terms})
    if title:
        found = [term for owner in owners for term in terms_of(table, owner, title)]
    elif of:
        found = [term for term in table.terms if term.of == of]
    else:
        found = list(terms_called(table, person or ""))
    words = words_of(person or "")
    return [term for term in found if any(words <= words_of(name) for name in term.names)]


def _holdings(
    table: OfficeTable, of: str | None, title: str | None, person: str | None, on: date
) -> list[Holding]:
    if person:
        asked = {id(term) for term in _terms(table, of, title, person)}
        return [one for one in held_by(table, person, on) if id(one.term) in asked]
    offices = dict.fromkeys((t.of, t.title, t.at) for t in _terms(table, of, title, person))
    if title and of:
        return list(holders(table, of, title, on))
    return [one for owner, name, at in offices for one in holders(table, owner, name, on, at)]


def _row(term: Term, holding: Holding | None = None) -> dict[str, Any]:
    return {
        "of": term.of,
        "title": term.title,
        "at": term.at,
        "person": term.person,
        "start": written(term.start),
        "end": written(term.end) if term.end else None,
        "certainty": holding.certainty if holding else None,
        "basis": holding.basis if holding else None,
        "note": term.note,
        "aliases": list(term.aliases),
        "wikidata": term.wikidata,
        "source": term.source,
        "as_of": term.as_of,
    }
