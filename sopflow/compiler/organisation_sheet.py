"""An organisation file being read: its YAML nodes with their lines, and every finding so far."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sopflow.domain.words import Text

TEXT_LENGTH_MAX = 2_000_000
"""Characters of the longest organisation file that is read."""
_ID = re.compile(r"[a-z][a-z0-9_-]{0,62}")
_NULL = "tag:yaml.org,2002:null"
_HOURS = re.compile(r"([01][0-9]|2[0-3])[.:]([0-5][0-9])-([01][0-9]|2[0-3])[.:]([0-5][0-9])")
_WORDED_DAY = re.compile(r"(\d{1,2}) ([A-Za-z]+) (\d{4})")
_MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of the file: where, what, and how to mend it. Lines and columns count from 1."""

    code: str
    file: str
    line: int
    column: int
    source: str
    message: Text
    cure: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key: value` of a mapping."""

    key: str
    at: Node
    value: Node


class Sheet:
    """The file, read node by node. A reader that finds a fault notes it and answers None."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self._lines = text.splitlines()
        self.root = self._compose(text)

    def _compose(self, text: str) -> Node | None:
        if len(text) > TEXT_LENGTH_MAX:
            self._note("ORG001", 1, 1, *_TOO_LONG)
            return None
        try:
            root: Node | None = YAML(typ="rt", pure=True).compose(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            problem = error.problem or "?"
            message = Text(f"YAML tidak terbaca: {problem}", f"not readable as YAML: {problem}")
            self._note("ORG001", line, column, message, _INDENT)
            return None
        except (YAMLError, ValueError, RecursionError):
            message = Text("YAML tidak terbaca", "not readable as YAML")
            self._note("ORG001", 1, 1, message, _INDENT)
            return None
        if root is None:
            self._note("ORG001", 1, 1, *_EMPTY)
        return root

    def fault(self, node: Node, code: str, message: Text, cure: Text) -> None:
        """Note a fault at a node."""
        mark = node.start_mark
        self._note(code, mark.line + 1, mark.column + 1, message, cure)

    def _note(self, code: str, line: int, column: int, message: Text, cure: Text) -> None:
        source = self._lines[line - 1] if line <= len(self._lines) else ""
        self.findings.append(Finding(code, self.file, line, column, source, message, cure))

    def entries(self, node: Node) -> Iterator[Entry]:
        """Give the entries of a mapping; a key that comes twice is a fault and left out."""
        if _is_null(node):
            return
        if not isinstance(node, MappingNode):
            self.fault(node, "ORG004", *_NOT_A_MAPPING)
            return
        first: dict[str, int] = {}
        for key_node, value in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else ""
            if key in first:
                self.fault(
                    key_node,
                    "ORG005",
                    Text(
                        f'"{key}" ditulis dua kali (pertama di baris {first[key]})',
                        f'"{key}" stands twice (first on line {first[key]})',
                    ),
                    Text("beri nama lain, atau hapus salah satu", "rename or delete one of them"),
                )
                continue
            first[key] = key_node.start_mark.line + 1
            yield Entry(key, key_node, value)

    def items(self, node: Node) -> tuple[Node, ...]:
        """Give the items of a list."""
        if _is_null(node):
            return ()
        if isinstance(node, SequenceNode):
            return tuple(node.value)
        self.fault(node, "ORG004", *_NOT_A_LIST)
        return ()

    def record(
        self, node: Node, *, required: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> dict[str, Node]:
        """Read a mapping with known keys; what is not filled in is left out."""
        if not isinstance(node, MappingNode):
            self.fault(node, "ORG004", *_NOT_A_MAPPING)
            return {}
        known = (*required, *optional)
        found: dict[str, Node] = {}
        for entry in self.entries(node):
            if entry.key in known:
                found[entry.key] = entry.value
            else:
                near = get_close_matches(entry.key, known, n=1)
                options = near[0] if near else ", ".join(known)
                self.fault(
                    entry.at,
                    "ORG002",
                    Text(f'kunci "{entry.key}" tidak dikenal', f'unknown key "{entry.key}"'),
                    Text(f"tulis: {options}", f"write: {options}"),
                )
        filled = {key: value for key, value in found.items() if not _is_null(value)}
        for key in required:
            if key not in filled:
                message = Text(f'"{key}" belum diisi', f'"{key}" is missing')
                self.fault(node, "ORG003", message, Text(f"tambahkan {key}: …", f"add {key}: …"))
        return filled

    def text(self, node: Node | None) -> str | None:
        """Read one line of words; nothing gives None."""
        if node is None:
            return None
        if isinstance(node, ScalarNode) and node.value.strip():
            return str(node.value).strip()
        self.fault(node, "ORG004", *_NOT_TEXT)
        return None

    def id(self, node: Node, value: str) -> str | None:
        """Check a name by which other places of the file refer to this one."""
        if _ID.fullmatch(value):
            return value
        message = Text(f'"{value}" bukan nama yang sah', f'"{value}" is not a valid name')
        self.fault(node, "ORG004", message, _ID_CURE)
        return None

    def choice(self, node: Node | None, options: Mapping[str, str]) -> str | None:
        """Read one of a closed set of words and give what it stands for; nothing gives None."""
        if node is None:
            return None
        word = (self.text(node) or "").lower()
        if word in options:
            return options[word]
        if word:
            words = ", ".join(options)
            message = Text(f'"{word}" tidak dikenal', f'unknown word "{word}"')
            self.fault(node, "ORG004", message, Text(f"pilih: {words}", f"choose: {words}"))
        return None

    def yes(self, node: Node | None) -> bool:
        """Read ya or tidak (YAML's true and false too)."""
        return self.choice(node, _YES_NO) == "yes"

    def day(self, node: Node | None) -> date | None:
        """Read a day: `2026-03-02` or `2 Maret 2026`; nothing gives None."""
        written = self.text(node)
        if node is None or written is None:
            return None
        day = read_day(written)
        if day is None:
            message = Text(f'"{written}" bukan tanggal', f'"{written}" is not a day')
            self.fault(node, "ORG004", message, _DAY_CURE)
        return day

    def hours(self, node: Node) -> tuple[tuple[time, time], ...]:
        """Read the opening intervals of a day, in order and apart."""
        found: list[tuple[time, time]] = []
        for item in self.items(node):
            match = _HOURS.fullmatch((self.text(item) or "").replace(" ", ""))
            if match is None:
                self.fault(item, "ORG004", *_NOT_HOURS)
                continue
            numbers = [int(part) for part in match.groups()]
            begin, end = time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
            if end <= begin or (found and begin < found[-1][1]):
                self.fault(item, "ORG004", *_HOURS_ORDER)
                continue
            found.append((begin, end))
        return tuple(found)


def read_day(written: str) -> date | None:
    """Read a day as offices write it; None when it is none."""
    words = _WORDED_DAY.fullmatch(written)
    try:
        if words is None:
            return date.fromisoformat(written)
        month = _MONTHS.index(words[2].lower()) + 1
        return date(int(words[3]), month, int(words[1]))
    except ValueError:
        return None


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and (node.tag == _NULL or node.value == "")


_YES_NO = {"ya": "yes", "tidak": "no", "true": "yes", "false": "no"}
_INDENT = Text(
    "periksa spasi di awal baris dan tanda titik dua", "check the indentation and the colons"
)
_ID_CURE = Text(
    "pakai huruf kecil, angka, _ atau -, diawali huruf",
    "use lower-case letters, digits, _ or -, beginning with a letter",
)
_DAY_CURE = Text('tulis 2026-03-02 atau "2 Maret 2026"', 'write 2026-03-02 or "2 Maret 2026"')
_TOO_LONG = (
    Text("berkas terlalu besar", "the file is too large"),
    Text("bagi organisasinya atau hapus yang tidak perlu", "split it or delete what is not needed"),
)
_EMPTY = (
    Text("berkas kosong", "the file is empty"),
    Text("lihat contoh: sopflow org sample", "see the sample: sopflow org sample"),
)
_NOT_A_MAPPING = (
    Text("di sini harus ada baris kunci: nilai", "this must be lines of key: value"),
    Text("periksa spasi di awal baris", "check the indentation"),
)
_NOT_A_LIST = (
    Text("di sini harus ada daftar", "this must be a list"),
    Text('awali tiap baris dengan "- "', 'begin each line with "- "'),
)
_NOT_TEXT = (
    Text("di sini harus ada satu nilai", "this must be one value"),
    Text("tulis satu kata atau kalimat", "write one word or sentence"),
)
_NOT_HOURS = (
    Text("jam buka tidak terbaca", "opening hours are not readable"),
    Text('tulis "08:00-12:00"', 'write "08:00-12:00"'),
)
_HOURS_ORDER = (
    Text("jam buka terbalik atau bertumpuk", "opening hours are reversed or overlap"),
    Text("urutkan dari pagi ke sore", "order them from morning to evening"),
)
