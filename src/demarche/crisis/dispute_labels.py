"""What a dispute is about, in a short clause: the words of the claim that is in dispute."""

import re

from demarche.codebook.issues import load_issues
from demarche.codebook.load import load_codebook
from demarche.crisis.judged import Judged

# Words of a label: a line of a table.
MOST_WORDS = 14
# Words before which a claim is not cut: a shorter one says nothing.
FEWEST_WORDS = 4

# Where the first clause of a claim ends.
_END = re.compile(
    r"[;:?!]\s|\.{1,3}\s|,?\s(?:but|while|although|whereas|which|who|because)\s|\s--?\s"
)
_LEAD = re.compile(r"^(?:that|as|for|of|whether)\s+", re.IGNORECASE)
# "Albara of arming the rebels" -> "Albara arming the rebels"
_CHARGED = re.compile(r"^((?:[\w'’.-]+\s+){1,5}?)(?:of|for|with)\s+(?=\w+ing\b)")
_SPEAKER = re.compile(r"^s?he\b", re.IGNORECASE)
_QUOTES = str.maketrans("", "", '"“”„')


def label(judged: Judged, who: str, told: str | None) -> str:
    """Return what a dispute is about: its own line, else the clause that is in dispute.

    `told` is the content of the claim that `who` makes, or who does what by an event.
    """
    if judged.about:
        return judged.about
    return clause(told, who) if told else judged.matter


def clause(told: str, who: str = "") -> str:
    """Return the first clause of a claim's words, without what only joins it to its cue.

    "he" and "she" who begin it are its speaker.
    """
    words = _LEAD.sub("", " ".join(told.translate(_QUOTES).split()))
    words = _CHARGED.sub(r"\1", words)
    words = _SPEAKER.sub(lambda found: who or found[0], words)
    end = next((found for found in _END.finditer(words) if _counts(words[: found.start()])), None)
    words = (words[: end.start()] if end else words).strip(" ,.;:'’")
    parts = words.split()
    return words if len(parts) <= MOST_WORDS else f"{' '.join(parts[:MOST_WORDS])} ..."


def _counts(words: str) -> bool:
    return len(words.split()) >= FEWEST_WORDS


def stand_label(party: str, issue: str) -> str:
    """Return the line of a party's stand on an issue: the issue's sentence, or what a plan is."""
    found = load_issues().issues.get(issue)
    return f"{called(party)}: {found.sentence if found else issue.removeprefix('plan:')}"


def called(party: str) -> str:
    """Return the name of a state known by its code; any other party as it is."""
    country = load_codebook().countries.get(party)
    return country.name if country else party
