"""Names of persons in a passage, each with the title it stands with."""

from dataclasses import dataclass, replace

from demarche.codebook.entries import Title
from demarche.codebook.load import Codebook
from demarche.codebook.phrases import fold
from demarche.extract.sights import (
    HYPHENS,
    POSSESSIVES,
    Named,
    Phrase,
    Sight,
    glued,
    is_name_word,
    is_surname_he,
)
from demarche.extract.titles import Zone, reach_over, read_left, with_phrase

# A run of proper nouns right after a title or honorific is a name in nearly all cases; one that
# only starts with a known first name is less sure (streets, companies).
TITLED_SCORE = 0.9
LISTED_SCORE = 0.95
FIRST_NAME_SCORE = 0.75
# Longer runs of proper nouns are headlines and lists.
LONGEST_NAME = 6
ENGLISH_WORDS = frozenset({"as", "at"})


@dataclass(frozen=True, slots=True)
class Person:
    """A personal name: tokens `first` to `last`, what stands before it, how sure."""

    first: int
    last: int
    zone: Zone
    score: float


def find_people(sight: Sight, codebook: Codebook) -> tuple[Person, ...]:
    """Return the personal names of a passage, in the order of the text."""
    people = []
    free = 0  # the first token that no name has taken
    for at, word in enumerate(sight.words):
        may_start = (
            at in sight.name_words or sight.phrases[at] or fold(word) in codebook.names.particles
        )
        last = _run(sight, at, codebook) if may_start and at >= free else None
        if last is None:
            continue
        person = _judge(sight, at, last, codebook)
        if person:
            people.append(person)
        free = last + 1
    return tuple(people)


def _run(sight: Sight, first: int, codebook: Codebook) -> int | None:
    """Return the last token of the run of name words that starts at `first`, if one does."""
    listed = sight.phrases[first]
    if listed and listed.get("person"):
        return listed.last
    if not _starts(sight, first, codebook):
        return None
    last = first
    while (after := _next(sight, last, codebook)) is not None:
        if _is_boundary(sight, last, after):
            break
        last = after
    return last


def _starts(sight: Sight, at: int, codebook: Codebook) -> bool:
    if _is_part(sight, at, codebook):
        return True
    return _is_particle(sight, at, codebook) and _after_particle(sight, at, codebook) is not None


def _is_part(sight: Sight, at: int, codebook: Codebook) -> bool:
    return (
        is_name_word(sight, at)
        and sight.words[at] not in codebook.names.honorifics
        and not _blocked(sight, at, codebook)
    )


def _is_particle(sight: Sight, at: int, codebook: Codebook) -> bool:
    if fold(sight.words[at]) not in codebook.names.particles:
        return False
    # "as" and "at" are Arabic articles only with a hyphen: "as-Sadr", not "as President".
    hyphen = at + 1 < len(sight.words) and sight.words[at + 1] in HYPHENS and glued(sight, at)
    return hyphen or sight.words[at] not in ENGLISH_WORDS


def _after_particle(sight: Sight, at: int, codebook: Codebook) -> int | None:
    """Return the name word that a particle leads to: al - Assad, bin Laden, van der Bellen."""
    for step in range(1, 4):
        after = at + step
        if after >= len(sight.words):
            return None
        if _is_part(sight, after, codebook):
            return after
        hyphen = sight.words[after] in HYPHENS and glued(sight, after - 1)  # wires: "al- Maliki"
        if not hyphen and not _is_particle(sight, after, codebook):
            return None
    return None


def _next(sight: Sight, last: int, codebook: Codebook) -> int | None:
    """Return the next token that goes on with a name, particles and hyphens stepped over."""
    after = last + 1
    if after >= len(sight.words):
        return None
    if _is_part(sight, after, codebook):
        return after
    if sight.words[after] in HYPHENS and glued(sight, last) and glued(sight, after):
        joined = after + 1
        upos = sight.tree.annotation.tokens[joined].upos
        # The end of "Ban Ki-moon", "Song Min-soon" is written small and may be taken for a word.
        small = upos in ("NOUN", "ADV") and last > 0 and _is_part(sight, last - 1, codebook)
        fits = (upos in ("PROPN", "X") or small) and sight.words[joined].isalpha()
        return joined if fits else None
    if _is_particle(sight, after, codebook) and sight.words[after].islower():
        return _after_particle(sight, after, codebook)
    return None


def _is_boundary(sight: Sight, last: int, after: int) -> bool:
    """Say whether two of the reader's names meet here."""
    before, behind = _name_at(sight, last), _name_at(sight, after)
    return (
        before is not None
        and behind is not None
        and before != behind
        and (before.kind != behind.kind or not glued(sight, last))
    )


def _name_at(sight: Sight, at: int) -> Named | None:
    return next((name for name in sight.names if name.first <= at <= name.last), None)


