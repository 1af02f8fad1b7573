"""Texts that stand where somebody has to write yet: `[isi: nomor SOP]`."""

from sopflow.compiler.diagnostics import Reporter
from sopflow.compiler.yamltree import Node, Scalar, Sequence

_START, _END = "[isi:", "]"


def blank(what: str) -> str:
    """Write where somebody has to write."""
    return f"{_START} {what}{_END}"


def is_blank(text: str) -> bool:
    """Say whether a text stands where somebody has to write yet."""
    return text.casefold().startswith(_START) and text.endswith(_END)


def report_blanks(node: Node, reporter: Reporter) -> None:
    """Refuse a file in which something is yet to be written."""
    match node:
        case Scalar(value):
            if is_blank(value):
                reporter.report("SOP079", node.place, value=value)
        case Sequence(items):
            for item in items:
                report_blanks(item, reporter)
        case _:
            for _, inner in node.pairs.values():
                report_blanks(inner, reporter)
