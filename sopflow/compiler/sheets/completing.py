"""What an SOP file needs beside the table: taken from around it, guessed, or asked for."""

from collections.abc import Iterator, Sequence
from typing import Final

from sopflow.compiler.sheets.columns import Column, Holds
from sopflow.compiler.sheets.context import Context, Table, indonesian
from sopflow.compiler.sheets.export import form_columns
from sopflow.compiler.sheets.grid import Grid
from sopflow.compiler.sheets.guesses import Work, code_of, time_of, work_of
from sopflow.compiler.sheets.labels import fields_around, title_above
from sopflow.compiler.sheets.pages import Sheetful
from sopflow.compiler.sheets.plain import Plain, at, put
from sopflow.compiler.sheets.rows_reading import lines_of
from sopflow.compiler.sheets.spots import Said, Spot
from sopflow.compiler.sheets.steps_reading import ReadStep
from sopflow.compiler.sheets.table import ANSWERS, INPUTS_AT, LEVELS, OUTPUT_AT
from sopflow.compiler.vocabulary import EVERYTHING, NONE, STEP_KINDS, key
from sopflow.domain.words import StepKind, Text

_IDENTITY, _SERVICE = key("file", "identity"), key("file", "service")
_CODE: Final = (_IDENTITY, key("identity", "code"))
_VERSION: Final = (_IDENTITY, key("identity", "version"))
_TITLE: Final = (_IDENTITY, key("identity", "title"))
_REVISED: Final = (_IDENTITY, key("identity", "dates"), key("dates", "revised_on"))
_PROMISE: Final = (_SERVICE, key("service", "promise"))
_STARTS: Final = (_SERVICE, key("service", "clock_starts"))
_CASES: Final = (_SERVICE, key("service", "case_number"))
_SCOPE: Final = (key("file", "scope"), key("scope", "unit"))
_FORMS: Final = (_IDENTITY, _SERVICE, key("file", "standard"))
_CHANGES, _DOCUMENT = key("step", "changes"), key("step", "document")
_FIRST_VERSION: Final = "1.0.0"
_OVER_PAPER: Final = (StepKind.INITIALS, StepKind.SIGNATURE)


def complete(
    tree: Table, grid: Grid, steps: Sequence[ReadStep], pages: Sequence[Sheetful], context: Context
) -> None:
    """Add every part that a file must have and a table alone does not bring."""
    _Completer(tree, grid, steps, context).run(pages)


