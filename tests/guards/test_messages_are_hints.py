"""What must happen later is a row, never a message that waits in a broker."""

import ast

from tests.guards.sources import ROOT, code

FORBIDDEN_ARGUMENTS = {"autoretry_for", "countdown", "eta", "retry_backoff"}
FORBIDDEN_CALLS = {"chord", "retry"}


def waiting_messages(source: str) -> list[tuple[int, str]]:
    """The lines of `source` that leave waiting or repeating to the broker."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        found += [(node.lineno, k.arg) for k in node.keywords if k.arg in FORBIDDEN_ARGUMENTS]
        name = getattr(node.func, "attr", getattr(node.func, "id", None))
        if name in FORBIDDEN_CALLS:
            found.append((node.lineno, name))
        found += [
            (key.lineno, key.value)
            for argument in (*node.args, *(k.value for k in node.keywords))
            if isinstance(argument, ast.Dict)
            for key in argument.keys
            if isinstance(key, ast.Constant) and key.value in FORBIDDEN_ARGUMENTS
        ]
    return found


def test_no_message_waits_in_the_broker() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{line}: {what}"
        for file in code()
        for line, what in waiting_messages(file.read_text())
    ]

    assert found == []


def test_the_guard_sees_each_way_of_waiting() -> None:
    source = """
send.apply_async(kwargs={"notice": 1}, eta=later)
send.s().apply_async(countdown=5)
send.apply_async(**{"eta": later})
self.retry(exc=error)
app.task(autoretry_for=(OSError,), retry_backoff=True)
chord(parts)(whole)
send.delay(notice=1)
"""

    assert waiting_messages(source) == [
        (2, "eta"),
        (3, "countdown"),
        (4, "eta"),
        (5, "retry"),
        (6, "autoretry_for"),
        (6, "retry_backoff"),
        (7, "chord"),
    ]
