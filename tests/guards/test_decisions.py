"""Decisions are numbered once each, and their number is that of their file."""

import re

from tests.office import ROOT


def test_every_decision_has_a_number_of_its_own() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    of_files = [int(page.name[:4]) for page in pages]
    of_titles = [
        int(found[1])
        for page in pages
        if (found := re.match(r"# (\d+)\. ", page.read_text(encoding="utf-8")))
    ]

    assert of_files == of_titles == list(range(1, len(pages) + 1))
