"""A case in a terminal: where it stands, what happened, who signed as what."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from sopflow.cli.frame import STATE, say
from sopflow.cli.moments import at_words, due_words
from sopflow.domain.words import Text
from sopflow.reads.bills import BillRow, Standing
from sopflow.reads.views import CasePage, FactRow

CAPACITIES = {
    "definitive": Text("definitif", "definitive"),
    "plt": Text("Plt.", "acting (vacancy)"),
    "plh": Text("Plh.", "acting (absence)"),
    "mandate": Text("mandat", "mandate"),
    "applicant": Text("pemohon", "applicant"),
    "system": Text("sistem", "system"),
    "rule": Text("aturan", "rule"),
}


def page_lines(page: CasePage, now: datetime, zone: tzinfo) -> str:
    """Write a case as lines, with times on the clock of its unit, `zone`."""
    return "\n".join(_lines(page, now, zone))


def _lines(page: CasePage, now: datetime, zone: tzinfo) -> Iterator[str]:
    language = STATE.language
    yield f"{page.number}  {page.sop_title.in_(language)} ({page.sop_version})  {page.unit_name}"
    if page.end_label is not None:
        yield f"{say('Selesai', 'Finished')}: {page.end_label.in_(language)}"
    elif page.promise_due_at is not None:
        yield f"{say('Janji selesai', 'Promised by')}: {due_words(page.promise_due_at, now, zone)}"
    for step in page.open_steps:
        who = step.role_name.in_(language) if step.role_name else say("otomatis", "automatic")
        names = ", ".join(step.holders)
        yield (
            f"> {step.step}: {step.activity.in_(language)} - {who}"
            f"{f' ({names})' if names else ''}, {say('batas', 'due')} "
            f"{due_words(step.due_at, now, zone)}"
        )
    for id_, label, value, personal in page.fields:
        shown = "•••" if personal else value.in_(language)
        yield f"  {id_}: {label.in_(language)} = {shown}"
    if page.requirements:
        yield "  " + ", ".join(
            f"{'✓' if received else '-'} {label.in_(language)}"
            for _, label, received in page.requirements
        )
    yield ""
    for fact in page.facts:
        yield fact_line(fact, zone)
    yield from _besides(page)
    if page.actions:
        yield ""
        yield say("Yang boleh dilakukan:", "What may be done:")
        for action in page.actions:
            answer = action.answer
            yield f"  sopflow case advance {page.number} {answer.id} --step {action.step.id}" + (
                f" --note …  ({answer.label.in_(language)})"
                if answer.reason_required
                else f"  ({answer.label.in_(language)})"
            )


def _besides(page: CasePage) -> Iterator[str]:
    language = STATE.language
    for link in page.links:
        state = link.result or say("berjalan", "running")
        way = say("dari", "from") if link.is_from else say("berkas terkait", "linked case")
        yield f"  {way} {link.number} ({link.sop_code}): {state}"
    for bill in page.bills:
        yield f"  {say('tagihan', 'bill')} {bill.number}: Rp{bill.amount:,} ({_standing(bill)})"
    for copy in page.copies:
        read = ", ".join(copy.readers) or say("belum dibaca", "not read yet")
        name = copy.role_name.in_(language)
        yield f"  {say('tembusan', 'copy')} {copy.of_seq}: {name} ({read})"


def fact_line(fact: FactRow, zone: tzinfo) -> str:
    """One record of the trail: number, time, what, who, in which capacity."""
    language = STATE.language
    what = fact.activity.in_(language) if fact.activity else _kind(fact)
    if fact.answer_label is not None:
        what += f": {fact.answer_label.in_(language)}"
    note = f"\n       {say('alasan', 'reason')}: {fact.note}" if fact.note else ""
    at = at_words(fact.recorded_at, zone, seconds=True)
    return f"{fact.seq:>3}  {at}  {what}\n       {who(fact)}{note}"


def _kind(fact: FactRow) -> str:
    """What a record that moves no case says."""
    match fact.kind:
        case "notice":
            channel = fact.public.get("channel", "")
            return say(f"Pemberitahuan sampai ({channel})", f"Notice delivered ({channel})")
        case "claim" if fact.public.get("released"):
            return say("Kegiatan dilepas", "Step given back")
        case "claim":
            return say("Kegiatan diambil", "Step taken on")
        case "acknowledgement":
            seq = fact.public.get("of_seq")
            return say(f"Tembusan catatan {seq} dibaca", f"Copy of record {seq} read")
        case "conflict":
            return say("Benturan kepentingan dinyatakan", "Conflict of interest declared")
        case "event" if "called" in fact.public:
            opened, sop = fact.public.get("case"), fact.public.get("called")
            return say(f"Memanggil SOP {sop}: {opened}", f"Called the SOP {sop}: {opened}")
        case "payment":
            amount = f"Rp{fact.public.get('amount', 0):,}"
            return say(f"Pembayaran {amount} diterima", f"Payment of {amount} received")
        case _:
            return say("Catatan", "Note")


def _standing(bill: BillRow) -> str:
    words = {
        Standing.OPEN: say(f"sisa Rp{bill.rest:,}", f"Rp{bill.rest:,} left"),
        Standing.PAID: say("lunas", "paid"),
        Standing.CONFIRMED: say("dipastikan dengan tangan", "confirmed by hand"),
        Standing.UNPAID: say("tidak dibayar", "not paid"),
    }
    surplus = say(f", lebih Rp{bill.surplus:,}", f", Rp{bill.surplus:,} too much")
    return words[bill.standing] + (surplus if bill.surplus else "")


def who(fact: FactRow) -> str:
    """Who acted, by which post and in which capacity; and who entered it for them."""
    language = STATE.language
    words = CAPACITIES.get(fact.capacity, Text(fact.capacity, fact.capacity)).in_(language)
    if fact.position_name is not None:
        line = f"{fact.person_name or '-'}, {fact.position_name}, {fact.unit_name} ({words})"
    elif fact.actor_class in ("system", "rule"):
        line = f"sopflow ({words})"
    else:
        line = words
    if fact.entered_by_name:
        line += f", {say('dicatat oleh', 'entered by')} {fact.entered_by_name}"
    return line
