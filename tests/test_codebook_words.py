"""The word lists cues.toml and events.toml: words in two places, mistakes."""

from pathlib import Path

import pytest

from demarche.codebook.words import HERE, load_cues, load_events
from demarche.errors import OptionError


def types_of(verb: str, noun: str) -> set[tuple[str | None, str]]:
    """Return particle and type of the shipped phrases of a verb's form with an object's."""
    phrases = load_events().phrases.get(verb, ())
    return {(particle, trigger.event) for particle, nouns, trigger in phrases if noun in nouns}


def test_irregular_forms_serve_both_lists() -> None:
    assert {"undertook", "rebutted", "swore", "besought"} <= set(load_cues().verbs)
    assert {"undertaken", "slain", "wrote", "threw"} <= {
        *load_events().verbs,
        *load_events().phrases,
    }
    assert types_of("found", "guilty") == {(None, "ACCUSE")}


# ---------------------------------------------------------------- the shipped lists


@pytest.mark.parametrize(
    ("verb", "noun", "event"),
    [
        ("launched", "strikes", "ASSAULT"),
        ("launched", "missiles", "ASSAULT"),
        ("sent", "tanks", "MOBILIZE"),
        ("deployed", "battalion", "MOBILIZE"),
        ("expressed", "support", "SUPPORT"),
        ("offered", "help", "AGREE"),
        ("opened", "border", "CONCEDE"),
        ("staged", "strike", "PROTEST"),
        ("suspended", "talks", "SANCTION"),
    ],
)
def test_a_verb_with_its_object_is_of_one_type(verb: str, noun: str, event: str) -> None:
    assert types_of(verb, noun) == {(None, event)}


@pytest.mark.parametrize(
    ("verb", "noun"),
    [
        ("signed", "decree"),
        ("ordered", "troops"),
        ("sent", "team"),
        ("used", "gas"),
        ("took", "action"),
        ("ended", "visit"),
        ("paid", "dollars"),
    ],
)
def test_a_phrase_of_many_meanings_tells_no_type_by_itself(verb: str, noun: str) -> None:
    assert {event for particle, event in types_of(verb, noun) if particle is None} == set()


def test_a_phrase_with_its_particle_goes_first() -> None:
    particles = [particle for particle, _, _ in load_events().phrases["launched"]]
    assert particles == sorted(particles, key=lambda particle: particle is None)
    assert ("joint", "COOPERATE") in types_of("launched", "exercises")


def test_the_end_of_a_meeting_is_no_act_against_anybody() -> None:
    assert "CONSULT" not in load_events().gives


def test_words_that_forbid_are_there_in_all_their_forms() -> None:
    assert {"deadline", "deadlines"} <= load_events().never_after
    assert {"heart", "hearts"} <= load_events().never_before


def test_ranks_are_words_of_one_meaning() -> None:
    told = set().union(*load_cues().levels.values())
    assert "senior" in told
    assert told.isdisjoint({"middle", "high", "chief", "local"})


# ---------------------------------------------------------------- mistakes

EVENTS = '[[trigger]]\nevent = "AID"\n{}\n[[trigger]]\nevent = "ASSAULT"\n{}\n'


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ('verbs = ["feed"]', 'weak = ["feed"]', ["verb 'feed'", "AID", "ASSAULT"]),
        ('phrases = ["a|b + c|d"]', 'phrases = ["e|b + d"]', ["'b + d'", "AID", "ASSAULT"]),
        ('phrases = ["a up + c"]', 'phrases = ["a up + c"]', ["'a up + c'"]),
        ('phrases = ["a + "]', "", ["'a + '", "VERB|VERB"]),
        ('phrases = ["a"]', "", ["'a'", "VERB|VERB"]),
        ('verbs = "agree"', "", ["verbs", "'agree'", "list of words"]),
        ('verbs = [""]', "", ["verbs", "none empty"]),
        ("verbs = [1]", "", ["verbs", "[1]"]),
        ('verb = ["feed"]', "", ["'verb' found", "verbs, weak"]),
        ("", "[[triggers]]", ["'triggers' found", "trigger"]),
    ],
)
def test_a_mistake_in_events_is_named(
    tmp_path: Path, one: str, other: str, said: list[str]
) -> None:
    path = tmp_path / "events.toml"
    path.write_text(EVENTS.format(one, other), "utf-8")
    with pytest.raises(OptionError) as caught:
        load_events(path)
    assert [word for word in (str(path), *said) if word not in str(caught.value)] == []


def test_one_phrase_may_hold_a_choice_of_particles(tmp_path: Path) -> None:
    path = tmp_path / "events.toml"
    text = (HERE / "events.toml").read_text("utf-8")
    added = '[[trigger]]\nevent = "ASSAULT"\nphrases = ["zap up|zap + foe"]\n'
    path.write_text(
        f'{added}[[trigger]]\nevent = "AID"\nphrases = ["zap in + foe"]\n{text}', "utf-8"
    )
    phrases = load_events(path).phrases["zaps"]
    assert [(particle, trigger.event) for particle, _, trigger in phrases] == [
        ("up", "ASSAULT"),
        ("in", "AID"),
        (None, "ASSAULT"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('verbs = ["threaten"]', 'verbs = ["threaten", "vow"]', ["'vow'", "promise", "threaten"]),
        ('nouns = ["denial"]', 'nouns = ["denial", "plea"]', ["noun 'plea'", "deny", "demand"]),
        ('nouns = ["denial"]', 'nouns = "denial"', ["nouns", "'denial'", "list of words"]),
        ('nouns = ["denial"]', 'noun = ["denial"]', ["'noun' found", "nouns"]),
        ('act = "deny"', 'act = ["deny"]', ["act", "['deny']"]),
        ("[modals]", "[modal]", ["'modal' found", "modals"]),
    ],
)
def test_a_mistake_in_cues_is_named(tmp_path: Path, old: str, new: str, said: list[str]) -> None:
    path = tmp_path / "cues.toml"
    text = (HERE / "cues.toml").read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(OptionError) as caught:
        load_cues(path)
    assert [word for word in (str(path), *said) if word not in str(caught.value)] == []


def test_a_file_of_ones_own_may_have_irregular_forms(tmp_path: Path) -> None:
    path = tmp_path / "cues.toml"
    text = (HERE / "cues.toml").read_text("utf-8")
    path.write_text(f'{text}\n[irregular]\nhint = ["hintit"]\n', "utf-8")
    assert load_cues(path).verbs["hintit"][0].lemma == "hint"
    assert "said" in load_cues(path).verbs
