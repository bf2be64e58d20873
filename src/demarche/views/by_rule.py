"""What the rules of bodies give of votes whose result no page tells so."""

from dataclasses import replace

from demarche.codebook.councils import load_councils
from demarche.records import Period, Vote
from demarche.scenario.told_votes import RuleSays, rule_says
from demarche.serial import field_names, from_json
from demarche.store import Store

_COUNTED = """
SELECT {columns}, page.published AS put_out, coalesce(named.name, vote.body.name) AS body_name
FROM votes AS vote JOIN current_documents AS page ON page.id = vote.document_id
LEFT JOIN names AS named ON named.page_entity_id = vote.body.id
WHERE vote.yes IS NOT NULL AND vote.body IS NOT NULL
"""


def results_by_rule(store: Store) -> dict[str, RuleSays]:
    """Return by the id of each such vote of a page that stands what its body's rule gives."""
    book = load_councils()
    columns = ", ".join(f'vote."{name}"' for name in field_names(Vote))
    found: dict[str, RuleSays] = {}
    for row in store.sql(_COUNTED.format(columns=columns)).to_arrow_table().to_pylist():
        published = from_json(Period, row.pop("put_out"))
        name = row.pop("body_name")
        vote = from_json(Vote, row)
        vote = replace(vote, body=replace(vote.body, name=name)) if vote.body else vote
        says = rule_says(vote, published, book)
        if says is not None:
            found[vote.id] = says
    return found
