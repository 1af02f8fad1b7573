"""What changes from one version of an SOP to the next, in people's words; lost duties first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sopflow.domain import difference_whole
from sopflow.domain.difference_words import Telling, joined, told
from sopflow.domain.machines import Machine, Obligation
from sopflow.domain.procedures import Procedure, Step
from sopflow.domain.renames import renames
from sopflow.domain.words import EndId, StepId, Text


class Topic(StrEnum):
    """What a difference is about, in the order in which a reader wants to know."""

    OBLIGATION = "obligation"
    STEP = "step"
    WAY = "way"
    ROLE = "role"
    TIME = "time"
    PAPER = "paper"
    NOTICE = "notice"
    WORDS = "words"


class Change(StrEnum):
    """How it differs; of an obligation `REMOVED` means that it was lost."""

    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `before` and `after` are there for what changed."""

    topic: Topic
    change: Change
    what: Text
    before: Text | None = None
    after: Text | None = None

    @property
    def is_loss(self) -> bool:
        """Somebody who had to act before an end no longer has to."""
        return self.topic is Topic.OBLIGATION and self.change is Change.REMOVED


def differences(old: Machine, new: Machine) -> tuple[Difference, ...]:
    """Compare two versions: lost obligations first, then gained ones, then all else by topic."""
    found = [*_obligations(old, new), *_procedures(old.procedure, new.procedure)]
    topics, changes = list(Topic), list(Change)
    found.sort(key=lambda d: (topics.index(d.topic), changes.index(d.change)))
    return tuple(found)


def _obligations(old: Machine, new: Machine) -> Iterator[Difference]:
    now = renames(old.procedure, new.procedure)
    twins = _twins(old.procedure, new.procedure)
    kept_ends = {end: twin for end, twin in twins.items() if twin is not None}
    for obligation in old.compiled.obligations:
        twin = kept_ends.get(obligation.end)
        if twin is not None and not _is_kept(_renamed(obligation, now), new.obligations_of(twin)):
            what = Telling(old.procedure, old.procedure).obligation(obligation)
            yield Difference(Topic.OBLIGATION, Change.REMOVED, what)
    back = {twin: end for end, twin in kept_ends.items()}
    for obligation in new.compiled.obligations:
        before = back.get(obligation.end)
        others = [_renamed(o, now) for o in old.obligations_of(before)] if before else []
        if not _is_kept(obligation, others):
            what = Telling(new.procedure, new.procedure).obligation(obligation)
            yield Difference(Topic.OBLIGATION, Change.ADDED, what)


def _renamed(obligation: Obligation, now: Mapping[StepId, StepId]) -> Obligation:
    return replace(obligation, steps=tuple(now.get(s, s) for s in obligation.steps))


def _twins(old: Procedure, new: Procedure) -> dict[EndId, EndId | None]:
    """Find each end again: by its id, or as the only new one with its result."""
    known = {e.id for e in old.ends}
    fresh = [e for e in new.ends if e.id not in known]
    found: dict[EndId, EndId | None] = {}
    for end in old.ends:
        same = [e.id for e in new.ends if e.id == end.id]
        alike = [e.id for e in fresh if e.result == end.result]
        found[end.id] = same[0] if same else alike[0] if len(alike) == 1 else None
    return found


def _is_kept(obligation: Obligation, others: Iterable[Obligation]) -> bool:
    """Say whether another version asks the same: a step of it, and nobody else in its stead."""
    return any(
        set(other.roles) <= set(obligation.roles) and set(other.steps) & set(obligation.steps)
        for other in others
    )


def _procedures(old: Procedure, new: Procedure) -> Iterator[Difference]:
    before, after = Telling(old, new), Telling(new, new)
    names = renames(old, new)
    known, now = {names.get(s.id, s.id): s for s in old.steps}, {s.id: s for s in new.steps}
    for step in (s for i, s in known.items() if i not in now):
        yield Difference(Topic.STEP, Change.REMOVED, Telling(old, old).step(step))
    for step in new.steps:
        if step.id in known:
            yield from _step(known[step.id], step, before, after)
        else:
            yield Difference(Topic.STEP, Change.ADDED, after.step(step))
    yield from _tables(before, after)
    for topic, what, look in _WHOLE:
        yield from _changed(topic, what, told(look(before)), told(look(after)))


