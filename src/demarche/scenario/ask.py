"""The two questions to a crisis file, in an analyst's words: a vote, and a bargain."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from demarche.codebook.councils import CouncilBook, load_councils
from demarche.codebook.files import Own
from demarche.codebook.load import Codebook, load_codebook
from demarche.codebook.phrases import fold
from demarche.errors import OptionError
from demarche.scenario.bargain import Bargain, Party, bargain
from demarche.scenario.evidence import Draft, Stance, parse_text, told_day, undated_note
from demarche.scenario.forecast import Forecast, forecast
from demarche.scenario.inputs import known_before
from demarche.scenario.rules import STATES, State
from demarche.scenario.stands import faded
from demarche.store import Store

# How the ids of issues begin that pages themselves name.
OF_PAGES = ("plan:", "draft:")


def ask_vote(
    store: Store,
    *,
    body: str,
    on: date,
    text: str,
    sponsors: Iterable[str] = (),
    given: Mapping[str, str] | None = None,
    parties: Iterable[str] = (),
    matter: str | None = None,
    seed: int = 1,
    own: Own = None,
) -> Forecast:
    """Return what a body would make of a text on a day, by what pages of before that day tell.

    Raises OptionError for a body, country, state or issue that cannot be meant, and for a day on
    which the members are not known.
    """
    book, councils = load_codebook(own), load_councils(own)
    issues = parse_text(text)
    for name in issues:
        _check_issue(name, book)
    draft = Draft(
        council=find_council(body, book, councils),
        on=on,
        issues=issues,
        matter=matter,
        sponsors=frozenset(find_country(name, book) for name in sponsors),
        parties=frozenset(find_country(name, book) for name in parties),
        given={find_country(name, book): _state(name, s) for name, s in (given or {}).items()},
    )
    known = known_before(store, councils, on)
    names = {code: country.name for code, country in book.countries.items()}
    return forecast(draft, known, councils, names=names, seed=seed)


def ask_bargain(
    store: Store,
    issue: str,
    *,
    on: date = date.max,
    weights: Mapping[str, tuple[float, float]] | None = None,
    own: Own = None,
) -> Bargain:
    """Return where the countries' positions on an issue meet, by pages of before a day.

    A country's position is the mean of those that it stated, newer ones weighing more; `weights`
    are salience and capability by country, 1 each where not given. Raises OptionError when the
    pages tell no position, or a weight cannot be meant.
    """
    book = load_codebook(own)
    known = known_before(store, load_councils(own), on)
    stances = [stance for stance in known.stances if stance.issue == issue]
    if not stances:
        when = "" if on == date.max else f" that was surely out before {on}"
        others = ", ".join(sorted({stance.issue for stance in known.stances}))
        raise OptionError(
            f"no page{when} tells a country's position on {issue!r}; "
            f"they tell positions on: {others or 'nothing'}"
        )
    given = {find_country(name, book): pair for name, pair in (weights or {}).items()}
    by_country: defaultdict[str, list[Stance]] = defaultdict(list)
    for stance in sorted(stances, key=lambda one: (one.when, one.words)):
        by_country[stance.country].append(stance)
    parties = []
    for country, told in sorted(by_country.items()):
        salience, capability = given.get(country, (1.0, 1.0))
        parties.append(
            Party(name=country, position=_position(told), salience=salience, capability=capability)
        )
    newest = (told[-1] for told in by_country.values())
    basis = sorted(f"{one.country} ({told_day(one)}): {one.words}" for one in newest)
    return bargain(issue, parties, basis=basis, notes=undated_note(known))


def find_country(name: str, book: Codebook) -> str:
    """Return a country's code, by code, name or alias in any case. Raises OptionError."""
    wanted = fold(name.strip())
    for country in book.countries.values():
        if wanted in map(fold, (country.code, country.name, *country.aliases)):
            return country.code
    raise OptionError(f"found country {name!r}, expected a code of ISO 3166-1 (RUS) or a name")


def find_council(name: str, book: Codebook, councils: CouncilBook) -> str:
    """Return a council's short name, by that or by a name of the body. Raises OptionError."""
    for rule in councils.rules:
        body = book.bodies.get(rule.body)
        names = (rule.council, rule.body, *(body.aliases if body else ()))
        if fold(name.strip()) in map(fold, names):
            return rule.council
    known = ", ".join(dict.fromkeys(rule.council for rule in councils.rules))
    raise OptionError(f"found body {name!r}, expected one of {known}")


def _check_issue(name: str, book: Codebook) -> None:
    """Raise OptionError unless a name is a listed issue's or that of a plan or draft of a page."""
    known = list(book.issues.issues)
    if name in known or name.startswith(OF_PAGES):
        return
    parts = set(name.split("-"))
    sharing = [one for one in known if parts & set(one.split("-"))]
    near = get_close_matches(name, sharing or known, n=1, cutoff=0)
    raise OptionError(
        f"found issue {name!r}, expected one of {', '.join(known)}, or plan:KEY; "
        f"the nearest is {near[0]!r}"
    )


def _state(country: str, written: str) -> State:
    for state in STATES:
        if fold(written).replace("-", " ").replace("_", " ") == state:
            return state
    raise OptionError(f"{country}={written} found, expected one of {', '.join(STATES)}")


def _position(told: Sequence[Stance]) -> float:
    """Return the mean of stated positions; what is a year older than the newest counts half."""
    last = told[-1].when
    weights = [faded(stance.when, last) for stance in told]
    return sum(w * s.value for w, s in zip(weights, told, strict=True)) / sum(weights)
