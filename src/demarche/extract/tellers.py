"""Who only tells of an act, or is only told of it, takes no part in it.

"Ten people were killed, according to medics": the medics stand beside the killing as its source.
The network, which looks for two parties, and the tree, whose ends are sometimes wrong, may take
them for one; the statement around the act says that they are not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from demarche.codebook.words import CueBook
from demarche.extract.candidates import Candidate, cue_in
from demarche.extract.participants import Side
from demarche.extract.related import SPEAKING, SPOKEN, standing_with
from demarche.extract.statements import source_place
from demarche.extract.trees import Tree, ancestors, has_word, head_in, kin
from demarche.records import Passage, Statement
from demarche.spans import Span

OWNING = ("nsubj", "csubj", "nmod:poss")  # kin takes them with any subtype
# Acts by which one speaks of one's own doing even to somebody ("promised them to withdraw").
OWN = frozenset({"promise", "threaten"})
# Acts of a cue that do nothing to whoever is told.
TELLING = frozenset({"say", "predict"})


@dataclass(frozen=True, slots=True)
class StatementInTree:
    """A statement as it stands in a paragraph's tree."""

    source: Span | None  # of the document
    content: tuple[Span, ...]  # of the document
    cue: int | None  # head token of the cue
    act: str  # what the cue does


def tellings(
    passage: Passage, tree: Tree, statements: Sequence[Statement], cues: CueBook
) -> tuple[StatementInTree, ...]:
    """Return the statements of a paragraph as `without_tellers` needs them."""
    found = []
    for each in statements:
        cue, head = cue_in(each, passage, tree, cues)
        found.append(
            StatementInTree(
                source=source_place(each),
                content=each.fragments,
                cue=head,
                act=cue.act if cue else "say",
            )
        )
    return tuple(found)


def without_tellers(
    candidate: Candidate, passage: Passage, tree: Tree, told: Sequence[StatementInTree]
) -> Candidate | None:
    """Return a candidate without the parties that only tell of it; None where that ends it.

    A party tells if it stands under "according to", or if its words are the source of a statement
    in whose content somebody else acts, unless the act is one of speech. It is told if it hangs on
    a cue that does nothing to it ("told reporters") while the act is in the content.
    """
    word = passage.words(candidate.judged, candidate.judged)
    around = [each for each in told if any(span.covers(word) for span in each.content)]

    def takes_part(side: Side) -> bool:
        head = head_in(tree, side.mention.shift(-passage.span.start))
        if head is None:
            return True
        if _is_under_according_to(tree, head):
            return False
        return not any(
            (candidate.event not in SPOKEN and _only_tells(tree, candidate.judged, side, each))
            or (each.cue not in candidate.words and _is_only_told(tree, head, each))
            for each in around
        )

    actors = tuple(side for side in candidate.actors if takes_part(side))
    recipients = tuple(side for side in candidate.recipients if takes_part(side))
    if not actors or (candidate.recipients and not recipients):
        return None
    return replace(candidate, actors=actors, recipients=recipients)


def _is_under_according_to(tree: Tree, head: int) -> bool:
    """Say whether a noun, or one that it stands with, is under "according to"."""
    return any(
        has_word(tree, at, ("according",), "case")
        or (tree.heads[at] >= 0 and tree.words[tree.heads[at]] == "according")
        for at in standing_with(tree, head)
    )


def _only_tells(tree: Tree, act: int, side: Side, told: StatementInTree) -> bool:
    speaks = told.source is not None and side.mention.overlaps(told.source)
    return speaks and not _is_own_act(tree, act, told)


def _is_own_act(tree: Tree, act: int, told: StatementInTree) -> bool:
    """Say whether an act in a content is its source's own, by the nearest subject above it.

    "Arland said it had left", "promised to leave", "its departure", "said talks had failed": own.
    "Arland said Borland had left", "told Borland to leave", "Borland left, said Arland": not.
    """
    path = []
    for at in (act, *ancestors(tree, act)):
        if at == told.cue:
            others = [child for child in kin(tree, at, "obj", "iobj") if child not in path]
            return told.act in OWN or not others
        path.append(at)
        by = [
            child
            for child in kin(tree, at, "nmod", "obl")
            if has_word(tree, child, ("by",), "case")
        ]
        named = [child for child in (*by, *kin(tree, at, *OWNING)) if child not in path]
        if named:
            return all(tree.words[child] in SPEAKING for child in named)
    return False


def _is_only_told(tree: Tree, head: int, told: StatementInTree) -> bool:
    if told.cue is None or told.act not in TELLING:
        return False
    return any(
        tree.heads[at] == told.cue
        and (tree.rels[at] in ("obj", "iobj") or has_word(tree, at, ("to",), "case"))
        for at in standing_with(tree, head)
    )
