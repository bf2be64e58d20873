"""Corpora to the reader file. Not in the wheel; may use torch."""
