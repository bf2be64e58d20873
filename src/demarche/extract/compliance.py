"""Who is said to keep a plan, and who is said to break it.

"Has implemented the plan" keeps it, "failed to comply with its terms" breaks it, "must do more to
implement it" keeps it in part, "is ready to implement it" and "urged them to abide by it" say that
it is not kept yet. What might be kept or would be kept if something else were says nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.codebook.issues import PlanWords
from demarche.codebook.load import Codebook, load_codebook
from demarche.codebook.words import CueBook
from demarche.extract.doers import subject_of
from demarche.extract.entities import PageEntities
from demarche.extract.innermost import innermost
from demarche.extract.participants import Side, find_sides
from demarche.extract.plan_names import Named, find_plan_names
from demarche.extract.plans import make_grounds
from demarche.extract.roles import spoken_for
from demarche.extract.stand_words import UNLESS
from demarche.extract.trees import Tree, ancestors, has_word, kin, sentence_span
from demarche.records import (
    Compliance,
    Document,
    MadeBy,
    Passage,
    Reference,
    Statement,
    Verdict,
    evidence_of,
    make_id,
)

RULES_VERSION = "1"
SCORE = 0.7  # how sure: a judgement, as for what others tell of a stand; not a count
OPEN = frozenset({"may", "might", "could", "would", "can"})
LACK = frozenset({"lack", "absence", "want"})
MORE = frozenset({"more", "much", "enough"})
VERBS = ("VERB", "AUX")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVerdict:
    """A verdict with the words that bear it and the word for whom it is about."""

    bearer: int
    party: int | None
    verdict: Verdict


def find_compliance(
    document: Document,
    passages: Sequence[Passage],
    entities: PageEntities,
    statements: Sequence[Statement],
    *,
    codebook: Codebook | None = None,
) -> tuple[Compliance, ...]:
    """Return the claims of a page that a party keeps a plan or does not, in the page's order.

    A party is none only where nobody is named ("the lack of compliance"). `codebook` is the shipped
    one by default.
    """
    book = codebook or load_codebook()
    found: dict[str, Compliance] = {}
    for named in find_plan_names(make_grounds(entities, passages), book.issues):
        judged = _verdict_on(named.ground.tree, named.token, book.issues.plans, book.cues)
        if judged is not None and named.key is not None:
            for record in _records(document, named, judged, statements):
                found.setdefault(record.id, record)
    return tuple(sorted(found.values(), key=lambda each: (each.evidence[1].start, each.id)))


# ---------------------------------------------------------------- the verdict


def _verdict_on(tree: Tree, token: int, words: PlanWords, cues: CueBook) -> PlanVerdict | None:
    """Return what the words above a mention say of its keeping, if they do."""
    below = token
    while tree.rels[below] in ("nmod", "conj") and tree.words[tree.heads[below]] in words.parts:
        below = tree.heads[below]
    bearer = tree.heads[below]
    if bearer < 0:
        return None
    word = tree.words[bearer]
    if tree.annotation.tokens[bearer].upos in VERBS:
        if tree.rels[below] not in ("obj", "obl", "nsubj", "advcl") or not (
            word in words.keeps or word in words.breaks
        ):
            return None
        if tree.rels[below] == "nsubj" and tree.deprels[below] != "nsubj:pass":
            return None
        verdict = _of_verb(tree, bearer, words, cues)
        party = subject_of(tree, bearer, cues)
        return PlanVerdict(bearer=bearer, party=party, verdict=verdict) if verdict else None
    if word in words.keeping or word in words.breaking:
        return _of_noun(tree, bearer, below, words, cues)
    return None


def _of_noun(
    tree: Tree, noun: int, below: int, words: PlanWords, cues: CueBook
) -> PlanVerdict | None:
    """ "Their violations of the plan", "found it in non-compliance": whose they are breaks it.

    "No" and "the lack of" turn that round. What a verb above denies ("did not find violations by
    them") says nothing, nor does a breach that is asked for or expected.
    """
    party = _party(tree, noun, below)
    keeping = tree.words[noun] in words.keeping
    above = tree.heads[noun]
    word = tree.words[above] if above >= 0 else ""
    turned = word in LACK or _is_turned(tree, noun)
    verdict: Verdict = "keeps" if keeping != turned else "breaks"
    if word in words.asked | words.promised:
        if turned or not keeping:
            return None
        verdict = "not yet"
    elif _is_denied(tree, noun, cues):
        return None
    named = party is not None or (keeping and turned)  # "the lack of compliance" is nobody's
    return PlanVerdict(bearer=noun, party=party, verdict=verdict) if named else None


def _is_turned(tree: Tree, noun: int) -> bool:
    """Say whether a noun tells the contrary: "no violations", "non-compliance"."""
    return has_word(tree, noun, ("no",), "det") or has_word(
        tree, noun, ("non",), "compound", "amod", "advmod"
    )


def _is_denied(tree: Tree, noun: int, cues: CueBook) -> bool:
    """Say whether the verb above a noun is negated: "did not find violations"."""
    under = tree.rels[noun] in ("obj", "obl") or tree.deprels[noun] == "nsubj:pass"
    return under and has_word(tree, tree.heads[noun], cues.negations, "advmod", "aux")


def _party(tree: Tree, noun: int, below: int) -> int | None:
    """Return the word for whom a noun such as "violation" is told of, None where nobody is."""
    owners = [child for child in kin(tree, noun, "nmod:poss") if child != below]
    owners += [child for child in kin(tree, noun, "nmod") if has_word(tree, child, ("by",), "case")]
    if not owners and has_word(tree, noun, ("in",), "case"):
        owners += kin(tree, noun, "nsubj")
        if tree.heads[noun] >= 0:
            owners += kin(tree, tree.heads[noun], "obj") or kin(tree, tree.heads[noun], "nsubj")
    return owners[0] if owners else None


def _of_verb(tree: Tree, verb: int, words: PlanWords, cues: CueBook) -> Verdict | None:
    """Return what a verb and those above it say: the nearest that decides, decides."""
    keeps = tree.words[verb] in words.keeps
    still: Verdict | None = "not yet" if keeps else None
    if has_word(tree, verb, words.partly, "advmod"):
        return "partly"
    if _is_open(tree, verb):
        return None
    if has_word(tree, verb, words.asked, "aux"):
        return still
    if has_word(tree, verb, cues.negations, "advmod", "aux"):
        yet = has_word(tree, verb, ("yet",), "advmod")
        return "not yet" if yet else ("breaks" if keeps else "keeps")
    if has_word(tree, verb, ("will", "'ll", "’ll"), "aux"):
        return still
    return _from_above(tree, verb, words, cues, keeps=keeps)


def _from_above(
    tree: Tree, verb: int, words: PlanWords, cues: CueBook, *, keeps: bool
) -> Verdict | None:
    """Return what the words above the verb leave of it; None where they leave it open."""
    still: Verdict | None = "not yet" if keeps else None
    below = verb
    for above in ancestors(tree, verb):
        if tree.rels[below] not in ("xcomp", "ccomp", "advcl", "acl", "obl", "conj"):
            break
        if _is_open(tree, below):
            return None
        word = tree.words[above]
        if has_word(tree, above, MORE, "obj", "advmod") and tree.rels[below] in ("xcomp", "advcl"):
            return "partly"
        if word in words.failed:
            return "breaks" if keeps else "keeps"
        if word in words.asked or word in words.promised:
            return still
        if has_word(tree, above, words.asked, "aux"):
            return still
        if word in cues.verbs and any(cue.act == "deny" for cue in cues.verbs[word]):
            return None
        below = above
    if has_word(tree, verb, ("to",), "mark"):
        return None
    return "keeps" if keeps else "breaks"


def _is_open(tree: Tree, verb: int) -> bool:
    return has_word(tree, verb, OPEN, "aux") or (
        tree.rels[verb] == "advcl" and has_word(tree, verb, UNLESS, "mark")
    )


# ---------------------------------------------------------------- the record


def _records(
    document: Document, named: Named, judged: PlanVerdict, statements: Sequence[Statement]
) -> Iterator[Compliance]:
    ground = named.ground
    bearer = ground.passage.words(judged.bearer, judged.bearer)
    told = innermost(statements, bearer)
    assessor = (told.on_behalf_of or told.source) if told is not None else None
    sentence = ground.passage.place(sentence_span(ground.tree, judged.bearer))
    sides: Sequence[Side | None] = _parties(named, judged) if judged.party is not None else (None,)
    for side in sides:
        state = (spoken_for(ground.entities, side.entity) or side.entity) if side else None
        spans = (sentence, bearer, *((side.mention,) if side else ()))
        about = state.id if state else None
        yield Compliance(
            id=make_id("compliance", document.id, named.key, judged.verdict, bearer, about),
            plan=named.key or "",
            party=Reference(id=state.id, name=state.name) if state else None,
            verdict=judged.verdict,
            assessor=assessor,
            as_of=told.said if told is not None else document.published,
            attributed_to=told.id if told is not None else None,
            evidence=tuple(evidence_of(document, span) for span in spans),
            made_by=MadeBy(
                kind="rule",
                name="compliance",
                version=RULES_VERSION,
                reason=f"{judged.verdict}, by '{bearer.of(document.text)}' and the words above it",
            ),
            score=SCORE,
        )


def _parties(named: Named, judged: PlanVerdict) -> tuple[Side, ...]:
    ground = named.ground
    if judged.party is None:
        return ()
    return find_sides(
        ground.tree, ground.passage, ground.at, ground.entities, (judged.party,), role="actor"
    )
