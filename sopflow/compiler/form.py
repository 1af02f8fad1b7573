"""Findings about the form of an SOP and the law about it (DOMAIN 1.15, first part)."""

from sopflow.compiler.parse import Draft


def report(draft: Draft) -> None:
    """Report what a formal review would say."""
    del draft