def _step(old: Step, new: Step, before: Telling, after: Telling) -> Iterator[Difference]:
    head = after.step(new)
    for topic, what, look in _OF_A_STEP:
        one, two = look(before, old), look(after, new)
        label = Text(f"{head.id}: {what.id}", f"{head.en}: {what.en}")
        yield from _changed(topic, label, told(one), told(two))
    yield from _ways(head, _answers(old, before), _answers(new, after))


_Ways = Mapping[str, tuple[Text, tuple[Text, ...]]]


def _answers(step: Step, telling: Telling) -> _Ways:
    return {a.id: (a.label, telling.way(a)) for a in step.answers}


def _ways(head: Text, old: _Ways, new: _Ways) -> Iterator[Difference]:
    """Compare the answers of a step; of one that changed only the parts that differ are told."""
    for answer in (*old, *(a for a in new if a not in old)):
        label, _ = new.get(answer) or old[answer]
        before, after = (side[answer][1] if answer in side else () for side in (old, new))
        what = Text(f"{head.id}: jawaban “{label.id}”", f"{head.en}: answer “{label.en}”")
        if answer not in new:
            yield Difference(Topic.WAY, Change.REMOVED, what, before=joined(before))
        elif answer not in old:
            yield Difference(Topic.WAY, Change.ADDED, what, after=joined(after))
        else:
            gone = told(tuple(part for part in before if part not in after))
            come = told(tuple(part for part in after if part not in before))
            yield from _changed(Topic.WAY, what, gone, come)


def _tables(before: Telling, after: Telling) -> Iterator[Difference]:
    """Compare what has an id or is a pair: roles, papers, fields, documents, ends, notices."""
    rows: tuple[tuple[Topic, str, str, Callable[[Telling], Mapping[str, Text]]], ...] = (
        (Topic.ROLE, "pelaksana", "role", lambda t: t.roles()),
        (Topic.PAPER, "persyaratan", "paper", lambda t: t.requirements()),
        (Topic.PAPER, "isian", "field", lambda t: t.fields()),
        (Topic.PAPER, "dokumen", "document", lambda t: t.documents()),
        (Topic.WAY, "akhir", "end", lambda t: t.ends()),
        (Topic.WAY, "blok", "block", lambda t: t.blocks()),
        (Topic.NOTICE, "pemberitahuan", "notice", lambda t: t.notices()),
    )
    for topic, local, english, look in rows:
        yield from _values(topic, look(before), look(after), _named(local, english))


def _named(local: str, english: str) -> Callable[[str], Text]:
    return lambda name: Text(f"{local} {name}", f"{english} {name}")


def _values(
    topic: Topic,
    old: Mapping[str, Text],
    new: Mapping[str, Text],
    named: Callable[[str], Text],
) -> Iterator[Difference]:
    """Compare two tables of words by id, in the order of the file."""
    for name, words in old.items():
        if name not in new:
            yield Difference(topic, Change.REMOVED, named(name), before=words)
        else:
            yield from _changed(topic, named(name), words, new[name])
    for name, words in new.items():
        if name not in old:
            yield Difference(topic, Change.ADDED, named(name), after=words)


def _changed(topic: Topic, what: Text, old: Text, new: Text) -> Iterator[Difference]:
    if old != new:
        yield Difference(topic, Change.CHANGED, what, old, new)


