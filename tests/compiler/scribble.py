"""The same SOP as somebody else might have typed it: other order, brackets, quotes, comments."""

import json
import re
from random import Random

from sopflow.compiler.vocabulary import KEYS
from sopflow.compiler.yamltree import Mapping, Node, Scalar, Sequence

PLAIN = re.compile(r"[A-Za-z0-9(][A-Za-z0-9 ()/.@%;-]*")
CLOSED = [frozenset(section.values()) for section in KEYS.values()]


class Scribbler:
    """Writes a tree with random layout; remembers the comments it left."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._has_blocks = random.random() < 0.5
        self.comments: list[str] = []

    def write(self, root: Mapping, *, share: float = 1.0) -> str:
        """Write a file, or a share of its sections and of its steps."""
        root = self._some(root, share)
        lines = self._above("") + self._block(root, "") + self._above("")
        return ("\r\n" if self._seldom() else "\n").join(lines) + "\n" * self._random.randint(0, 3)

    def _some(self, root: Mapping, share: float) -> Mapping:
        pairs = {k: v for k, v in root.pairs.items() if self._seldom(share)}
        steps = pairs.get("langkah")
        if steps is not None and isinstance(steps[1], Sequence):
            some = [item for item in steps[1].items if self._seldom(share)] or steps[1].items[:1]
            pairs["langkah"] = (steps[0], Sequence(some, steps[1].place))
        return Mapping(pairs or dict(list(root.pairs.items())[:1]), root.place)

    def _seldom(self, chance: float = 0.06) -> bool:
        return self._random.random() < chance

    def _comment(self) -> str:
        text = f"# catatan {len(self.comments)}: {{x}} - [y] # 'z"
        self.comments.append(text)
        return text

    def _above(self, indent: str) -> list[str]:
        lines = []
        while self._seldom(0.1):
            blank = self._random.choice(["", "", "   "])
            deepest = len(indent) if self._has_blocks else 12
            margin = indent if self._seldom(0.7) else " " * self._random.randint(0, deepest)
            lines.append(blank if self._seldom(0.5) else margin + self._comment())
        return lines

    def _beside(self) -> str:
        return f" {self._comment()}" if self._seldom() else ""

    def _pairs(self, node: Mapping) -> list[tuple[str, Node]]:
        pairs = [(name, value) for name, (_, value) in node.pairs.items()]
        if self._seldom(0.5) and any(node.pairs.keys() <= known for known in CLOSED):
            self._random.shuffle(pairs)
        return pairs

    def _block(self, node: Mapping | Sequence, indent: str) -> list[str]:
        lines: list[str] = []
        if isinstance(node, Mapping):
            for name, value in self._pairs(node):
                lines += self._above(indent) + self._entry(f"{indent}{self._key(name)}:", value)
            return lines
        for item in node.items:
            lines += self._above(indent) + self._item(indent, item)
        return lines

    def _key(self, name: str) -> str:
        return f'"{name}"' if self._seldom() else name

    def _entry(self, begin: str, value: Node) -> list[str]:
        indent = " " * (len(begin) - len(begin.lstrip())) + " " * self._random.choice([1, 2, 2, 4])
        if isinstance(value, Scalar):
            return self._text(begin, value, indent)
        if self._is_flow(value):
            return self._brackets(begin, value, indent)
        return [begin + self._beside(), *self._block(value, indent)]

    def _item(self, indent: str, value: Node) -> list[str]:
        if isinstance(value, Scalar):
            return self._text(f"{indent}-", value, indent + "  ")
        if self._is_flow(value):
            return self._brackets(f"{indent}-", value, indent + "  ")
        dash = f"{indent}-" + " " * self._random.randint(1, 3)
        inner = " " * len(dash)
        lines = self._block(value, inner)
        if lines[0].strip().startswith("#") or not lines[0].strip() or self._seldom(0.1):
            return [dash.rstrip() + self._beside(), *lines]
        return [dash + lines[0].removeprefix(inner), *lines[1:]]

    def _is_flow(self, value: Mapping | Sequence) -> bool:
        return self._size(value) <= 6 and self._seldom(0.6)

    def _size(self, value: Node) -> int:
        match value:
            case Scalar():
                return 1
            case Sequence():
                return 1 + sum(map(self._size, value.items))
            case Mapping():
                return 1 + sum(self._size(v) for _, v in value.pairs.values())

    def _text(self, begin: str, value: Scalar, indent: str) -> list[str]:
        text, how = value.value, self._random.random()
        if PLAIN.fullmatch(text) and " " in text and how < 0.1:
            first, rest = text.split(" ", 1)
            if not rest.startswith("- "):
                return [f"{begin} {first}", f"{indent}{rest}{self._beside()}"]
        if self._has_blocks and PLAIN.fullmatch(text) and how < 0.2:
            sign = self._random.choice(["|", ">", "|-", ">+", "|+"])
            return [f"{begin} {sign}{self._beside()}", f"{indent}{text}"]
        return [f"{begin} {self._in_line(text)}{self._beside()}"]

    def _in_line(self, text: str) -> str:
        if PLAIN.fullmatch(text) and not self._seldom(0.2):
            return text
        if "'" not in text and self._seldom(0.5):
            return f"'{text}'"
        return json.dumps(text, ensure_ascii=False)

    def _brackets(self, begin: str, value: Mapping | Sequence, indent: str) -> list[str]:
        lines = [f"{begin} {'{' if isinstance(value, Mapping) else '['}{self._beside()}"]
        if isinstance(value, Mapping):
            parts = [(f"{self._key(name)}: ", inner) for name, inner in self._pairs(value)]
        else:
            parts = [("", inner) for inner in value.items]
        for begin_inner, inner in parts:
            self._part(lines, indent + begin_inner, inner, indent)
        lines[-1] = lines[-1] if "#" in lines[-1] else lines[-1].removesuffix(",")
        return [*lines, f"{indent}{'}' if isinstance(value, Mapping) else ']'}{self._beside()}"]

    def _part(self, lines: list[str], begin: str, inner: Node, indent: str) -> None:
        if self._seldom(0.05):
            lines.append(f"{indent}{self._comment()}")
        if isinstance(inner, Scalar):
            lines.append(f"{begin}{self._in_line(inner.value)},{self._beside()}")
        else:
            nested = self._brackets(begin.rstrip(), inner, indent + " ")
            if "#" not in nested[-1]:
                nested[-1] += ","
            else:
                nested.append(f"{indent},")
            lines += nested
        if "#" not in lines[-1] and self._seldom(0.5):
            last = lines.pop()
            if lines and "#" not in lines[-1]:
                lines[-1] += " " + last.strip()
            else:
                lines.append(last)
