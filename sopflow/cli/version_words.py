"""The states of a version of an SOP in words, and why one of them cannot come yet."""

from sopflow.cli.exits import Exit
from sopflow.domain.lives import VersionState, WhyNot
from sopflow.domain.words import Text

_ANOTHER = Text("minta pejabat lain: sopflow sop ratify … --as",
                "ask another official: sopflow sop ratify … --as")  # fmt: skip
STATES = {
    VersionState.DRAFT: Text("draf", "draft"),
    VersionState.TRIAL: Text("uji coba", "trial"),
    VersionState.REVIEW: Text("reviu", "review"),
    VersionState.RATIFIED: Text("disahkan", "ratified"),
    VersionState.IN_FORCE: Text("berlaku", "in force"),
    VersionState.SUPERSEDED: Text("digantikan", "superseded"),
    VersionState.WITHDRAWN: Text("dicabut", "withdrawn"),
}
WHY_NOT: dict[WhyNot, tuple[Exit, Text, Text]] = {
    WhyNot.NO_RIGHT: (
        Exit.NOT_PERMITTED,
        Text("{who} tidak berhak melakukan itu", "{who} has no right to do that"),
        Text(
            "sebut administrator, atau pejabat dengan mengesahkan: ya",
            "name an administrator, or an official with mengesahkan: ya",
        ),
    ),
    WhyNot.OUT_OF_ORDER: (
        Exit.CONFLICT,
        Text("versi itu sekarang {state}, jadi itu belum atau tidak lagi mungkin",
             "the version is {state} now, so that cannot be done yet, or any more"),
        Text("urutannya: submit, try, submit, ratify dua orang, publish",
             "the order: submit, try, submit, ratify by two, publish"),
    ),
    WhyNot.SAME_PERSON: (
        Exit.CONFLICT,
        Text("{who} sudah mengesahkannya; yang kedua harus orang lain",
             "{who} has ratified it already; the second must be somebody else"),
        _ANOTHER,
    ),
    WhyNot.ONE_SIGNATURE: (
        Exit.CONFLICT,
        Text("baru satu orang yang mengesahkannya", "only one person has ratified it"),
        _ANOTHER,
    ),
    WhyNot.NO_REASON: (
        Exit.USAGE,
        Text("mencabut perlu alasan", "withdrawing takes a reason"),
        Text('--reason "…"', '--reason "…"'),
    ),
    WhyNot.NEVER_IN_FORCE: (
        Exit.CONFLICT,
        Text("versi yang lebih baru sudah berlaku, dengan tanggal berlaku sesudahnya",
             "a newer version is in force already, from a later day"),
        Text("ajukan versi baru dengan tanggal berlaku yang lebih akhir",
             "submit a new version with a later day"),
    ),
}  # fmt: skip
"""Exit code, what is wrong, the cure. `{who}` and `{state}` are filled in."""
