"""Twelve cases over two SOPs: granted, refused, withdrawn, forgotten; and who tried what.

All names are invented; the NIK come from a province that does not exist.
"""

from sopflow.cli import demo_certificates as certificates
from sopflow.cli import demo_permits as permits
from sopflow.cli.demo_stage import Stage


def play_all(stage: Stage) -> None:
    """Play every case, in the order in which they came to the counter."""
    for story in (
        certificates.plain_certificate,
        certificates.incomplete_certificate,
        certificates.certificate_sent_back,
        certificates.not_registered,
        certificates.withdrawn_in_time,
        certificates.forgotten,
        permits.plain_permit,
        permits.mended_permit,
        permits.refused_permit,
        permits.waiting_for_payment,
        permits.waiting_for_the_division,
        permits.waiting_for_the_tax_office,
    ):
        tried = len(stage.attempts)
        story(stage)
        stage.tell(stage.plays[-1], len(stage.attempts) - tried)
