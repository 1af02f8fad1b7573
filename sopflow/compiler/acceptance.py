"""Findings that the author accepts, each with a written reason.

Only a warning can be accepted: an error is a way round an official, a missing word of the law or
something that cannot be run, and no reason makes that good. What is accepted stays in the list of
findings as a note, so that whoever ratifies reads the reason.
"""

from sopflow.compiler.catalogue.entry import Severity
from sopflow.compiler.diagnostics import CATALOGUE, SOP, Acceptance, Reporter
from sopflow.compiler.reading import Table, near


def acceptances(file: Table) -> None:
    """Read which findings are accepted and hand them to the reporter."""
    for table in file.tables("accepted", "acceptance"):
        code, reason = table.text("code"), table.text("reason")
        about = table.text("about", missing=None)
        if code is None or reason is None:
            continue
        code = code.upper()
        known = CATALOGUE.get(code)
        if known is None or not code.startswith(SOP):
            table.report("SOP631", table.at("code"), given=code, **near(code, CATALOGUE))
        elif known.severity is Severity.ERROR:
            table.report("SOP632", table.at("code"), given=code)
        else:
            accepted = Acceptance(code, about, reason, table.at("code"))
            file.source.reporter.accept(accepted)


def report_unused(reporter: Reporter) -> None:
    """Report each acceptance that no finding of the whole file needs."""
    for accepted in reporter.unused():
        reporter.report("SOP633", accepted.place, given=accepted.code)
