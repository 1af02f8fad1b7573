"""Tracking codes: what an applicant needs beside the number to follow a case.

A code is derived from the case's id with a secret of the server, so that the same command shows it
again; stored is only a keyed hash of it.
"""

import hashlib
import hmac

from sopflow.domain.words import CaseId

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 12


def tracking_code(secret: str, case_id: CaseId) -> str:
    """Twelve characters in three groups, without the look-alikes O, 0, I and 1: 60 bits."""
    raw = _keyed(secret, "code", case_id)
    letters = [ALPHABET[byte % len(ALPHABET)] for byte in raw[:LENGTH]]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, LENGTH, 4))


def tracking_hash(secret: str, code: str) -> str:
    """What is stored of a code; spaces, dashes and case do not matter."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return _keyed(secret, "hash", plain).hex()


def _keyed(secret: str, purpose: str, text: str) -> bytes:
    return hmac.new(bytes.fromhex(secret), f"{purpose}\0{text}".encode(), hashlib.sha256).digest()
