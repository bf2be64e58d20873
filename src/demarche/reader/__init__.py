"""Sentences, tokens and the network: paragraph to annotation."""

from demarche.reader.network import Network, load_network, shipped_version
from demarche.reader.read import annotate, load_reader, parse_words, relation_types

READER_VERSION = shipped_version()

__all__ = [
    "READER_VERSION",
    "Network",
    "annotate",
    "load_network",
    "load_reader",
    "parse_words",
    "relation_types",
]
