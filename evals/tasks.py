"""The tasks: the scorer's module, the development part, its figures and what they should reach."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Protocol, cast


class Scorer(Protocol):
    """Scores one file of a task's format; `pages` is where its pages lie, if not beside it."""

    def __call__(self, path: Path, *, pages: Path | None = None) -> dict[str, float]:
        """Return the task's figures (fractions) and n."""
        ...


class Lister(Protocol):
    """Lists what a scorer counts as missed or wrong in one file."""

    def __call__(self, path: Path, *, pages: Path | None = None) -> Iterator[str]:
        """Yield a line an error, with its page and place."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing that is measured."""

    name: str
    file: str  # development part, in the folder of shared data; under evals/ in this project
    figures: tuple[str, ...]
    goals: Mapping[str, float] = field(default_factory=dict)  # on the development part
    scorer: str = ""  # name of the module, or of another task that is scored alike, on another file


TASKS = (
    Task(
        name="body-html",
        file="data/pages/article-extraction.tar.gz",
        figures=("f1", "precision", "recall"),
        goals={"f1": 0.965},
    ),
    Task(
        name="body-text",
        file="data/pages/article-extraction.tar.gz",
        figures=("word_f1", "word_precision", "word_recall"),
        goals={"word_f1": 0.90},
    ),
    Task(
        name="meta",
        file="data/pages/news-articles.tar.gz",
        figures=("title", "date", "date_1day"),
        goals={"title": 70 / 80, "date": 68 / 80, "date_1day": 73 / 80},
    ),
    Task(
        name="lines",
        file="gold/two-pages-lines.json",
        figures=("f1", "precision", "recall"),
        goals={"precision": 1.0},
    ),
    Task(
        name="syntax",
        file="data/syntax/en_ewt-dev.conllu.gz",
        figures=("uas", "las", "upos"),
        goals={"uas": 0.91, "las": 0.89, "upos": 0.965},
    ),
    Task(
        name="attribution",
        file="data/attribution/polnear-dev.tar.gz",
        figures=("source_f1", "cue_f1", "content_f1"),
        goals={"source_f1": 0.83, "cue_f1": 0.75, "content_f1": 0.72},
    ),
    Task(
        name="relations",
        file="data/events/plover-relations-dev.tsv",
        figures=("macro_f1", "micro_f1", "quad_macro_f1", "binary_macro_f1"),
        goals={"macro_f1": 0.92},
    ),
    Task(
        name="pair-types",
        file="data/wires/wires.jsonl.gz",
        figures=("macro_f1", "micro_f1", "quad_macro_f1", "binary_macro_f1"),
    ),
    Task(
        name="events",
        file="data/events/plover-relations-dev.tsv",
        figures=("recall", "pair_recall", "per_sentence"),
        goals={"recall": 0.55},
    ),
    Task(
        name="event-set",
        file="data/wires/wires.jsonl.gz",
        figures=("f1", "precision", "recall", "type_f1", "factuality"),
        goals={"f1": 0.60, "factuality": 0.85},
    ),
    Task(
        name="event-pairs",
        file="data/wires/wires.jsonl.gz",
        figures=("f1", "precision", "recall", "pair_f1"),
    ),
    Task(
        name="statement-set",
        file="data/wires/wires.jsonl.gz",
        figures=("f1", "precision", "recall", "act", "speaker_name", "speaker_pronoun"),
        goals={"act": 0.85, "speaker_name": 0.90, "speaker_pronoun": 0.80},
    ),
    Task(
        name="people",
        file="data/wires/wires.jsonl.gz",
        figures=(
            "precision",
            "recall",
            "f1",
            "precision_name",
            "recall_name",
            "recall_office",
            "wrong_merges",
            "splits",
        ),
        goals={"precision": 0.97, "recall": 0.90},
    ),
    Task(
        name="names",
        file="data/entities/uner_ewt-dev.iob2.gz",
        figures=("f1",),
        goals={"f1": 0.82},
    ),
    Task(
        name="entities",
        file="data/gum/gum-dev.tar.gz",
        figures=("f1", "span_f1"),
        goals={"f1": 0.75},
    ),
    Task(
        name="coref",
        file="data/gum/gum-dev.tar.gz",
        figures=("conll_f1", "gold_conll_f1"),
        goals={"gold_conll_f1": 0.60},
    ),
    Task(
        name="likeness",
        file="data/wires/wires.jsonl.gz",
        figures=("auc", "near_auc"),
        goals={"auc": 0.95},
    ),
    Task(
        name="time",
        file="data/time/timebank.tar.gz",
        figures=("relaxed_f1", "strict_f1", "value_f1", "weekday_accuracy"),
        goals={"relaxed_f1": 0.92, "value_f1": 0.74, "weekday_accuracy": 0.91},
    ),
    Task(
        name="time-cases",
        file="data/time/recognizers-datetime-cases.tar.gz",
        figures=("accuracy",),
        goals={"accuracy": 0.85},
    ),
    Task(
        name="quantities",
        file="data/figures/newsquant-dev.json",
        figures=("value_f1", "value_bound_f1"),
        goals={"value_f1": 0.92, "value_bound_f1": 0.88},
    ),
    Task(
        name="number-cases",
        file="data/figures/recognizers-number-cases.tar.gz",
        figures=("number", "range"),
        goals={"number": 0.85, "range": 0.85},
    ),
    Task(
        name="places",
        file="data/places/lgl.xml.gz",
        figures=("accuracy", "in_gazetteer"),
        goals={"accuracy": 0.65, "in_gazetteer": 0.81},
    ),
    Task(
        name="places-gwn",
        file="data/places/GWN.xml.gz",
        figures=("accuracy", "in_gazetteer"),
        goals={"accuracy": 0.66, "in_gazetteer": 0.73},
        scorer="places",
    ),
    Task(
        name="metonymy",
        file="data/places/GWN.xml.gz",
        figures=("f1", "precision", "recall"),
        goals={"f1": 0.80},
    ),
    Task(
        name="figures",
        file="gold/two-pages-crisis.json",
        figures=("recall", "bound_recall", "noise"),
        goals={"recall": 1.0, "bound_recall": 1.0},
    ),
    Task(
        name="pairs",
        file="data/wires/wires.jsonl.gz",
        figures=("f1", "precision", "recall"),
        goals={"f1": 0.85},
        scorer="crisis-pairs",
    ),
    Task(
        name="pairs-pages",
        file="gold/two-pages-crisis.json",
        figures=("f1", "precision", "recall"),
        scorer="crisis-pairs",
    ),
    Task(
        name="disputes",
        file="data/wires/wires.jsonl.gz",
        figures=("f1", "precision", "recall", "kind"),
        goals={"precision": 0.7, "recall": 0.6},
        scorer="crisis-disputes",
    ),
    Task(
        name="disputes-pages",
        file="gold/two-pages-crisis.json",
        figures=("f1", "precision", "recall", "kind"),
        goals={"precision": 0.7, "recall": 0.6},
        scorer="crisis-disputes",
    ),
    Task(
        name="positions",
        file="data/wires/wires.jsonl.gz",
        figures=("f1", "precision", "recall", "sign"),
        goals={"f1": 0.6},
        scorer="crisis-positions",
    ),
    Task(
        name="positions-pages",
        file="gold/two-pages-crisis.json",
        figures=("f1", "precision", "recall", "sign"),
        goals={"f1": 0.6},
        scorer="crisis-positions",
    ),
    Task(
        name="measures",
        file="data/wires/wires.jsonl.gz",
        figures=("f1", "precision", "recall", "status"),
        goals={"f1": 0.6},
        scorer="crisis-measures",
    ),
    Task(
        name="measures-pages",
        file="gold/two-pages-crisis.json",
        figures=("f1", "precision", "recall", "status"),
        goals={"f1": 0.6},
        scorer="crisis-measures",
    ),
    Task(
        name="offices",
        file="evals/gold/offices.csv",
        figures=("right", "wrong"),
        goals={"right": 0.95, "wrong": 0.0},
    ),
    Task(
        name="copies",
        file="data/wires/wires.jsonl.gz",
        figures=("recall", "false_pairs"),
        goals={"recall": 0.98, "false_pairs": 0.0},
    ),
    Task(
        name="votes",
        file="data/votes",
        figures=("failed_explained", "adopted_explained"),
        goals={"failed_explained": 1.0, "adopted_explained": 1.0},
    ),
    Task(
        name="backtest",
        file="evals/gold/syria_votes.toml",
        figures=("outcome", "votes", "brier"),
        goals={"outcome": 5 / 7, "votes": 94 / 105, "brier": 0.228},  # better than "always yes"
    ),
    Task(
        name="speed",
        file="data/wires/wires.jsonl.gz",
        figures=(
            "pages_per_second",
            "sentences_per_second",
            "peak_mb",
            "reader_sentences_per_second",
            "load_seconds",
        ),
        goals={
            "pages_per_second": 12.0,
            "reader_sentences_per_second": 450,
            "peak_mb": 600,
            "load_seconds": 1.0,
        },
    ),
)


def scorer(name: str) -> Scorer:
    """Return a task's scorer; its module is imported here, so that one task needs no other."""
    return cast(Scorer, _module(name).score)


def lister(name: str) -> Lister:
    """Return what lists a task's errors; raises ValueError where its scorer lists none."""
    try:
        return cast(Lister, _module(name).errors)
    except AttributeError as error:
        raise ValueError("its scorer lists no errors") from error


def _module(name: str) -> ModuleType:
    alike = {task.name: task.scorer for task in TASKS}
    return import_module(f"evals.{(alike.get(name) or name).replace('-', '_')}")


def shared_folder() -> Path:
    """Return the folder of shared data: $SHARED, else ../shared."""
    return Path(os.environ.get("SHARED", "../shared"))


def task_file(task: Task, shared: Path) -> Path:
    """Return where a task's development part is."""
    project = Path(__file__).parent.parent
    return (project if task.file.startswith("evals/") else shared) / task.file


def pages_beside(path: Path) -> Path | None:
    """Return the `seeds` folder beside a gold folder, if there is one."""
    seeds = path.parent.parent / "seeds"
    return seeds if path.parent.name == "gold" and seeds.is_dir() else None
