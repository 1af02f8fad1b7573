"""An SOP file in its normal form: the same procedure, the same comments, laid out one way."""

from dataclasses import dataclass
from typing import Final

from sopflow.compiler import yamltree
from sopflow.compiler.diagnostics import Diagnostic, Reporter, TooManyFindings
from sopflow.compiler.layout.comments import give_comments
from sopflow.compiler.layout.order import put_in_order
from sopflow.compiler.layout.tree import read_layout
from sopflow.compiler.layout.write import write
from sopflow.compiler.parse import parse
from sopflow.compiler.reading import Source
from sopflow.compiler.yamltree import Mapping, Node, Scalar, Sequence

UNREADABLE: Final = frozenset(
    {"SOP001", "SOP002", "SOP003", "SOP004", "SOP005", "SOP008", "SOP009", "SOP011", "SOP012"}
)
"""Where one of these stands it is not known what the author meant, so nothing is moved."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """The text in its normal form; or the text as it was, with what keeps it from being read."""

    text: str
    findings: tuple[Diagnostic, ...]


def format_text(text: str, *, file: str) -> Formatted:
    """Lay a file out in its normal form; never raises, whatever the text.

    Args:
        text: The file's content.
        file: The name to show with each finding.
    """
    root, findings = _read(text, file)
    if root is None or findings or not root.pairs:
        return Formatted(text, findings)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    layout = read_layout(plain)
    end = give_comments(plain, layout)
    put_in_order(layout.root)
    written = write(layout, end)
    after, _ = _read(written, file)
    assert after is not None
    assert _plain(after) == _plain(root)
    return Formatted(written, ())


def _read(text: str, file: str) -> tuple[Mapping | None, tuple[Diagnostic, ...]]:
    reporter = Reporter(text, file)
    try:
        root = yamltree.read(text, reporter)
        if root is not None:
            parse(root, Source(reporter))
    except TooManyFindings:
        return None, reporter.diagnostics
    return root, tuple(d for d in reporter.diagnostics if d.code in UNREADABLE)


def _plain(node: Node) -> object:
    """Give what a node says, without places; the order of keys says nothing here."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {name: _plain(value) for name, (_, value) in node.pairs.items()}
