"""Whatever an id of an answer names is explained."""

from typing import Any

import pytest

from demarche.records import Reading
from demarche.views import questions
from demarche.views.explain import explain, explanation_text
from tests.dossier_crisis import ARMS, GROUP, SHELLS, SOLD, STORE, UNSOLD
from tests.made_votes import page_of, stored, vote

KINDS = [kind for kind in questions.QUESTIONS if kind != "rejected"]  # has no record
IDS = ("id", "a", "b", "who_id", "document_id", "attributed_to", "reported_by", "subset_of")
FEW = 4  # rows of each kind: each id is looked up in all tables


def ids_of(row: dict[str, Any]) -> list[str]:
    return [row[name] for name in IDS if row.get(name)] + list(row.get("records") or ())


@pytest.mark.parametrize("kind", KINDS)
def test_every_id_that_an_answer_shows_is_explained(kind: str) -> None:
    rows = questions.rows_of(questions.ask(STORE, kind))
    found = {id for row in rows[:FEW] for id in ids_of(row)}
    assert found
    for id in found:
        explained = explain(STORE, id)
        members = getattr(explained.record, "members", ())
        assert explained.record.id == id or id in members
        assert str(explanation_text(explained))


def test_a_dispute_has_two_sides_with_their_words() -> None:
    explained = explain(STORE, ARMS.id)
    assert [(link.role, link.id) for link in explained.refers_to] == [
        ("one side", SOLD.id),
        ("other side", UNSOLD.id),
    ]
    marked = [words.mark.of(words.paragraph) for words in explained.words]
    assert marked == [SOLD.evidence[0].quote, UNSOLD.evidence[0].quote]
    text = str(explanation_text(explained))
    assert text.startswith(f"Dispute {ARMS.id}\ndenial: whether Tarn sells arms to Velmar\n")
    assert "made by rule sample 0, score 0.70" in text


def test_an_incident_has_members_and_says_why_they_are_one() -> None:
    explained = explain(STORE, SHELLS.id)
    assert {link.id for link in explained.refers_to} == set(SHELLS.members)
    assert {link.role for link in explained.refers_to} == {"member"}
    text = str(explanation_text(explained))
    assert "the shelling of Brel (in 2 texts)" in text
    assert f"because {SHELLS.made_by.reason}" in text
    assert explained.left_out == 0


def test_copies_are_explained_by_their_pages() -> None:
    explained = explain(STORE, GROUP.id)
    assert {link.id for link in explained.refers_to} == set(GROUP.documents)
    assert "2 pages with one text, 100% of it or more" in str(explanation_text(explained))


def test_a_vote_without_a_result_has_what_the_rule_gives() -> None:
    page = page_of("june.txt", "Forty-one voted for it.", published="2012-06-20")
    told = vote(page, "Forty-one voted", members={}, body="UN Human Rights Council", yes=41)
    with stored(Reading(document=page, votes=(told,))) as store:
        text = explanation_text(explain(store, told.id)).plain
    assert "by the rule of the body: adopted, which no page says" in text
