"""What the parts of an import know in common: codes that are taken, performers, ends, findings."""

from dataclasses import dataclass, field

from sopflow.compiler.sheets.guesses import code_of, is_applicant, is_refusal
from sopflow.compiler.sheets.pages import heading
from sopflow.compiler.sheets.plain import Path, Plain, at
from sopflow.compiler.sheets.spots import Findings, Said, Spot
from sopflow.compiler.vocabulary import RESULTS, key
from sopflow.domain.words import EndResult, Text

Table = dict[str, Plain]
_NAME, _POSITION = key("role", "name"), key("role", "position")
_EXTERNAL = key("role", "external")
_RESULT, _LABEL = key("end", "result"), key("end", "label")
_YES = "ya"


@dataclass(slots=True)
class Context:
    """The tables of the file that rows refer to; what rows need and nobody wrote is added."""

    findings: Findings
    roles: dict[str, Table] = field(default_factory=dict)
    ends: dict[str, Table] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    kept: frozenset[Path] = frozenset()
    """Paths of the sheet for everything else."""

    def new_code(self, words: str) -> str:
        """Make a code that nothing else has."""
        code = code_of(words, self.taken)
        self.taken.add(code)
        return code

    def role_named(self, name: Said) -> str:
        """Find a performer by its column; one that is new is added, and its post is guessed."""
        for role, table in self.roles.items():
            if heading(name) in (heading(role), heading(indonesian(table.get(_NAME)))):
                return role
        role = self.new_code(name)
        spot = name.spot or Spot("")
        self.roles[role] = {_NAME: name} | self._post(role, name, spot)
        return role

    def is_external(self, role: str | None) -> bool:
        """Say whether a performer is the applicant."""
        table = self.roles.get(role or "", {})
        return table.get(_EXTERNAL) == _YES

    def role_in(self, words: str) -> str | None:
        """Find the performer that words name."""
        spoken = heading(words)
        for role, table in self.roles.items():
            name = heading(indonesian(table.get(_NAME)) or role)
            if name in spoken or (len(spoken) > 3 and spoken in name):
                return role
        return next((r for r in self.roles if self.is_external(r) and is_applicant(words)), None)

    def end_for(self, words: str, spot: Spot) -> str:
        """Find the end of a refusal, or of a grant; one that is new is a guess."""
        result = EndResult.REFUSED if is_refusal(words) else EndResult.GRANTED
        word = next(w for w, r in RESULTS.items() if r is result)
        for end, table in self.ends.items():
            if table.get(_RESULT) == word:
                return end
        label = Text("Ditolak", "Refused") if is_refusal(words) else Text("Selesai", "Finished")
        end = self.new_code("tolak" if is_refusal(words) else "terbit")
        why = Text("tabel tidak menyebut hasil akhirnya", "the table names no result")
        what = Text(f"hasil akhir {end}", f"the result of the end {end}")
        self.ends[end] = {_RESULT: self.findings.guess(what, word, why, spot), _LABEL: label.id}
        return end

    def _post(self, role: str, name: Said, spot: Spot) -> Table:
        if is_applicant(name):
            what = Text(f"{name}: pemohon, bukan pejabat", f"{name}: the applicant, no official")
            why = Text("dari namanya", "by its name")
            return {_EXTERNAL: self.findings.guess(what, _YES, why, spot)}
        what = Text(f"jenis jabatan {name}", f"the kind of post of {name}")
        why = Text(
            "nama kolom dijadikan kode; samakan dengan jenis jabatan di berkas organisasi",
            "the column's name as a code; make it the kind of post of the organisation file",
        )
        return {_POSITION: self.findings.guess(what, role, why, spot)}


def indonesian(words: Plain | None) -> str:
    """Give the Indonesian words of a text for people."""
    found = at(words, (key("text", "id"),)) if isinstance(words, dict) else words
    return found if isinstance(found, str) else ""
