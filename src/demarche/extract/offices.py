"""Dated offices: who an office without a name is on the page's day, and which offices the page's
persons hold then, by the page's words and by the table of offices.

The page's words stand; the table dates them, names the holder, or is noted as saying otherwise.
Without a day on which the page was put out the table is not asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from demarche.codebook.holders import BEST_FIRST, Holding, held_by, holders, terms_of
from demarche.codebook.load import Codebook, load_codebook
from demarche.codebook.offices import Edge, OfficeTable, Term, load_offices
from demarche.extract.actors import Actor
from demarche.extract.coreference import Links, members
from demarche.extract.naming import Likeness, compare_names, name_parts
from demarche.records import Office, Period

UNITED_NATIONS = "United Nations"
# "The secretary-general" of no body that is named is the one whom everybody calls so.
OF_THE_UN = "secretary-general"
UN_CHIEF = "UN chief"
# Offices whose holder at home is none of the state: an envoy is of a body and sent to a state.
SENT = frozenset({"envoy", "ambassador"})
# The longest stretch, in days, of which a page may be for the table to be asked: over a longer one
# too many offices change hands.
LONGEST_STRETCH = 366


@dataclass(frozen=True, slots=True)
class Day:
    """The stretch in which a page was put out, and the table to be asked for it."""

    table: OfficeTable
    first: date
    last: date

    def holders(self, of: str, title: str, at: str | None = None) -> tuple[Holding, ...]:
        """Return who may have held an office in the stretch, each as sure as on its worst day."""
        inside = {
            term.start.first
            for term in terms_of(self.table, of, title, at)
            if self.first < term.start.first < self.last
        }
        days = sorted({self.first, self.last, *inside})
        return _through([holders(self.table, of, title, day, at) for day in days])

    def held_by(self, name: str) -> tuple[Holding, ...]:
        """Return what persons of a name, or a part of it, may have held at either end."""
        days = sorted({self.first, self.last})
        return _through([held_by(self.table, name, day) for day in days])


def _through(answers: Sequence[tuple[Holding, ...]]) -> tuple[Holding, ...]:
    """Return the answers of several days as one: who is not in all of them is possible at most."""
    every: dict[Term, list[Holding]] = {}
    for answer in answers:
        for holding in answer:
            every.setdefault(holding.term, []).append(holding)
    found = []
    for holdings in every.values():
        worst = max(holdings, key=lambda holding: BEST_FIRST.index(holding.certainty))
        if len(holdings) < len(answers) and worst.certainty == "certain":
            why = "the page may be of a day outside of the term"
            worst = replace(worst, certainty="possible", basis=f"{worst.basis}; {why}")
        found.append(worst)
    return tuple(sorted(found, key=lambda holding: BEST_FIRST.index(holding.certainty)))


def day_of(published: Period, codebook: Codebook) -> Day | None:
    """Return the stretch in which a page was put out, None where it is unknown or too long.

    Raises OptionError when an own table of offices cannot be read.
    """
    first, last = published.start, published.end
    if first is None or last is None or (last - first).days > LONGEST_STRETCH:
        return None
    return Day(load_offices(codebook.own or None), first, last)


# ---------------------------------------------------------------- who an office is


def link_holders(actors: Sequence[Actor], links: Links, day: Day) -> Links:
    """Return `links` with unnamed offices joined to the one person of the page who can hold them.

    "The Russian foreign minister" is who is named on the page and had that office on its day.
    """
    grouped = members(links, actors)
    people = {number: known for number, known in grouped.items() if names_of(known)}
    moved: dict[int, int] = {}
    for number, known in grouped.items():
        if number in people or not any(actor.form == "office" for actor in known):
            continue
        found = {
            person
            for holding in _holding(known, grouped.values(), day)
            for person, other in people.items()
            if _is_holder(holding, other)
        } or {
            person
            for term in _terms_held_before(known, day)
            for person, other in people.items()
            if any(_likeness(term, name) == "same" for name in names_of(other))
        }
        if len(found) == 1:
            moved[number] = found.pop()
    return {at: moved.get(number, number) for at, number in links.items()}


def _is_holder(holding: Holding, known: Sequence[Actor]) -> bool:
    """Say whether somebody named on the page holds an office that stands there without a name.

    A family name alone is too little for who is told to be something else, or may not hold it.
    """
    names = names_of(known)
    if not can_be(holding.term, names):
        return False
    whole = any(_likeness(holding.term, name) == "same" for name in names)
    return whole or (holding.certainty == "certain" and _fits(holding, known))


def _holding(
    known: Sequence[Actor], page: Iterable[Sequence[Actor]], day: Day
) -> Iterator[Holding]:
    """Yield who may hold the offices that mentions of somebody give."""
    for of, title, at in dict.fromkeys(posts_of(known, page)):
        yield from day.holders(of, title, at)


def _terms_held_before(known: Sequence[Actor], day: Day) -> Iterator[Term]:
    """Yield the ended terms of offices that mentions give somebody as past: "the ex-president"."""
    asked = {
        (actor.body or actor.country or "", actor.title.name)
        for actor in known
        if actor.title and actor.past and actor.definite and (actor.body or actor.country)
    }
    for of, title in sorted(asked):
        terms = terms_of(day.table, of, title)
        yield from (term for term in terms if term.end and term.end.last < day.first)


def posts_of(
    known: Sequence[Actor], page: Iterable[Sequence[Actor]]
) -> Iterator[tuple[str, str, str | None]]:
    """Yield (of, title, at) for each office that mentions tell of, held then and told whose."""
    for actor in in_office(known):
        title = actor.title.name if actor.title else ""
        if title in SENT:
            # A body has many envoys: without a name, "the UN envoy" may be any of them.
            if actor.body is not None and (actor.country or actor.form == "name"):
                yield actor.body, title, actor.country
        elif actor.body is not None or actor.country is not None:
            yield actor.body or actor.country or "", title, None
        elif title == UN_CHIEF or (
            title == OF_THE_UN and actor.form == "office" and _on_page(UNITED_NATIONS, page)
        ):
            yield UNITED_NATIONS, title, None


def in_office(known: Iterable[Actor]) -> Iterator[Actor]:
    """Yield the mentions that give somebody an office or rank of today, not any of its kind."""
    for actor in known:
        title = actor.title
        other = actor.changed or actor.narrowed or actor.past or actor.indefinite
        if title and title.kind != "role" and not other:
            yield actor


def names_of(known: Iterable[Actor]) -> tuple[tuple[str, ...], ...]:
    """Return a person's names as parts, whole names alone where there are any."""
    parts = tuple(dict.fromkeys(name_parts(a.text) for a in known if a.form == "name"))
    return tuple(one for one in parts if len(one) > 1) or tuple(filter(None, parts))


