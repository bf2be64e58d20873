"""Annotations to records: entities, times, statements, events, figures of one page."""
