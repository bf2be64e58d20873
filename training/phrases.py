"""Sentences of our own for the relation head, from templates with slots for the parties.

`training/phrases.tsv` holds one template a line: a PLOVER type, or NONE where the act does not go
from the actor to the recipient, and a sentence with one `{a:CLASS|...}` and one `{r:CLASS|...}`.
`training/scenes.tsv` holds sentences with several parties, `{1:CLASS|...}` and so on, and all
that goes on between them, as `1>2 ASSAULT; 3>1 ?`: a pair that is not listed is unrelated, one
with a question mark is left open. Both were written by us, for any crisis: the marked pairs show
some types a dozen times only, and no pair without a relation. Who stands in a slot is drawn:
states, capitals and bodies of the codebook, groups and offices named below, and names of persons
from the table of offices. The sentences are about nothing that happened; they are seen by the
network alone.
"""

import csv
import random
import re
from pathlib import Path

from demarche.codebook.load import Codebook, load_codebook
from evals.marked_pairs import listed_pairs

TEMPLATES = Path(__file__).parent / "phrases.tsv"
SCENES = Path(__file__).parent / "scenes.tsv"
_SLOT = re.compile(r"\{([ar1-9]):([a-z|]+)\}")
_OFFICES = (
    "President", "Prime Minister", "Foreign Minister", "Defence Minister", "Interior Minister",
    "Vice President", "King", "Chancellor", "Ambassador", "General", "Senator", "Finance Minister",
)  # fmt: skip
_NAMELESS = (
    "president", "prime minister", "foreign minister", "defence minister", "government", "envoy",
    "ambassador", "authorities", "parliament", "foreign ministry", "officials", "opposition leader",
    "government spokesman", "central bank", "supreme court", "delegation", "negotiators", "cabinet",
)  # fmt: skip
_WORDS = {
    "group": (
        "rebels", "the rebels", "insurgents", "separatists", "militants", "the opposition",
        "opposition groups", "a militia", "the guerrillas", "armed groups", "gunmen",
        "an extremist group", "tribal fighters", "paramilitary groups", "the junta",
        "the breakaway region", "the transitional council", "hardliners", "smugglers", "pirates",
    ),
    "people": (
        "civilians", "protesters", "refugees", "students", "workers", "demonstrators", "villagers",
        "activists", "asylum seekers", "migrants", "farmers", "residents", "political prisoners",
        "hostages", "aid workers", "ethnic minorities", "union members", "fishermen", "teachers",
        "opposition supporters", "miners", "human rights defenders", "displaced families",
    ),
    "force": (
        "the army", "police", "security forces", "government troops", "border guards", "the navy",
        "soldiers", "the air force", "riot police", "special forces", "peacekeepers",
        "coast guard vessels", "warplanes", "paratroopers", "the military", "commandos",
    ),
    "press": (
        "journalists", "a newspaper", "foreign reporters", "a television station", "bloggers",
        "an independent radio station", "the media", "a news website", "a photographer",
    ),
}  # fmt: skip


class Fillers:
    """Draws who stands in a slot."""

    def __init__(self, offices: Path, draw: random.Random) -> None:
        codebook: Codebook = load_codebook()
        self.draw = draw
        countries = [c for c in codebook.countries.values() if c.adjectives and c.until is None]
        self.states = [c.name for c in countries]
        self.capitals = [city for c in countries for city in c.capitals]
        self.adjectives = [c.adjectives[0] for c in countries]
        self.bodies = [
            name
            for body in codebook.bodies.values()
            for name in (body.name, *body.aliases)
            if len(name) > 2
        ]
        with offices.open(encoding="utf-8", newline="") as lines:
            self.persons = sorted({row["person"] for row in csv.DictReader(lines)})

    def kind_of(self, words: str) -> str | None:
        """Return the class of the name of a state, of a capital or of an adjective; else None."""
        named = {"state": self.states, "capital": self.capitals, "adj": self.adjectives}
        return next((kind for kind, names in named.items() if words in names), None)

    def fill(self, kinds: str) -> str:
        """Return someone of one of the classes, as `state|capital`."""
        kind = self.draw.choice(kinds.split("|"))
        if kind == "person":
            return self._person()
        if kind in ("group", "people", "force", "press"):
            words = self.draw.choice(_WORDS[kind])
            if self.draw.random() < 0.5 and not words.startswith(("a ", "an ")):
                article, bare = ("the ", words[4:]) if words.startswith("the ") else ("", words)
                return f"{article}{self.draw.choice(self.adjectives)} {bare}"
            return words
        names = {
            "state": self.states,
            "capital": self.capitals,
            "adj": self.adjectives,
            "body": self.bodies,
        }[kind]
        return self.draw.choice(names)

    def fill_other(self, kinds: str, used: set[str]) -> str:
        """Return someone who is not in `used`, as far as five draws can help it, and add him."""
        drawn = [self.fill(kinds) for _ in range(5)]
        words = next((words for words in drawn if words not in used), drawn[0])
        used.add(words)
        return words

    def _person(self) -> str:
        adjective, name = self.draw.choice(self.adjectives), self.draw.choice(self.persons)
        office = self.draw.choice(_OFFICES)
        return self.draw.choice(
            (
                f"{adjective} {office} {name}",
                f"{office} {name}",
                name,
                name.split()[-1],
                f"the {adjective} {self.draw.choice(_NAMELESS)}",
                f"{adjective} {self.draw.choice(_NAMELESS)}",
            )
        )


def read_templates(path: Path = TEMPLATES) -> list[tuple[str, str]]:
    """Return (type, template) of each line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(kind, text) for kind, _, text in (line.partition("\t") for line in lines)]


def read_scenes(path: Path = SCENES) -> list[tuple[str, dict[tuple[str, str], str]]]:
    """Return (sentence with numbered slots, type or "?" of each listed pair) of each line."""
    scenes = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text, _, listed = line.partition("\t")
        scenes.append((text, listed_pairs(listed)))
    return scenes


def fill_template(template: str, fillers: Fillers) -> str:
    """Return the sentence with its parties marked: <s>actor</s>, <t>recipient</t> or <1>..</1>."""
    used: set[str] = set()

    def party(match: re.Match[str]) -> str:
        mark = {"a": "s", "r": "t"}.get(match[1], match[1])
        words = fillers.fill_other(match[2], used)
        if match.start() == 0:
            words = words[0].upper() + words[1:]
        return f"<{mark}>{words}</{mark}>"

    return _SLOT.sub(party, template)