def _blocked(sight: Sight, at: int, codebook: Codebook) -> bool:
    """Say whether the codebook claims a token: a title, a country, a body are no part of a name.

    But "Larry King" and "Michael Jordan" are persons: after a name word inside one of the reader's
    persons, or after an honorific, the name wins; so it does where a first name is meant.
    """
    phrase = sight.phrases[at]
    if phrase is None or all(term.kind == "qualifier" for term in phrase.terms):
        return False
    if phrase.get("person"):
        return True
    before = phrase.first - 1
    if before >= 0 and sight.words[before] in codebook.names.honorifics:
        return False
    if phrase.get("title") and phrase.last > phrase.first:  # "Secretary of State Ada Brandt"
        return True
    if _is_office(phrase) and phrase.first > 0 and _name_at(sight, at) == _name_at(sight, before):
        return True  # what leads up to it is whose it is: "Union Chairman Ada Brandt"
    if phrase.get("state", "adjective") and _titles_follow(sight, phrase.last + 1):
        return True
    name = _name_at(sight, at)
    if name is None or name.kind != "person":
        return True
    if name.first < phrase.first:
        return not _is_part(sight, before, codebook)
    known = fold(sight.words[at]) in codebook.genders
    if not known and _starts_name(sight, phrase.last + 1, codebook):
        return True  # "her ties with Chad Ada Brandt defended"; but "Jordan Brandt"
    first_name = phrase.first == phrase.last and (phrase.get("state", "capital") or known)
    return not (first_name and name.last > phrase.last and is_name_word(sight, phrase.last + 1))


def _starts_name(sight: Sight, at: int, codebook: Codebook) -> bool:
    """Say whether a known first name with a name word behind it stands at a token."""
    last = len(sight.words) - 1
    return at < last and fold(sight.words[at]) in codebook.genders and is_name_word(sight, at + 1)


def _is_office(phrase: Phrase | None) -> bool:
    """Say whether a phrase is an office that is nobody's surname, as King and Major are."""
    term = phrase.get("title") if phrase else None
    entry = term.entry if term else None
    return isinstance(entry, Title) and entry.kind == "office" and not entry.by_given


def _titles_follow(sight: Sight, at: int) -> bool:
    """Say whether a title follows a state: "US Secretary", where "Jordan" might be a first name."""
    phrase = sight.phrases[at] if at < len(sight.phrases) else None
    return bool(phrase and phrase.get("title"))


def _judge(sight: Sight, first: int, last: int, codebook: Codebook) -> Person | None:
    """Return the person a run of name words names, if it names one."""
    listed = sight.phrases[first]
    if listed and listed.get("person"):
        return Person(first, last, _title_zone(sight, first, codebook), LISTED_SCORE)
    names = [name for name in sight.names if name.first <= last and first <= name.last]
    person = next((name for name in names if name.kind == "person"), None)
    zone = _title_zone(sight, first, codebook)
    titled = zone.first < first
    if person and last < person.last and _is_office(sight.phrases[last + 1]):
        return None
    if last - first >= LONGEST_NAME:
        return None
    if person:
        if not titled and first < person.first and not _leads(sight, first, person.first, codebook):
            first = person.first
            zone = replace(zone, first=first)
        return Person(first, last, zone, person.score)
    leads = last + 1 < len(sight.words) and _is_office(sight.phrases[last + 1])
    if titled and not leads and not any(name.first <= first - 1 for name in names):
        return Person(first, last, zone, TITLED_SCORE)
    starts = fold(sight.words[first]) in codebook.genders
    if starts and last > first and not names:
        return Person(first, last, zone, FIRST_NAME_SCORE)
    return None


def _leads(sight: Sight, first: int, start: int, codebook: Codebook) -> bool:
    """Say whether the tokens before the reader's name belong to it: particles, first names."""
    return all(
        _is_particle(sight, at, codebook)
        or sight.words[at] in HYPHENS
        or "." in sight.words[at]
        or fold(sight.words[at]) in codebook.genders
        or is_surname_he(sight, at)
        for at in range(first, start)
    )


def _title_zone(sight: Sight, first: int, codebook: Codebook) -> Zone:
    """Return what stands before a name: "Russian Foreign Minister", "UN envoy to Syria", "Mr."."""
    start = Zone(first=first)
    office = reach_over(sight, first - 1)
    if office is not None:
        zone = read_left(sight, office, start, codebook)
        for phrase in dict.fromkeys(p for p in sight.phrases[office + 1 : first] if p):
            held = any(sight.words[at].lower() == "of" for at in range(office, phrase.first))
            zone = with_phrase(zone, phrase, held=held)
        return zone
    zone = read_left(sight, first - 1, start, codebook)
    if zone.first < first:
        return zone
    return _only_country(sight, first, start)


def _only_country(sight: Sight, first: int, zone: Zone) -> Zone:
    """Return the country of "Russia's Lavrov", whose phrase stays the name alone."""
    if first >= 2 and sight.words[first - 1] in POSSESSIVES:
        phrase = sight.phrases[first - 2]
        if phrase and phrase.get("state", "body"):
            return with_phrase(zone, phrase)
    return zone
