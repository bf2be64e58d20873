"""Inflected forms of English words."""

import pytest

from demarche.codebook.forms import by_verb_form, noun_forms, third_person, verb_forms


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("agree", "agreeing"),
        ("free", "freeing"),
        ("guarantee", "guaranteeing"),
        ("eye", "eyeing"),
        ("propose", "proposing"),
        ("gun", "gunned"),
        ("quit", "quitting"),
        ("skip", "skipped"),
        ("man", "manning"),
        ("expel", "expelled"),
        ("travel", "traveling"),
        ("visit", "visited"),
        ("deploy", "deployed"),
        ("deny", "denies"),
    ],
)
def test_regular_forms_of_verbs(lemma: str, form: str) -> None:
    assert form in verb_forms(lemma, {})


@pytest.mark.parametrize(
    ("lemma", "wrong"),
    [("agree", "agreing"), ("stop", "stoped"), ("visit", "visitted"), ("man", "men")],
)
def test_forms_that_no_verb_has(lemma: str, wrong: str) -> None:
    assert wrong not in verb_forms(lemma, {})


def test_plurals() -> None:
    assert "gunmen" in noun_forms("gunman", {})
    assert "women" in noun_forms("woman", {})
    assert third_person("embassy") == "embassies"


def test_what_needs_a_particle_is_tried_before_the_bare_verb() -> None:
    filed = by_verb_form([("rule", 1), ("rule out", 2)], {})
    assert filed["ruled"] == (2, 1)
