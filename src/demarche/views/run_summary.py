"""What one run has read, and how that is said at its end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from demarche.records import Rejected
from demarche.views.tables import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What one run has read."""

    pages: int  # that gave a document
    records: Mapping[str, int]  # by kind; entities as each page has them
    refused: Mapping[str, int]  # reason -> pages that gave no records
    named: tuple[Rejected, ...]  # the first of the refused
    seconds: float
    interrupted: bool

    @property
    def pages_per_second(self) -> float:
        """Pages read a second, the start of the reader included."""
        return self.pages / self.seconds if self.seconds else 0.0


def summary_lines(summary: Summary, output: str) -> Iterator[str]:
    """Yield what was read, refused and written, a line each."""
    for row in summary.named:
        yield f"refused {row.path}: {row.detail}"
    refused = sum(summary.refused.values())
    if refused > len(summary.named):
        yield f"refused {refused - len(summary.named)} more: demarche show {output} rejected"
    if summary.interrupted:
        yield "interrupted; what was read before is kept"
    pace = f"{summary.pages_per_second:.1f} pages/s"
    yield f"pages read: {summary.pages} in {summary.seconds:.1f} s ({pace})"
    yield f"records: {counted(summary.records)}"
    yield f"pages refused: {refused}" + (f" ({counted(summary.refused)})" if refused else "")
    yield f"crisis file: {output}"