_StepLook = Callable[[Telling, Step], object]
_OF_A_STEP: tuple[tuple[Topic, Text, _StepLook], ...] = (
    (Topic.ROLE, Text("pelaksana", "role"), lambda t, s: t.role(s.role)),
    (Topic.TIME, Text("waktu", "time"), lambda _, s: s.standard.duration),
    (Topic.TIME, Text("batas pemohon", "the applicant's limit"), lambda t, s: t.limit(s)),
    (Topic.TIME, Text("jam layanan", "service clock"), lambda t, s: t.clock(s)),
    (Topic.TIME, Text("tangga pengingat", "reminders"), lambda t, s: t.ladder(s)),
    (Topic.STEP, Text("tanda pengenal", "id"), lambda _, s: s.id),
    (Topic.STEP, Text("jenis kegiatan", "kind of step"), lambda _, s: s.kind),
    (Topic.STEP, Text("yang dinilai", "what it judges"), lambda t, s: t.items(s.judges)),
    (Topic.STEP, Text("yang diubah", "what it changes"), lambda t, s: t.items(s.changes)),
    (Topic.STEP, Text("hasil yang tetap", "results that stand"), lambda _, s: tuple(s.stands)),
    (Topic.STEP, Text("syarat", "required papers"), lambda t, s: t.items(s.requires)),
    (Topic.STEP, Text("opsional", "optional"), lambda _, s: s.optional_reason),
    (Topic.STEP, Text("mengatasi", "overrules"), lambda _, s: s.decides_over),
    (Topic.STEP, Text("kewajiban bersama", "shared duty"), lambda _, s: s.shared_obligation),
    (Topic.STEP, Text("setelah", "comes after"), lambda _, s: s.after),
    (Topic.ROLE, Text("suara panel", "votes of the panel"), lambda t, s: t.panel(s)),
    (Topic.ROLE, Text("orang berbeda", "other person than at"),
     lambda t, s: tuple(t.place(o) for o in s.different_from)),
    (Topic.ROLE, Text("orang sama", "same person as at"),
     lambda t, s: tuple(t.place(o) for o in s.same_as)),
    (Topic.ROLE, Text("benturan kepentingan", "conflict of interest"),
     lambda t, s: t.conflict(s)),
    (Topic.NOTICE, Text("tembusan", "copies to"), lambda t, s: t.named(s.copied_to)),
    (Topic.STEP, Text("yang ditunggu", "what is awaited"), lambda t, s: t.awaited(s)),
    (Topic.STEP, Text("isian", "fields"), lambda _, s: tuple(f.label for f in s.fields)),
    (Topic.WAY, Text("aturan", "rules"), lambda _, s: tuple(f"{r.condition or 'selainnya'}: "
                                                            f"{r.answer}" for r in s.rules)),
    (Topic.WORDS, Text("kegiatan", "activity"), lambda _, s: s.activity),
    (Topic.WORDS, Text("pertanyaan", "question"), lambda _, s: s.question),
    (Topic.WORDS, Text("kelengkapan", "inputs"), lambda _, s: s.standard.inputs),
    (Topic.WORDS, Text("keluaran", "output"), lambda _, s: s.standard.output),
    (Topic.WORDS, Text("keterangan", "remark"), lambda _, s: s.remark),
)  # fmt: skip
_WHOLE: tuple[tuple[Topic, Text, Callable[[Telling], object]], ...] = (
    (Topic.TIME, Text("janji layanan", "the promised time"), lambda t: t.promise()),
    (Topic.ROLE, Text("pemisahan", "separation of persons"), lambda t: t.separations()),
    (Topic.WAY, Text("tabel angka", "tables of numbers"), lambda t: t.tables()),
    (Topic.WAY, Text("penarikan", "withdrawal"), lambda t: t.withdrawal()),
    (Topic.WAY, Text("pembatalan", "cancellation"), difference_whole.cancellation),
    (Topic.WAY, Text("bila janji lewat", "on silence"), difference_whole.silence),
    (Topic.WAY, Text("pembukaan", "who opens a case"), difference_whole.opening),
    (Topic.WORDS, Text("judul", "title"), lambda t: t.procedure.identity.title),
    (Topic.WORDS, Text("dasar hukum", "legal basis"), lambda t: t.procedure.identity.legal_basis),
    (Topic.WORDS, Text("peringatan", "warning"), lambda t: t.procedure.identity.warning),
    (Topic.WORDS, Text("biaya", "fee"), lambda t: t.procedure.standard.fee),
    (Topic.WORDS, Text("produk", "product"), lambda t: t.procedure.standard.product),
    (Topic.WORDS, Text("pengaduan", "complaints"), lambda t: t.procedure.standard.complaints),
    (Topic.WORDS, Text("disahkan oleh", "ratified by"),
     lambda t: t.procedure.identity.ratified_by.name),
    (Topic.WORDS, Text("tanggal berlaku", "in force from"),
     lambda t: t.procedure.identity.effective_on),
    (Topic.WORDS, Text("berlaku untuk", "in force at"),
     lambda t: t.procedure.scope.unit or t.procedure.scope.unit_kind),
)  # fmt: skip