def can_be(term: Term, names: Sequence[tuple[str, ...]]) -> bool:
    """Say whether a holder can be who bears these names."""
    return all(_likeness(term, name) != "different" for name in names) and bool(names)


def _likeness(term: Term, name: tuple[str, ...]) -> Likeness:
    """Return the best that a name is to any name of a holder."""
    found = {compare_names(name, name_parts(known)) for known in term.names}
    return "same" if "same" in found else "compatible" if "compatible" in found else "different"


# ---------------------------------------------------------------- which offices somebody has


def offices_of(
    known: Sequence[Actor], page: Sequence[Sequence[Actor]], day: Day
) -> tuple[Office, ...]:
    """Return the offices that a person holds on the page's day.

    First those that the page gives, dated by the table where it agrees; else those that the table
    alone has for a person of that name. `page` are the mentions of all entities of the page.
    """
    names = names_of(known)
    found: list[Office] = []
    for of, title, at in dict.fromkeys(posts_of(known, page)):
        found.extend(_stated(of, title, day.holders(of, title, at), names))
    if names and not found:
        found.extend(_untold(known, names, day))
    if names and not any(office.holder for office in found):
        found.extend(_by_table(known, names, page, day))
    return tuple(dict.fromkeys(found))


def _stated(
    of: str, title: str, answers: Sequence[Holding], names: Sequence[tuple[str, ...]]
) -> Iterator[Office]:
    """Yield an office that a page gives somebody, with what the table has of it."""
    agreed = [holding for holding in answers if can_be(holding.term, names)] if names else answers
    for holding in agreed:
        yield _office(holding, of, title, "the page" if names else "the page, without a name")
    if not agreed:
        other = "; ".join(f"{one.term.person} ({one.basis})" for one in answers)
        says = f"; the table has {other}" if other else ""
        yield Office(
            title=title, of=of, holder=None, start=None, end=None, certainty=None,
            basis=f"the page{says}",
        )  # fmt: skip


