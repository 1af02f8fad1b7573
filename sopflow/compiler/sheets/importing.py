"""A workbook as an SOP file: our own after somebody edited it, or a table that an office made."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sopflow.compiler.sheets.answers_reading import ListedAnswer, lead_on
from sopflow.compiler.sheets.cells import from_literal, unspell
from sopflow.compiler.sheets.completing import complete
from sopflow.compiler.sheets.context import Context, Table
from sopflow.compiler.sheets.export import FORMS, ROLES, form_columns, form_words
from sopflow.compiler.sheets.grid import Grid, find_grid
from sopflow.compiler.sheets.guesses import code_of
from sopflow.compiler.sheets.listings import ANSWERS, Listing, listings
from sopflow.compiler.sheets.nesting import nest
from sopflow.compiler.sheets.pages import (
    Sheetful,
    by_heading,
    fill,
    first_words,
    heading,
    quoted,
    read_form,
    read_headings,
    read_rows,
)
from sopflow.compiler.sheets.plain import Path, Plain, at, put
from sopflow.compiler.sheets.rows import STEPS
from sopflow.compiler.sheets.rows_reading import paper_rows
from sopflow.compiler.sheets.spots import Findings, Said, Spot
from sopflow.compiler.sheets.steps_reading import ReadStep, read_steps
from sopflow.compiler.sheets.words import (
    CODE,
    COMPONENTS,
    HASH,
    IDENTITY,
    OTHERS,
    PART,
    STANDARD,
    TERMS,
    spoken,
)
from sopflow.compiler.vocabulary import key
from sopflow.domain.books import LeftOut, ReadBook
from sopflow.domain.words import Text

_ENDS: Final = key("file", "ends")
_FORMAT: Final = key("file", "format")
_PASSED: Final = frozenset({heading(HASH), heading(PART)})
_ELSEWHERE: Final = frozenset(heading(component) for component, _ in COMPONENTS)
_FORM_SHEETS: Final = (*FORMS, TERMS)
_LEFT_OUT: Final = {
    LeftOut.MACROS: Text("makro", "macros"),
    LeftOut.EXTERNAL_LINKS: Text("tautan ke buku kerja lain", "links to other workbooks"),
    LeftOut.DRAWINGS: Text("gambar dan bentuk di atas sel", "pictures and shapes over the cells"),
}
_NEVER: Final = Text("yang dibaca hanya isi sel", "only what stands in cells is read")
_HIDDEN: Final = Text("lembar tersembunyi tidak dibaca", "hidden sheets are not read")
_ORPHAN: Final = Text("pemiliknya tidak ada lagi", "what it belongs to is gone")
_NO_PLACE: Final = Text("letaknya tidak ada lagi", "its place is gone")
_NO_FORM: Final = Text("lembar ini tidak dikenal", "this sheet is not known")


@dataclass(frozen=True, slots=True)
class ReadTable:
    """What was read: no tree when there is no table of a procedure; every text knows its cell."""

    tree: Table | None
    exported_as: str | None
    """The hash of the version that the workbook was made of."""


def read_table(book: ReadBook, findings: Findings) -> ReadTable:
    """Read a whole workbook."""
    return _Importer(book, findings).run()


class _Importer:
    def __init__(self, book: ReadBook, findings: Findings) -> None:
        self._findings = findings
        self._pages = [Sheetful(page) for page in book.pages]
        self._named = {page.name.strip().casefold(): page for page in self._pages}
        self._context = Context(findings)
        self._tree: Table = {}
        self._answers: dict[str, list[ListedAnswer]] = {}
        _say_what_is_left(book, findings)

    def run(self) -> ReadTable:
        """Read the parts in the order in which they need each other."""
        grid = find_grid(self._pages, self._findings)
        if grid is None:
            self._findings.report("SOP074", Spot(self._pages[0].name if self._pages else ""))
            return ReadTable(None, None)
        self._read_forms()
        self._claim_codes()
        for listing in listings():
            if listing.owner is None:
                self._read_list(listing, {})
        self._context.roles = self._things(ROLES)
        self._context.ends = self._things(_ENDS)
        self._context.kept = frozenset(path for path, _, _ in self._others())
        steps = self._read_steps(grid)
        self._name_unknown(grid)
        if self._page(IDENTITY) is None:
            complete(self._tree, grid, steps, self._pages, self._context)
        self._tree.setdefault(_FORMAT, "1")
        return ReadTable(self._tree, self._exported_as())

    def _read_steps(self, grid: Grid) -> list[ReadStep]:
        rows = paper_rows(grid, self._findings)
        steps = read_steps(grid, rows, self._context)
        owners = {step.id: step.table for step in steps}
        numbers = {step.row.number: step.id for step in reversed(steps)}
        for listing in listings():
            if listing.owner is not None:
                is_steps = listing.owner == STEPS
                tables = owners if is_steps else self._things(listing.owner)
                self._read_list(listing, tables, numbers if is_steps else {})
        lead_on(steps, self._answers, self._context)
        if self._context.roles:
            self._tree[ROLES] = {**self._context.roles}
        if self._context.ends:
            self._tree[_ENDS] = {**self._context.ends}
        for path, said, spot in self._others():
            self._put_other(path, said, spot, owners)
        self._tree[STEPS] = nest(steps, self._findings)
        return steps

    def _read_forms(self) -> None:
        columns = {h: c for w in form_words() for h, c in by_heading(form_columns(w)).items()}
        for name in _FORM_SHEETS:
            if (page := self._page(name)) is not None:
                passed = _PASSED | _ELSEWHERE if name == STANDARD else _PASSED
                self._tree |= read_form(page, columns, passed, self._findings)

    def _read_list(
        self, listing: Listing, owners: dict[str, Table], numbers: dict[str, str] | None = None
    ) -> None:
        page = self._page(listing.sheet)
        if page is None:
            return
        ahead = [heading(CODE)] * listing.collection.is_named
        ahead += [heading(spoken(listing.owner))] if listing.owner else []
        known, others = read_headings(page, by_heading(listing.columns), ahead, self._findings)
        for row, cells in read_rows(page, known):
            owner, code = (
                page.said(row, others[name]) if name in others else None
                for name in (heading(spoken(listing.owner or "")), heading(CODE))
            )
            if not cells and owner is None and code is None:
                continue
            table: Table = {}
            fill(table, cells)
            named = code or self._coded(listing, table, page, row)
            holder = (numbers or {}).get(owner or "", owner)
            spot = page.spot(row, 1)
            if listing.owner is None:
                self._add(listing, self._tree, named, table, spot)
            elif holder not in owners:
                self._findings.dropped(quoted(owner or code or "?"), _ORPHAN, spot)
            elif listing.path == ANSWERS:
                found = self._answers.setdefault(str(holder), [])
                found.append(ListedAnswer(str(named), table, spot))
            else:
                self._add(listing, owners[str(holder)], named, table, spot)

    def _coded(self, listing: Listing, table: Table, page: Sheetful, row: int) -> Said | None:
        """Make a code for a thing that somebody added without one."""
        if not listing.collection.is_named:
            return None
        words = first_words(table, listing.columns) or listing.sheet
        is_answer = listing.path == ANSWERS
        code = code_of(words, (), for_answer=True) if is_answer else self._context.new_code(words)
        what = Text("kode", "the code")
        why = Text("baris ini belum punya kode", "the row has no code")
        return self._findings.guess(what, code, why, page.spot(row, 1))

    def _add(
        self, listing: Listing, holder: Table, code: Said | None, table: Table, spot: Spot
    ) -> None:
        path = listing.collection.path
        if not listing.collection.is_named:
            found = at(holder, path)
            put(holder, path, [*(found if isinstance(found, list) else []), table])
            return
        name = str(code)
        if at(holder, (*path, name)) is not None:
            self._findings.report("SOP077", spot, name=name)
            return
        put(holder, (*path, name), table)

    def _claim_codes(self) -> None:
        """Learn which codes are taken before the first is made."""
        for listing in listings():
            page = self._page(listing.sheet)
            if page is not None and listing.collection.is_named and listing.path != ANSWERS:
                column = 2 if listing.owner else 1
                self._context.taken |= {str(page.said(r, column) or "") for r in page.rows()[1:]}

    def _others(self) -> Iterator[tuple[Path, Said, Spot]]:
        page = self._page(OTHERS)
        for row in page.rows() if page else ():
            assert page is not None
            path, said = page.said(row, 1), page.said(row, 2)
            if path is not None and heading(path) not in _PASSED and said is not None:
                yield unspell(path), said, page.spot(row, 1)

    def _put_other(self, path: Path, said: Said, spot: Spot, steps: dict[str, Table]) -> None:
        """Put a value under its path; a row is found by its code, wherever it stands now."""
        value = from_literal(said)
        value = Said.of(value, spot) if isinstance(value, str) else value
        if not self._has_place(path, steps) or not _put(*self._inner(path, steps), value):
            self._findings.dropped(quoted(f"{'/'.join(map(str, path))}: {said}"), _NO_PLACE, spot)

    def _inner(self, path: Path, steps: dict[str, Table]) -> tuple[Table, Path]:
        if path[0] == STEPS and len(path) > 2:
            return steps[str(path[1])], path[2:]
        return self._tree, path

    def _has_place(self, path: Path, steps: dict[str, Table]) -> bool:
        """Say whether the row or thing that a value belongs to is still there."""
        if path[0] == STEPS:
            return len(path) > 2 and path[1] in steps
        named = (str(x.path[0]) for x in listings() if x.owner is None and x.collection.is_named)
        return len(path) < 3 or str(path[0]) not in named or path[1] in self._things(str(path[0]))

    def _name_unknown(self, grid: Grid) -> None:
        """Say which sheets are not read, when the workbook is one of ours."""
        known = {
            name.casefold() for name in (*_FORM_SHEETS, OTHERS, *(x.sheet for x in listings()))
        }
        if self._page(IDENTITY) is None:
            return
        for page in self._pages:
            if page.name.strip().casefold() not in known and page is not grid.page:
                self._findings.dropped(quoted(page.name), _NO_FORM, Spot(page.name))

    def _exported_as(self) -> str | None:
        page = self._page(IDENTITY)
        rows = page.rows() if page else []
        found = (
            page.said(r, 2)
            for r in rows
            if page and heading(page.said(r, 1) or "") == heading(HASH)
        )
        return next((str(said) for said in found if said), None)

    def _things(self, word: str) -> dict[str, Table]:
        found = self._tree.get(word)
        pairs = found.items() if isinstance(found, dict) else ()
        return {name: table for name, table in pairs if isinstance(table, dict)}

    def _page(self, name: str) -> Sheetful | None:
        return self._named.get(name.casefold())


def _put(holder: Plain, path: Path, value: Plain) -> bool:
    """Put a value where its path leads, through tables and lists; say whether there was a place."""
    name, *rest = path
    match holder:
        case dict() if rest and isinstance(name, str):
            inner = holder.get(name)
            if inner is None:
                inner = [] if isinstance(rest[0], int) else {}
                holder[name] = inner
            return _put(inner, tuple(rest), value)
        case dict() if isinstance(name, str):
            holder[name] = value
            return True
        case list():
            return _put_in_list(holder, name, tuple(rest), value)
        case _:
            return False


def _put_in_list(holder: list[Plain], name: str | int, rest: Path, value: Plain) -> bool:
    if not isinstance(name, int) or name > len(holder):
        return False
    if name == len(holder):
        holder.append("" if not rest else [] if isinstance(rest[0], int) else {})
    if not rest:
        holder[name] = value
        return True
    return _put(holder[name], rest, value)


def _say_what_is_left(book: ReadBook, findings: Findings) -> None:
    for left in book.left_out:
        findings.dropped(_LEFT_OUT[left], _NEVER, Spot(""))
    for name in book.hidden:
        findings.dropped(quoted(name), _HIDDEN, Spot(name))
    for page in book.pages:
        for place in page.computed:
            findings.report(
                "SOP078", Spot(page.name, place), value=page.text(place.row, place.column)
            )
        for place in page.uncomputed:
            findings.dropped(
                Text("rumus", "a formula"),
                Text("belum pernah dihitung", "it was never computed"),
                Spot(page.name, place),
            )
