"""Giving every comment and every blank line to the entry that it goes with."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sopflow.compiler.layout.tree import Entry, Group, Layout, Leaf


@dataclass(frozen=True, slots=True)
class _Line:
    """A comment, or a blank line (no text); `is_alone` when nothing stands before it."""

    at: int
    column: int
    text: str
    is_alone: bool


def give_comments(text: str, layout: Layout) -> list[str]:
    """Hand out the comments of a text; what is left stands at the end of the file."""
    giver = _Giver(text, layout)
    giver.run()
    return giver.end


class _Giver:
    def __init__(self, text: str, layout: Layout) -> None:
        self.end: list[str] = []
        self._text = text
        self._root = layout.root
        self._covered = layout.covered
        self._order = layout.order
        self._starts = [entry.start for entry in layout.order]

    def run(self) -> None:
        """Go from top to bottom; a blank line goes with the comment or the entry below it."""
        blank, before = False, 0
        for line in _lines(self._text, self._covered):
            following = bisect_right(self._starts, line.at)
            if blank and following != before:
                self._head(before).append("")
                blank = False
            before = following
            if not line.text:
                blank = True
            elif line.is_alone or (beside := self._beside(line, following)) is None:
                self._place(line, following).extend([""] * blank + [line.text])
                blank = False
            else:
                beside.notes.append(line.text)
        if blank:
            self._head(before).append("")

    def _head(self, number: int) -> list[str]:
        return self._order[number].head if number < len(self._order) else self.end

    def _beside(self, line: _Line, following: int) -> Entry | None:
        """Find whose line a comment ends: a closed bracket speaks for what it holds."""
        if following == 0:
            return None
        begin = self._text.rfind("\n", 0, line.at) + 1
        entry = self._order[following - 1]
        is_here = entry.start >= begin or _end(entry.value) > begin
        while entry.is_in_flow and (group := self._around(entry)).end <= line.at:
            if entry.owner is None:
                return None
            entry, is_here = entry.owner, is_here or group.end > begin
        return entry if is_here else None

    def _around(self, entry: Entry) -> Group:
        group = self._root if entry.owner is None else entry.owner.value
        assert isinstance(group, Group)
        return group

    def _place(self, line: _Line, following: int) -> list[str]:
        below = self._order[following] if following < len(self._order) else None
        above = self._order[following - 1] if following else None
        if (inside := self._in_brackets(line.at, above)) is not None:
            return inside
        if above is None or (below is not None and line.column <= below.column):
            return self._head(following)
        around = set() if below is None else set(map(id, below.owners()))
        closed = [e for e in above.owners() if not e.is_in_flow and id(e) not in around]
        if not closed:
            return self._head(following)
        chosen = next((e for e in closed if e.column <= line.column), closed[-1])
        is_sibling = chosen.owner is (below.owner if below else None)
        return self._head(following) if is_sibling else chosen.foot

    def _in_brackets(self, at: int, above: Entry | None) -> list[str] | None:
        for entry in above.owners() if above else ():
            group = entry.value
            if isinstance(group, Group) and group.is_flow and at < group.end:
                below = next((e for e in self._order if at < e.start < group.end), None)
                if below is not None:
                    return below.head
                return group.entries[-1].foot if group.entries else entry.notes
        return None


def _end(value: Leaf | Group) -> int:
    return value.end if isinstance(value, Leaf) else 0


def _lines(text: str, covered: Sequence[tuple[int, int]]) -> Iterator[_Line]:
    """Find the comments and the blank lines outside of the spans that are texts."""
    starts = [start for start, _ in covered]

    def is_covered(at: int) -> bool:
        number = bisect_right(starts, at) - 1
        return number >= 0 and at < covered[number][1]

    begin = 0
    for line in text.split("\n"):
        hashes = (begin + n for n, letter in enumerate(line) if letter == "#")
        at = next((n for n in hashes if not is_covered(n)), None)
        if at is not None:
            before = text[begin:at]
            yield _Line(at, len(before), text[at : begin + len(line)].rstrip(), not before.strip())
        elif not line.strip() and not is_covered(begin):
            yield _Line(begin, 0, "", is_alone=True)
        begin += len(line) + 1
