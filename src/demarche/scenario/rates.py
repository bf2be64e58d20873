"""Base rates: how members of the Security Council have voted, before a day.

Two kinds of texts are told apart, since votes of one text hang together: unanimous ones, which are
seven in eight of those put to a vote, and split ones. Rates are counted over the last ten years
before a day's own of which there are tallies (tallies.csv, vetoes.csv). Where there are fewer, the
first ten years of the tallies are taken, though some of them are the day's own year or later ones.
Which of the ten years before a day are not counted is said.

Of other councils the codebook has no tallies: there these rates are all there is, and assumed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from demarche.codebook.councils import CouncilBook, YearTally
from demarche.scenario.rules import State

# Years that are counted. On fewer there are too few split texts (4 to 5 a year before 2014).
YEARS = 10
SEATS = 15

# What a member does in a text that is unanimous: not quite sure, so that nothing is impossible.
# In the 867 tallies of 2000-2019, 3 of 13,005 member votes were not cast by members that sat there.
UNANIMOUS: Mapping[State, float] = {
    "yes": 0.9985,
    "no": 0.0005,
    "abstain": 0.0005,
    "absent": 0.00025,
    "not participating": 0.00025,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What to expect of a member of whom nothing is known."""

    split: float  # share of texts that are not unanimous
    elected: Mapping[State, float]  # in a split text
    permanent: Mapping[str, Mapping[State, float]]  # in a split text, by country
    basis: str

    def prior(self, country: str, split: float) -> dict[State, float]:
        """Return the five chances of a member if the text is split with this chance.

        That a text is split makes abstentions likelier, and an elected member's no; a permanent
        member's no stays as rare as it is over all texts, since permanent members seldom say no to
        the same text (never the USA and Russia in 1990-2022), save those that are linked.
        """
        divided = self.permanent.get(country, self.elected)
        chances = _mixed(divided, split)
        if country in self.permanent:
            no = _mixed(divided, self.split)["no"]
            chances["yes"] += chances["no"] - no
            chances["no"] = no
        return chances


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two permanent members that move together when they say no.

    `alone` is by how much a no of one without the other is rarer than if they were independent.
    """

    a: str
    b: str
    alone: float
    basis: str


def base_rates(book: CouncilBook, permanent: Sequence[str], on: date) -> Rates:
    """Return the rates before a day."""
    counted, since = _window(book.tallies, on)
    texts, split = sum(year.texts for year in counted), sum(year.split for year in counted)
    first, last = counted[0].year, counted[-1].year
    vetoes = {
        country: sum(first <= v.when.year <= last and country in v.by for v in book.vetoes)
        for country in permanent
    }
    noes = sum(year.no for year in counted) - sum(vetoes.values())
    abstain = sum(year.abstain for year in counted) / (SEATS * split)
    elected_no = max(noes, 0) / ((SEATS - len(permanent)) * split)
    return Rates(
        split=split / texts,
        elected=_five(elected_no, abstain),
        # Half a veto is added, so that who cast none in ten years can still cast one.
        permanent={c: _five((n + 0.5) / (split + 1), abstain) for c, n in vetoes.items()},
        basis=f"{split} of {texts} texts of the Security Council {first}-{last} were split{since}",
    )


def find_links(book: CouncilBook, permanent: Sequence[str], on: date) -> tuple[Link, ...]:
    """Return the pairs of permanent members that vetoed together in the ten years before a day.

    Were both as likely to say no as not, and independent, one would be alone twice as often as
    both together; `alone` is what was seen against that, half a case added to each. Each member is
    in one pair at most: the most tightly bound come first.
    """
    begin = on.replace(year=on.year - YEARS, day=min(on.day, 28))
    recent = [veto.by for veto in book.vetoes if begin <= veto.when < on]
    found = []
    for a, b in combinations(sorted(permanent), 2):
        both = sum({a, b} <= by for by in recent)
        one = sum(len(by & {a, b}) == 1 for by in recent)
        alone = (one + 0.5) / (2 * (both + 0.5))
        if both and alone < 1:
            basis = f"{a} and {b} vetoed {both} times together in ten years, {one} times alone"
            found.append(Link(a=a, b=b, alone=alone, basis=basis))
    taken: set[str] = set()
    kept = []
    for link in sorted(found, key=lambda link: (link.alone, link.a, link.b)):
        if taken.isdisjoint((link.a, link.b)):
            taken |= {link.a, link.b}
            kept.append(link)
    return tuple(kept)


def late_note(book: CouncilBook, on: date) -> tuple[str, ...]:
    """Return that later vetoes than the codebook lists are not counted, where a day is later."""
    last = max((veto.when for veto in book.vetoes), default=on)
    if on <= last:
        return ()
    return (
        f"vetoes are listed until {last}; of who vetoed between that day and {on} "
        "nothing is known: vetoes.csv of a codebook of your own can add them",
    )


def _window(tallies: Sequence[YearTally], on: date) -> tuple[Sequence[YearTally], str]:
    """Return the years to be counted, with a word on those of the ten before that are not."""
    before = [year for year in tallies if year.year < on.year][-YEARS:]
    few = len(before) < YEARS or not sum(year.split for year in before)
    counted = tallies[:YEARS] if few else before
    known = {year.year for year in counted}
    missing = [year for year in range(on.year - YEARS, on.year) if year not in known]
    if len(missing) == YEARS:
        return counted, "; none are counted of the years before"
    told = f"; of the ten years before not counted: {_listed(missing)}" if missing else ""
    later = [year for year in sorted(known) if year >= on.year]
    return counted, told + (f"; counted instead: {_listed(later)}" if later else "")


def _listed(years: Sequence[int]) -> str:
    """Return years in a row as "2020-2022", others one by one."""
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}-{years[-1]}"
    return ", ".join(map(str, years))


def _mixed(divided: Mapping[State, float], split: float) -> dict[State, float]:
    """Return the chances over unanimous texts and split ones."""
    return {state: (1 - split) * UNANIMOUS[state] + split * divided[state] for state in divided}


def _five(no: float, abstain: float) -> dict[State, float]:
    missing = UNANIMOUS["absent"]
    return {
        "yes": 1 - no - abstain - 2 * missing,
        "no": no,
        "abstain": abstain,
        "absent": missing,
        "not participating": missing,
    }
