"""Scorers, one a task: `python -m evals TASK FILE`. None of it is in the wheel."""
