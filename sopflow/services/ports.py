"""What the services need from outside, as far as they know it."""

from typing import Protocol

from sopflow.domain.books import Book, ReadBook, UnreadableBook
from sopflow.domain.notices import Message, Outcome
from sopflow.domain.papers import Paper


class Channel(Protocol):
    """A way to tell somebody something. `name` goes on record with a delivery."""

    @property
    def name(self) -> str: ...

    def send(self, message: Message) -> Outcome:
        """Send once, waiting a bounded time; a failure of the world is a value, never raised."""
        ...


class Channels(Protocol):
    """The channels of this installation."""

    @property
    def email(self) -> Channel:
        """Reaches whoever has an address."""
        ...

    @property
    def counter(self) -> Channel:
        """Takes what can only be served by hand."""
        ...


class DocumentMaker(Protocol):
    """Makes a paper of what is on record; the same paper twice is the same bytes."""

    @property
    def media_type(self) -> str: ...

    def make(self, paper: Paper) -> bytes: ...


class Spreadsheets(Protocol):
    """Workbooks as the bytes of files that offices send each other."""

    def write(self, book: Book) -> bytes: ...

    def read(self, data: bytes) -> ReadBook | UnreadableBook:
        """Read in bounded time, whatever the bytes; nothing in them is computed or run."""
        ...