def _untold(known: Sequence[Actor], names: Sequence[tuple[str, ...]], day: Day) -> Iterator[Office]:
    """Yield an office that the page gives without its state or body, from the table's holder."""
    titles = {actor.title.name for actor in in_office(known) if actor.title}
    answers = [
        holding
        for holding in _called(known, day)
        if holding.term.title in titles and can_be(holding.term, names)
    ]
    if len({holding.term.key for holding in answers}) == 1:
        for holding in answers:
            yield _office(holding, holding.term.of, holding.term.title, "the page")


def _by_table(
    known: Sequence[Actor],
    names: Sequence[tuple[str, ...]],
    page: Sequence[Sequence[Actor]],
    day: Day,
) -> Iterator[Office]:
    """Yield the offices of the one office holder who can be meant, whom the page gives none.

    A whole name must be his, and not another country's man. A family name alone must be that of one
    holder only, of a state or body that the page names; the last one known is not enough then.
    """
    whole = any(len(name) > 1 for name in names)
    answers = [
        holding
        for holding in _called(known, day)
        if can_be(holding.term, names)
        and (not whole or any(_likeness(holding.term, name) == "same" for name in names))
        and (whole or (holding.certainty != "last known" and _on_page(holding.term.of, page)))
        and _fits(holding, known)
    ]
    if len({holding.term.key for holding in answers}) == 1:
        for holding in answers:
            yield _office(holding, holding.term.of, holding.term.title, "the table alone")


def _called(known: Sequence[Actor], day: Day) -> Iterator[Holding]:
    """Yield what holders with the last word of a name, or the first, may have held."""
    for word in words_said(known):
        yield from day.held_by(word)


def words_said(known: Sequence[Actor]) -> tuple[str, ...]:
    """Return the last and first words of a person's names as printed, by which tables find him."""
    names = [actor.text.split() for actor in known if actor.form == "name"]
    ends = (word for name in names if name for word in (name[-1], name[0]))
    return tuple(dict.fromkeys(word for word in ends if len(word) > 1))


def _fits(holding: Holding, known: Sequence[Actor]) -> bool:
    """Say whether nothing that the page tells of a person speaks against a holder being he.

    Of who goes by a family name alone nothing may be told: "Brown, a teacher" is no Prime Minister.
    """
    countries = {actor.country for actor in known if actor.country}
    state = holding.term.of in load_codebook().countries
    if any(actor.past or (actor.title and actor.title.kind == "office") for actor in known):
        return False  # the page gives him another office
    whole = any(len(name) > 1 for name in names_of(known))
    if not whole and any(actor.apposed or actor.titles for actor in known):
        return False
    return not (state and countries and holding.term.of not in countries)


def _on_page(of: str, page: Iterable[Sequence[Actor]]) -> bool:
    """Say whether a page names a state, by its code, or a body, by its name."""
    return any(
        (actor.country == of and actor.kind == "state") or actor.text == of
        for known in page
        for actor in known
    )


def _office(holding: Holding, of: str, title: str, told: str) -> Office:
    term = holding.term
    return Office(
        title=title,
        of=of,
        holder=term.person,
        start=_day(term.start),
        end=_day(term.end) if term.end else None,
        certainty=holding.certainty,
        basis=f"{told}; {holding.certainty}: {holding.basis}",
    )


def _day(edge: Edge) -> date | None:
    """Return a day that is known as one."""
    return edge.first if edge.first == edge.last else None


def country_and_sector(
    offices: Sequence[Office], codebook: Codebook
) -> tuple[str | None, str | None]:
    """Return the country and the sector that offices give, where they agree."""
    countries = {office.of for office in offices if office.of in codebook.countries}
    bodies = {office.of for office in offices if office.of in codebook.bodies}
    sectors = {codebook.titles[o.title].sector for o in offices if o.title in codebook.titles}
    country = countries.pop() if len(countries) == 1 and not bodies else None
    sector = "IGO" if bodies else sectors.pop() if len(sectors) == 1 else None
    return country, sector


Dated = Mapping[int, tuple[Office, ...]]


def date_offices(actors: Sequence[Actor], links: Links, day: Day | None) -> Dated:
    """Return the offices of each person of a page, by the number of its entity."""
    if day is None:
        return {}
    grouped = members(links, actors)
    page = list(grouped.values())
    return {
        number: offices_of(known, page, day)
        for number, known in grouped.items()
        if known[0].kind == "person" and any(actor.form in ("name", "office") for actor in known)
    }
