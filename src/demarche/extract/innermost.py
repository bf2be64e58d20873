"""The innermost statement around words of a page."""

from collections.abc import Sequence

from demarche.records import Statement
from demarche.spans import Span


def innermost(statements: Sequence[Statement], span: Span) -> Statement | None:
    """Return the statement with the shortest fragment around a span of the document.

    Of two as short the one with the first id is taken, whatever the order they come in.
    """
    around = [
        (len(fragment), statement.id, statement)
        for statement in statements
        for fragment in statement.fragments
        if fragment.covers(span)
    ]
    return min(around, key=lambda one: one[:2])[2] if around else None
