"""Who does what a verb says, and whom a relative word goes back to, by the tree.

As the words of one clause give it, for statements and events; through control ("urged them to halt
it") doers.py follows it.
"""

from demarche.extract.trees import Tree, ancestors, has_word, kin, phrase

RELATIVE = frozenset({"who", "which", "that", "whom"})


def antecedent_of(tree: Tree, token: int) -> tuple[int | None, int | None]:
    """Return the verb of a relative pronoun's clause and the noun it goes back to, where known."""
    for above in ancestors(tree, token):
        if tree.rels[above] == "acl":
            noun = tree.heads[above]
            return above, noun if 0 <= noun < token else None
        if tree.rels[above] in ("root", "ccomp", "conj", "parataxis"):
            return (above, None) if above > token else (None, None)
    return None, None


def speaker_of(tree: Tree, token: int) -> tuple[int, ...]:
    """Return the tokens of the noun phrase that speaks through a verb; empty when none does."""
    head = subject_of(tree, token)
    if head is None:
        return ()
    return speaker_phrase(tree, head)


def speaker_phrase(tree: Tree, head: int) -> tuple[int, ...]:
    """Return a speaker's name with its title or its apposition, without case marks and clauses."""
    tokens = set(phrase(tree, head))
    for child in kin(tree, head, "appos"):
        tokens |= set(phrase(tree, child))
    tokens = {t for t in tokens if not (tree.rels[t] == "case" and tree.heads[t] == head)}
    return tuple(sorted(tokens)) if tokens else (head,)


def subject_of(tree: Tree, token: int) -> int | None:
    """Return the head of who does what a verb says, by the tree; None when it is not said.

    Active subjects, agents of passives, antecedents of "who", subjects shared by coordination
    ("was hit and left": he left), the subject of the clause above for participles and infinitives;
    of a bare past participle nobody ("hostages freed on Friday").
    """
    if hangs_loose(tree, token) and _own_subject(tree, token) is None:
        own = (_own_subject(tree, each) for each in ancestors(tree, token))
        subjects = [subject for subject in own if subject is not None]
        before = [subject for subject in subjects if subject < token]
        return max(before, default=subjects[0] if subjects else None)
    seen: set[int] = set()
    while token not in seen:
        seen.add(token)
        subject = _own_subject(tree, token)
        if subject is not None:
            return subject
        above = tree.heads[token]
        if above < 0 or kin(tree, token, "nsubj:pass", "aux:pass"):
            return None
        if tree.rels[token] == "acl":
            return None if _is_bare_past(tree, token) else above
        if tree.rels[token] not in ("conj", "advcl", "xcomp", "ccomp"):
            return None
        if tree.rels[token] == "ccomp":  # "thanked them for not attacking"
            charged = has_word(tree, token, ("for", "of", "from"), "mark")
            objects = kin(tree, above, "obj", "nsubj:pass") if charged else ()
            return objects[0] if objects else None
        if tree.rels[token] == "advcl" and not _shares_subject(tree, token):
            return None
        if has_word(tree, token, ("as",), "mark", "case"):  # "quoted her as saying"
            quoted = kin(tree, above, "obj", "nsubj:pass")
            return quoted[0] if quoted else None
        if tree.rels[token] == "conj":
            suffering = kin(tree, above, "nsubj:pass")
            if suffering:
                return suffering[0]
        token = above
    return None


def _is_bare_past(tree: Tree, token: int) -> bool:
    """Say whether a verb beside a noun is a past participle: the noun suffers what it says."""
    if tree.annotation.tokens[token].deprel != "acl" or tree.words[token].endswith("ing"):
        return False
    return not has_word(tree, token, ("to",), "mark", "aux") and not kin(tree, token, "obj")


def hangs_loose(tree: Tree, token: int) -> bool:
    """Say whether a participle speaks for the clause, not for the noun before it.

    "rejected the calls, telling reporters" and "Calling it a crime, she", against "the envoy
    telling reporters".
    """
    if not tree.words[token].endswith("ing") or kin(tree, token, "aux"):
        return False
    first = token == 0 or tree.sentence[token] != tree.sentence[token - 1]
    return first or tree.words[token - 1] == ","


def _shares_subject(tree: Tree, token: int) -> bool:
    """Say whether the subject above an adverbial clause is its own too.

    So it is of "noting that ..." and "to say that ...", not of "asked about it, she said".
    """
    if has_word(tree, token, ("as",), "mark", "case"):
        return True
    return tree.words[token].endswith("ing") or has_word(tree, token, ("to",), "mark")


def _own_subject(tree: Tree, token: int) -> int | None:
    for subject in kin(tree, token, "nsubj"):
        deprel = tree.annotation.tokens[subject].deprel
        if deprel.startswith("nsubj:pass"):
            continue
        if tree.words[subject] in RELATIVE and tree.heads[token] >= 0:
            return tree.heads[token] if tree.rels[token] == "acl" else subject
        return subject
    return agent_of(tree, token)


def agent_of(tree: Tree, token: int) -> int | None:
    """Return the head of who does what a passive verb says: "accused by the envoy of lying"."""
    helped = kin(tree, token, "nsubj:pass", "aux:pass")
    bare = tree.words[token].endswith("ed") and tree.rels[token] in ("acl", "advcl", "amod")
    passive = bool(helped) or (bare and not kin(tree, token, "aux", "nsubj"))
    for agent in kin(tree, token, "obl"):
        is_agent = tree.annotation.tokens[agent].deprel == "obl:agent"
        if is_agent or (passive and has_word(tree, agent, ("by",), "case")):
            return agent
    return None
