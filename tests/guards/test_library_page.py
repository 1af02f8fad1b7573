"""The page of the library lists every shipped SOP, and none that is not there."""

import re

from tests.office import LIBRARY, ROOT

PAGE = ROOT / "docs" / "reference" / "library.md"


def test_every_shipped_sop_stands_on_the_page_in_order() -> None:
    listed = re.findall(r"^\| `([a-z0-9-]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert listed == [path.parent.name for path in LIBRARY]
