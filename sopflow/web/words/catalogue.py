"""Our own words on the pages, in both languages; words of the SOP come as `Text` with the SOP.

A word cannot lack a language, since it is a `Text`. A test holds the templates to this table.
"""

from collections.abc import Mapping

from sopflow.domain.words import Text
from sopflow.web.words.besides import BESIDES
from sopflow.web.words.frame import FRAME
from sopflow.web.words.public import PUBLIC
from sopflow.web.words.staff import STAFF

LANGUAGES = ("id", "en")
WORDS: Mapping[str, Text] = FRAME | STAFF | PUBLIC | BESIDES


def say(key: str, language: str, **values: object) -> str:
    """Give the words of `key`, with `values` put in."""
    words = WORDS[key].in_(language)
    return words.format(**values) if values else words
