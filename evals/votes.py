"""Score the rules of the Security Council on votes that were held: outcome, and why a draft failed.

`failed_explained` is the share of the failed drafts of 1947-2022 for which the rule of their time
gives the right reason, too few votes or a veto, from the members' ballots. The right reason is told
by another file: a draft was vetoed if the table of vetoes has it with members that are among its
noes, else it had too few votes. `adopted_explained` is the share of the adopted texts of 2000-2019
with a tally that the rule lets pass; who cast the noes is not in their file: those are permanent
members' that the table of vetoes has for that symbol. `rejected_explained`, beyond what was asked,
is the share of that file's failed drafts whose tally and named vetoes give what it says of them.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from demarche.codebook.councils import CouncilBook, load_councils
from demarche.scenario.rules import Decision, Tally, decide, decide_tally
from evals.vote_files import FailedDraft, Outcome, failed_drafts, outcomes, vetoes

Vetoed = Mapping[str, frozenset[str]]  # symbol -> who stopped it


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return the shares, and how many drafts and texts there were."""
    book = load_councils()
    vetoed = {symbol: frozenset(veto.by) for veto in vetoes(path) for symbol in veto.drafts}
    failed, others = list(failed_drafts(path)), list(outcomes(path))
    adopted = [text for text in others if text.adopted]
    rejected = [text for text in others if not text.adopted]
    if not failed or not adopted:
        raise ValueError(f"{path}: no failed draft or no adopted text found")
    return {
        "failed_explained": _share(explained(draft, vetoed, book) for draft in failed),
        "adopted_explained": _share(
            _decided(text, vetoed.get(text.symbol, ()), book).outcome == "adopted"
            for text in adopted
        ),
        "rejected_explained": _share(
            _decided(text, text.vetoed_by, book).outcome
            == ("vetoed" if text.vetoed_by else "failed")
            for text in rejected
        ),
        "n_failed": len(failed),
        "n_adopted": len(adopted),
        "n_rejected": len(rejected),
        "n": len(failed) + len(others),
    }


def explained(draft: FailedDraft, vetoed: Vetoed, book: CouncilBook) -> bool:
    """Say whether the rule of a draft's time gives the reason why it failed."""
    when = date(draft.year, 12, 1)
    rule = book.rule("unsc", when)
    permanent = [seat.country for seat in book.members("unsc", when) if seat.kind == "permanent"]
    noes = {member for member, ballot in draft.ballots.items() if ballot == "no"}
    by = vetoed.get(draft.draft, frozenset())
    right = "veto" if by and by <= noes else "too few votes"
    yes, no, abstain = draft.tally
    from_tally = decide_tally(
        rule, Tally(yes=yes, no=no, abstain=abstain), permanent_noes=noes.intersection(permanent)
    )
    return decide(rule, draft.ballots, permanent).reason == from_tally.reason == right


def _decided(text: Outcome, noes: Collection[str], book: CouncilBook) -> Decision:
    """Return what a tally decides if these permanent members are among the noes."""
    rule = book.rule("unsc", text.when)
    tally = Tally(yes=text.yes, no=text.no, abstain=text.abstain)
    return decide_tally(rule, tally, permanent_noes=noes)


def _share(verdicts: Iterable[bool]) -> float:
    found = list(verdicts)
    return sum(found) / len(found)
