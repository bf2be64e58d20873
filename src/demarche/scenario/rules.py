"""The rules of voting: from ballots, or a tally, to what is decided and why.

Five states are told apart. Yes and no are votes; who abstains, is absent or does not participate
(a member that sits there and takes no part in the vote) has not voted: no such state adds to the
majority, and none is a veto.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from demarche.codebook.councils import Rule, Warned
from demarche.errors import OptionError
from demarche.records import Ballot

State = Ballot  # yes, no, abstain, absent, not participating
STATES: tuple[State, ...] = get_args(Ballot)
Outcome = Literal["adopted", "vetoed", "failed", "open"]
Reason = Literal["enough votes", "veto", "too few votes", "noes not named"]
REASONS: Mapping[Outcome, Reason] = {
    "adopted": "enough votes",
    "vetoed": "veto",
    "failed": "too few votes",
    "open": "noes not named",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many members were in each state; absent members may be left out where not told."""

    yes: int
    no: int
    abstain: int = 0
    absent: int = 0
    not_participating: int = 0

    def __str__(self) -> str:
        """Return it as records write it: for-against-abstaining, and who took no part."""
        others = self.absent + self.not_participating
        return f"{self.yes}-{self.no}-{self.abstain}" + (f", {others} not voting" if others else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What came of a vote, and each step of the rule that leads there."""

    outcome: Outcome
    reason: Reason
    tally: Tally
    trace: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def decide(
    rule: Rule,
    ballots: Mapping[str, State],
    permanent: Collection[str] = (),
    *,
    parties: Collection[str] = (),
    warned: Sequence[Warned] = (),
) -> Decision:
    """Return what the members' ballots decide.

    `permanent` are the members whose no is a veto where the rule has one; `parties` those that are
    parties to the dispute, of whom Article 27(3) may want that they abstain. Raises OptionError
    when there are more ballots than seats, or a ballot is none of the five states.
    """
    unknown = sorted({str(state) for state in ballots.values()} - set(STATES))
    if unknown:
        raise OptionError(f"found ballot {unknown[0]!r}, expected one of {', '.join(STATES)}")
    noes = [member for member in sorted(ballots) if ballots[member] == "no"]
    voting = [member for member in sorted(parties) if ballots.get(member) in ("yes", "no")]
    warnings = [
        f"{one.name}: {one.text}; {', '.join(voting)} would vote, and is named as a party "
        f"({one.source})"
        for one in warned
        if voting and one.council == rule.council and one.matter == rule.matter
    ]
    return decide_tally(
        rule,
        tally_of(ballots),
        permanent_noes=[member for member in noes if member in permanent],
        warnings=warnings,
    )


def decide_tally(
    rule: Rule,
    tally: Tally,
    *,
    permanent_noes: Collection[str] | None = None,
    warnings: Sequence[str] = (),
) -> Decision:
    """Return what a tally decides.

    `permanent_noes` are the permanent members among the noes, None where the noes are not named:
    then a vote that hangs on it is open. Raises OptionError for a tally that cannot be.
    """
    _check(rule, tally)
    enough = has_majority(rule, tally.yes, tally.no)
    outcome: Outcome = "failed"
    if enough and rule.veto and permanent_noes is None and tally.no:
        outcome = "open"
    elif enough:
        outcome = "vetoed" if rule.veto and permanent_noes else "adopted"
    return Decision(
        outcome=outcome,
        reason=REASONS[outcome],
        tally=tally,
        trace=(
            f"{rule.name}: {_wanted(rule)} ({rule.source})",
            _counted(rule, tally, enough),
            *_veto_lines(rule, permanent_noes, tally.no, enough),
        ),
        warnings=tuple(warnings),
    )


def has_majority(rule: Rule, yes: int, no: int) -> bool:
    """Say whether there are votes enough, vetoes aside."""
    if rule.majority == "count":
        return yes >= (rule.needed or 0)
    return yes > 0 and (yes >= 2 * no if rule.majority == "two thirds" else yes > no)


def likeliest(chances: Mapping[State, float]) -> State:
    """Return the state with the greatest chance, the first of equals."""
    return max(STATES, key=lambda state: chances.get(state, 0.0))


def tally_of(ballots: Mapping[str, State]) -> Tally:
    """Count ballots."""
    count = list(ballots.values()).count
    return Tally(
        yes=count("yes"),
        no=count("no"),
        abstain=count("abstain"),
        absent=count("absent"),
        not_participating=count("not participating"),
    )


def _check(rule: Rule, tally: Tally) -> None:
    parts = (tally.yes, tally.no, tally.abstain, tally.absent, tally.not_participating)
    if min(parts) < 0 or (rule.seats is not None and sum(parts) > rule.seats):
        raise OptionError(
            f"found the tally {tally}, expected numbers from 0 that add up to no more than the "
            f"{rule.seats} seats of the {rule.name}"
        )


def _wanted(rule: Rule) -> str:
    if rule.majority == "count":
        of = f" of {rule.seats}" if rule.seats else ""
        veto = "and no permanent member against" if rule.veto else "no veto"
        return f"{rule.needed}{of} yes wanted, {veto}"
    share = "two thirds" if rule.majority == "two thirds" else "more than half"
    return f"{share} of the yes and no votes wanted, no veto"


def _counted(rule: Rule, tally: Tally, enough: bool) -> str:
    if rule.majority == "count":
        missing = (rule.needed or 0) - tally.yes
        return f"{tally}: {tally.yes} yes, " + ("enough" if enough else f"{missing} too few")
    verdict = "enough" if enough else "too few"
    return f"{tally}: {tally.yes} yes of {tally.yes + tally.no} votes cast, {verdict}"


def _veto_lines(
    rule: Rule, permanent_noes: Collection[str] | None, noes: int, enough: bool
) -> tuple[str, ...]:
    """Say what the noes of permanent members do."""
    if permanent_noes is None:
        unsure = rule.veto and enough and noes
        line = f"{noes} against, not named: adopted unless one of them is a permanent member's"
        return (line,) if unsure else ()
    if not permanent_noes:
        line = "no permanent member against; a no of an elected member stops nothing"
        return (line,) if rule.veto and noes else ()
    names = ", ".join(sorted(permanent_noes))
    if not rule.veto:
        return (f"against: {names}; there is no veto in this matter",)
    if not enough:
        return (f"against: {names}; with too few yes this is no veto",)
    return (f"against: {names}; the no of a permanent member stops it",)
