"""What a page sent: typed text kept as it was typed, and what of it goes to the services."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Annotated
from uuid import NAMESPACE_URL, uuid4, uuid5

from fastapi import Depends, Request

from sopflow.domain.cases import Submission
from sopflow.domain.items import EntryRequirement, Field, FieldKind
from sopflow.domain.procedures import Procedure, Step
from sopflow.domain.words import CaseId, ItemId, PersonId, StepKind

FIELDS_MAX = 400
KEY_LENGTH_MAX = 64
FORM_COOKIE = "sopflow_formulir"
"""Holds the token of this browser's forms; needed only where no header says who asks."""
TOKEN_FIELD = "tanda"  # noqa: S105  the name of a field
FIELD_PREFIX = "isi."
_THOUSANDS = re.compile(r"(?:rp\.?)?\s*-?\d{1,3}(?:[. ]\d{3})+", re.IGNORECASE)


class Forged(Exception):
    """A changing request that did not come from our own page."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of a sent form, in order. Files are not taken."""

    pairs: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """The last text sent under `name`, without blanks around it; empty if there is none."""
        return next((v.strip() for n, v in reversed(self.pairs) if n == name), "")

    def number(self, name: str) -> int:
        """A whole number that the page itself put there; -1 for anything else."""
        text = self.get(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

    def all(self, name: str) -> frozenset[str]:
        """Every text sent under `name`."""
        return frozenset(v for n, v in self.pairs if n == name)

    @property
    def key(self) -> str:
        """The idempotency key of the form; a hand-made request without one gets its own."""
        return self.get("kunci")[:KEY_LENGTH_MAX] or new_key()

    def item(self, name: str) -> str:
        """What was typed into the SOP's field `name`."""
        return self.get(FIELD_PREFIX + name)

    @property
    def items(self) -> dict[str, str]:
        """What was typed, by id of the SOP's field."""
        return {
            n.removeprefix(FIELD_PREFIX): v for n, v in self.pairs if n.startswith(FIELD_PREFIX)
        }

    @property
    def papers(self) -> frozenset[ItemId]:
        """Papers that were ticked."""
        return frozenset(ItemId(v) for v in self.all("syarat"))

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What to send again after a new sign-in."""
        return tuple((n, v) for n, v in self.pairs if n != TOKEN_FIELD)


async def typed_form(request: Request) -> Typed:
    """Read the form of a changing request.

    Raises:
        Forged: It came from another site, or neither headers nor token say that it is ours.
    """
    if request.state.is_ours is False:
        raise Forged
    form = await request.form(max_files=0, max_fields=FIELDS_MAX)
    typed = Typed(tuple((n, v) for n, v in form.multi_items() if isinstance(v, str)))
    if request.state.is_ours is None and not _carries_token(request, typed):
        raise Forged
    return typed


TypedForm = Annotated[Typed, Depends(typed_form)]


def new_key() -> str:
    """A key that makes one form safe to send twice."""
    return uuid4().hex


def case_id_of(person: PersonId, key: str) -> CaseId:
    """The id of the case that this form opens: the same form opens the same case."""
    return CaseId(str(uuid5(NAMESPACE_URL, f"sopflow:{person}:{key}")))


def submission_of(
    fields: Iterable[Field], typed: Typed, *, filed: Collection[str] = ()
) -> Submission:
    """What goes to the services: texts as the SOP's kinds want them, and the ticked papers.

    A personal value on file (`filed`) is not shown in its field, so an empty one leaves it alone.
    Names that the page did not offer go along, for the decision to refuse.
    """
    known = {str(f.id): f for f in fields}
    values = {
        name: tidy(known[name].kind if name in known else None, text)
        for name, text in typed.items.items()
        if text.strip() or not (name in filed and name in known and known[name].is_personal)
    }
    return Submission(values, typed.papers)


def tidy(kind: FieldKind | None, text: str) -> str:
    """Take out what people write and machines do not want: "Rp 1.500.000", "3171 0101 …"."""
    text = text.strip()
    match kind:
        case FieldKind.MONEY | FieldKind.INTEGER if _THOUSANDS.fullmatch(text):
            return re.sub(r"[^\d-]", "", text)
        case FieldKind.MONEY:
            return re.sub(r"^rp\.?\s*", "", text, flags=re.IGNORECASE)
        case FieldKind.NIK:
            return re.sub(r"[ .-]", "", text)
        case _:
            return text


def fields_at(procedure: Procedure, step: Step) -> list[Field]:
    """Fields that an answer at `step` may bring: its own, and for an applicant what may change."""
    if step.kind is not StepKind.APPLICANT:
        return list(step.fields)
    changeable = (f for f in procedure.form if f.id in step.changes or f.kind.is_contact)
    return [*step.fields, *changeable]


def all_fields(procedure: Procedure) -> list[Field]:
    """Every field of the SOP: a form that comes twice is read alike, though its step has closed."""
    return [*procedure.form, *(f for s in procedure.steps for f in s.fields)]


def papers_at(procedure: Procedure, step: Step) -> list[EntryRequirement]:
    """Papers that may be handed in at `step`."""
    return [r for r in procedure.requirements if r.id in step.changes]


def summary_of(
    faults: Mapping[str, str], labels: Mapping[str, str], *, prefix: str = ""
) -> list[tuple[str, str, str]]:
    """The list at the top of a form: anchor of the field, its label, and the fault."""
    return [
        (f"{prefix}{FIELD_PREFIX}{name}", labels[name], fault)
        for name, fault in faults.items()
        if name in labels
    ]


def _carries_token(request: Request, typed: Typed) -> bool:
    own = request.cookies.get(FORM_COOKIE, "")
    return bool(own) and compare_digest(own.encode(), typed.get(TOKEN_FIELD).encode())
