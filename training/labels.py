"""The label sets of the heads, in the order of the network's outputs.

They travel inside the reader file, so that the run time needs no copy of them.
"""

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
    "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
MENTIONS = (
    "none", "person", "organization", "place", "event", "object", "time", "abstract",
    "substance", "animal", "plant",
)  # fmt: skip
NAMES = ("O", "B-person", "I-person", "B-organization", "I-organization", "B-place", "I-place")
ATTRIBUTION = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
PARTIES = ("O", "B-actor", "I-actor", "B-recipient", "I-recipient", "B-both", "I-both")
RELATIONS = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST",
    "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
MUTUAL = ("AGREE", "CONSULT", "COOPERATE")  # what one does with another, the other does too
QUADS = (
    "none",
    "verbal cooperation",
    "material cooperation",
    "verbal conflict",
    "material conflict",
)
