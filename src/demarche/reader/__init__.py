"""Sentences, tokens and the network: paragraph to annotation."""

from demarche.reader.likeness import likeness
from demarche.reader.links import link_mentions
from demarche.reader.network import Device, Network, load_network, shipped_version
from demarche.reader.read import (
    annotate,
    annotate_words,
    load_reader,
    parse_words,
    relation_types,
)

READER_VERSION = shipped_version()

__all__ = [
    "READER_VERSION",
    "Device",
    "Network",
    "annotate",
    "annotate_words",
    "likeness",
    "link_mentions",
    "load_network",
    "load_reader",
    "parse_words",
    "relation_types",
]