class _Completer:
    def __init__(
        self, tree: Table, grid: Grid, steps: Sequence[ReadStep], context: Context
    ) -> None:
        self._tree = tree
        self._grid = grid
        self._steps = steps
        self._context = context
        self._findings = context.findings
        self._top = Spot(grid.page.name)

    def run(self, pages: Sequence[Sheetful]) -> None:
        """Go from what is written to what must be asked for."""
        columns = [c for word in _FORMS for c in form_columns(word) if c.holds is not Holds.ENGLISH]
        found = fields_around(self._grid, pages, columns)
        for column in columns:
            if column.path in found:
                self._take(column, found[column.path])
        self._entitle()
        self._require_papers()
        self._write_papers()
        self._ask_the_name()
        self._clock()
        for column in columns:
            if column.is_required and at(self._tree, column.path) is None:
                what = Text(column.heading, column.heading)
                put(self._tree, column.path, self._findings.missing(what, self._top))
        unit = Text("kode unit tempat SOP berlaku", "the code of the unit where it is in force")
        put(self._tree, _SCOPE, self._findings.missing(unit, self._top))

    def _take(self, column: Column, said: list[Said]) -> None:
        lines = lines_of(said, is_ours=False) or said
        if column.path == _PROMISE and (time := time_of(" ".join(lines), None)) is not None:
            spot = said[0].spot or self._top
            what = Text(column.heading, column.heading)
            value = Said.of(time.value, spot)
            if time.why is not None:
                value = self._findings.guess(what, time.value, time.why, spot)
            put(self._tree, column.path, value)
        elif column.holds is Holds.LINES and len(lines) > 1:
            put(self._tree, column.path, [*lines])
        else:
            put(self._tree, column.path, Said.of(" ".join(lines), said[0].spot))

    def _entitle(self) -> None:
        """Name the SOP, its code and its first version."""
        if at(self._tree, _TITLE) is None and (title := title_above(self._grid)) is not None:
            why = Text("baris judul di atas tabel", "the line above the table")
            what, spot = Text("nama SOP", "the name of the SOP"), title.spot or self._top
            put(self._tree, _TITLE, self._findings.guess(what, title, why, spot))
        title_words = indonesian(at(self._tree, _TITLE))
        guesses = [
            (_VERSION, _FIRST_VERSION, Text("versi pertama", "the first version")),
            (_REVISED, NONE, Text("belum pernah direvisi", "never revised so far")),
        ]
        if title_words:
            code = code_of(title_words, ()).replace("_", "-")
            pattern = f"{_initials(title_words)}-{{tahun}}-{{urut:6}}"
            guesses += [
                (_CODE, code, Text("dari nama SOP", "from its name")),
                (_CASES, pattern, Text("singkatan nama SOP", "the initials of its name")),
            ]
        for path, value, why in guesses:
            if at(self._tree, path) is None:
                what = Text(path[-1], path[-1])
                put(self._tree, path, self._findings.guess(what, value, why, self._top))

    def _require_papers(self) -> None:
        """Take the papers of the applicant out of the first row."""
        first = self._steps[0] if self._steps else None
        if first is None or not self._context.is_external(first.role):
            return
        found = at(first.table, INPUTS_AT)
        why = Text("kelengkapan baris pertama", "what the first row needs")
        for paper in [found] if isinstance(found, str) else found or ():
            code = self._context.new_code(str(paper))
            what = Text(f'persyaratan "{paper}"', f'the requirement "{paper}"')
            spot = paper.spot if isinstance(paper, Said) else None
            self._findings.guess(what, code, why, spot or self._top)
            label = Said.of(str(paper), spot, why.id)
            put(self._tree, (key("file", "requirements"), code, key("requirement", "label")), label)
        self._check_papers()

    def _check_papers(self) -> None:
        """Let the first check ask for the papers."""
        for step in self._steps:
            if ANSWERS[0] in step.table and work_of(step.row.activity) is Work.CHECK:
                what = Text(f"surat yang diminta {step.id}", f"the papers that {step.id} needs")
                why = Text("pemeriksaan yang pertama", "the first check")
                said = self._findings.guess(what, EVERYTHING, why, step.row.spot)
                step.table[key("step", "requires")] = said
                return

    def _write_papers(self) -> None:
        """Say which row writes the paper that is initialled and signed."""
        draft: ReadStep | None = None
        papers: dict[str, str] = {}
        for step in self._steps:
            if step.is_new and work_of(step.row.activity) is Work.DRAFT:
                draft = step
            is_over = STEP_KINDS.get(step.kind) in _OVER_PAPER or LEVELS in step.table
            if not step.is_new or not is_over:
                continue
            if draft is None:
                what = Text(f"dokumen pada {step.id}", f"the paper of {step.id}")
                step.table[_DOCUMENT] = self._findings.missing(what, step.row.spot)
                continue
            if draft.id not in papers:
                papers[draft.id] = self._paper(draft)
            what = Text(f"dokumen {step.id}", f"the paper of {step.id}")
            why = Text(f"disusun pada {draft.id}", f"written at {draft.id}")
            code = papers[draft.id]
            step.table[_DOCUMENT] = self._findings.guess(what, code, why, step.row.spot)

    def _paper(self, draft: ReadStep) -> str:
        """Name the paper that a row writes."""
        output = at(draft.table, OUTPUT_AT)
        words = str(output) if isinstance(output, str) else draft.row.activity.partition(" ")[2]
        label = " ".join((words or draft.row.activity).split())
        code = self._context.new_code(label)
        why = Text("keluaran baris yang menyusunnya", "the output of the row that writes it")
        what = Text(f'dokumen "{label}"', f'the paper "{label}"')
        self._findings.guess(what, code, why, draft.row.spot)
        path = (key("file", "documents"), code, key("document", "label"))
        put(self._tree, path, Said.of(label, draft.row.spot, why.id))
        draft.table[_CHANGES] = Said.of(code, draft.row.spot, why.id)
        return code

    def _ask_the_name(self) -> None:
        """Every application names the applicant; other fields are the author's to add."""
        code = self._context.new_code("nama")
        label = Text("Nama pemohon", "the applicant's name")
        why = Text("setiap permohonan menyebut nama", "every application gives a name")
        purpose = Text("tujuan mencatat nama pemohon", "why the name is asked for")
        fields: dict[str, Plain] = {
            key("field", "label"): self._findings.guess(label, label.id, why, self._top),
            key("field", "required"): "ya",
            key("field", "personal"): "ya",
            key("field", "purpose"): self._findings.missing(purpose, self._top),
        }
        put(self._tree, (key("file", "form"), code), fields)

    def _clock(self) -> None:
        """Begin the promised time with the first supporting answer of an official."""
        if at(self._tree, _STARTS) is not None:
            return
        for step in self._steps:
            for answer, table in self._answers(step):
                if table.get(key("answer", "nature")) == "mendukung":
                    what = Text("waktu layanan dihitung mulai", "when the clock starts")
                    why = Text("pemeriksaan yang pertama", "the first check")
                    value = f"{step.id}.{answer}"
                    said = self._findings.guess(what, value, why, step.row.spot)
                    put(self._tree, _STARTS, said)
                    return

    def _answers(self, step: ReadStep) -> Iterator[tuple[str, Table]]:
        found = at(step.table, ANSWERS)
        for name, table in found.items() if isinstance(found, dict) else ():
            assert isinstance(table, dict)
            yield name, table


def _initials(words: str) -> str:
    """Shorten a name to its first letters: `Surat Keterangan Usaha` gives `SKU`."""
    letters = "".join(word[0] for word in words.split() if word[:1].isalpha() and word[0].isascii())
    return letters.upper()[:8] or "SOP"
