"""The words that tell a vote: votes.toml, by form."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from demarche.codebook.checks import only, read_book, strings
from demarche.codebook.forms import all_noun_forms, all_verb_forms, split_particle
from demarche.errors import OptionError
from demarche.records import VoteResult

HERE = Path(__file__).parent
NOUNS = ("texts", "drafts", "bodies", "chambers", "elections")
RESULTS: tuple[VoteResult, ...] = ("adopted", "failed", "vetoed", "blocked")
VERBS = (*RESULTS, "voting", "abstaining")
PLAIN = ("yes", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteBook:
    """votes.toml, by inflected form in lower case."""

    texts: frozenset[str]
    drafts: frozenset[str]
    bodies: frozenset[str]
    chambers: frozenset[str]
    elections: frozenset[str]
    results: Mapping[str, tuple[tuple[str | None, VoteResult], ...]]  # verb -> particle, result
    voting: frozenset[str]
    abstaining: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    casting: frozenset[str]
    right: frozenset[str]
    laws: frozenset[str]
    veto_body: str  # name of the body in which there are vetoes


def load_votes(path: Path = HERE / "votes.toml") -> VoteBook:
    """Read votes.toml, once, or an analyst's own file of its form.

    Raises OptionError when the file cannot be read, lacks a list or has anything but a list of
    words where one must be.
    """
    return _shipped() if path == HERE / "votes.toml" else read_book(path, _make)


@cache
def _shipped() -> VoteBook:
    return read_book(HERE / "votes.toml", _make)


def _make(raw: Mapping[str, Any]) -> VoteBook:
    only(raw, (*NOUNS, *VERBS, *PLAIN, "veto"), "the file")
    only(raw["veto"], ("body", "casting", "right", "laws"), "[veto]")
    words = {name: strings(raw[name], name) for name in (*NOUNS, *VERBS, *PLAIN)}
    body = raw["veto"]["body"]
    if not isinstance(body, str):
        raise OptionError(f"[veto] body {body!r} found, expected the name of a body")
    results: dict[str, tuple[tuple[str | None, VoteResult], ...]] = {}
    for result in RESULTS:
        for lemma in words[result]:
            verb, particle = split_particle(lemma)
            for form in all_verb_forms([verb]):
                results[form] = (*results.get(form, ()), (particle, result))
    return VoteBook(
        texts=all_noun_forms(words["texts"]),
        drafts=all_noun_forms(words["drafts"]),
        bodies=all_noun_forms(words["bodies"]),
        chambers=all_noun_forms(words["chambers"]),
        elections=all_noun_forms(words["elections"]),
        results=results,
        voting=all_verb_forms(words["voting"]),
        abstaining=all_verb_forms(words["abstaining"]),
        yes=frozenset(words["yes"]),
        no=frozenset(words["no"]),
        casting=all_verb_forms(strings(raw["veto"]["casting"], "[veto] casting")),
        right=all_noun_forms(strings(raw["veto"]["right"], "[veto] right")),
        laws=all_noun_forms(strings(raw["veto"]["laws"], "[veto] laws")),
        veto_body=body,
    )
