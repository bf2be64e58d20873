"""The scorers of places and metonymy on hand-made files with known answers."""

import gzip
from pathlib import Path

import pytest

from demarche.codebook.gazetteer import Spot, load_gazetteer
from demarche.codebook.load import load_codebook
from demarche.spans import Span
from evals import metonymy, places
from evals.places import Gold, Marked, country_ids, is_right, read_marked
from evals.subsets import xml_articles
from tests.toy_reader import toy_reader

LGL = """<?xml version="1.0" encoding="utf-8"?>
<articles><article><text>Rain in Damascus. Calm in Syria. Nowhere slept.</text><toponyms>
<toponym><start>8</start><end>16</end><phrase>Damascus</phrase>
<gaztag geonameid="{city}"><lat>{lat}</lat><lon>{lon}</lon></gaztag></toponym>
<toponym><start>26</start><end>31</end><phrase>Syria</phrase>
<gaztag geonameid="{country}"><lat>35</lat><lon>38</lon></gaztag></toponym>
<toponym><start>33</start><end>40</end><phrase>Nowhere</phrase></toponym>
</toponyms></article></articles>"""
GWN = """<articles><article file="0"><text>Rain in Rome.</text><toponyms><toponym>
<extractedName>Rome</extractedName><type>Literal</type><start>8</start><end>12</end>
<geonamesID>3169070</geonamesID><latitude>41.9</latitude><longitude>12.5</longitude>
</toponym></toponyms></article></articles>"""
VIRUS = """<articles><article><text>Rain in Rome.</text><locations><location><name>Rome</name>
<start>9</start><end>13</end><lat>41.9</lat><lon>12.5</lon></location></locations>
</article></articles>"""
COUNTRIES = country_ids(load_gazetteer())


def written(folder: Path, text: str) -> Path:
    path = folder / "made.xml"
    path.write_text(text, "utf-8")
    return path


def spot(number: int | None, latitude: float | None, longitude: float | None) -> Spot:
    return Spot(
        id=number, name="Made", kind="city", country="SYR", division=None,
        latitude=latitude, longitude=longitude, population=0,
    )  # fmt: skip


def test_all_right(tmp_path: Path) -> None:
    text = LGL.format(city=170654, lat=33.5, lon=36.3, country=163843)
    figures = places.score(written(tmp_path, text))
    assert figures == {"accuracy": 1, "in_gazetteer": 1, "n": 2}


def test_all_wrong(tmp_path: Path) -> None:
    text = LGL.format(city=1, lat=-33.5, lon=36.3, country=2)
    assert places.score(written(tmp_path, text.replace(">35<", ">-35<")))["accuracy"] == 0


def test_another_id_is_right_where_it_is_near_unless_a_country_is_meant(tmp_path: Path) -> None:
    text = LGL.format(city=1, lat=34.5, lon=36.3, country=272103)  # that of Lebanon
    assert places.score(written(tmp_path, text)) == {"accuracy": 0.5, "in_gazetteer": 0.5, "n": 2}


def test_what_is_right() -> None:
    gold = Gold(span=Span(0, 1), id=5, point=(10.0, 10.0))
    assert is_right(gold, spot(5, None, None), COUNTRIES)
    assert is_right(gold, spot(6, 11.4, 10), COUNTRIES)
    assert not is_right(gold, spot(6, 11.5, 10), COUNTRIES)
    assert not is_right(gold, spot(6, None, None), COUNTRIES)
    assert not is_right(gold, None, COUNTRIES)
    country = Gold(span=Span(0, 1), id=163843, point=(35, 38))
    assert not is_right(country, spot(6, 35, 38), COUNTRIES)
    assert is_right(country, spot(163843, 0, 0), COUNTRIES)


@pytest.mark.parametrize("text", [GWN, VIRUS])
def test_other_forms_are_read(tmp_path: Path, text: str) -> None:
    (marked,) = read_marked(written(tmp_path, text))
    (gold,) = marked.golds
    assert gold.span.of(marked.text) == "Rome"
    assert places.score(written(tmp_path, text))["accuracy"] == 1


def test_a_packed_file_and_a_subset_of_it(tmp_path: Path) -> None:
    path = tmp_path / "made.xml.gz"
    article = "<article><text>{}</text></article>"
    articles = "".join(map(article.format, "abcde"))
    path.write_bytes(gzip.compress(f"<articles>{articles}</articles>".encode()))
    assert [marked.text for marked in read_marked(path)] == list("abcde")
    ((name, data),) = xml_articles(path, every=2).items()
    kept = tmp_path / name
    kept.write_bytes(data)
    assert [marked.text for marked in read_marked(kept)] == list("ace")


@pytest.mark.parametrize("text", ["no XML", "<other/>"])
def test_other_files_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r"made\.xml: .*expected"):
        places.score(written(tmp_path, text))


# ---------------------------------------------------------------- metonymy


def marks(text: str, *golds: tuple[str, str]) -> Marked:
    spans = [Span(text.index(word), text.index(word) + len(word)) for word, _ in golds]
    return Marked(
        text, tuple(Gold(span=span, use=use) for span, (_, use) in zip(spans, golds, strict=True))
    )


def test_who_speaks_is_no_spot() -> None:
    document = marks(
        "Moscow said the road is open.\nQuiet.", ("Moscow", "Metonymic"), ("road", "Mixed")
    )
    assert metonymy.measure([document], toy_reader, load_codebook()) == {
        "f1": 1, "precision": 1, "recall": 1, "n": 1,
    }  # fmt: skip


def test_a_spot_taken_for_a_speaker_scores_nothing() -> None:
    document = marks("Quiet.\n\nMoscow said the road is open.", ("Moscow", "Literal"))
    figures = metonymy.measure([document], toy_reader, load_codebook())
    assert (figures["f1"], figures["precision"], figures["n"]) == (0, 0, 1)


def test_a_file_without_types_is_no_gold_for_metonymy() -> None:
    document = Marked("Rome.", (Gold(span=Span(0, 4)),))
    with pytest.raises(ValueError, match="no mark with a type"):
        metonymy.measure([document], toy_reader, load_codebook())
