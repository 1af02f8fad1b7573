"""4xx: decision tables and tables of numbers."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error, warning

_EXAMPLE = (
    "tabel:\n  cara: unik\n  masukan: [formulir.luas]\n  baris:\n"
    '    - { bila: "< 10", ke: kecil }\n    - { bila: ">= 10", ke: besar }'
)

TABLES: Mapping[str, Entry] = {
    "SOP450": error(
        (
            "Sel `{value}` tidak cocok dengan `{input}`.",
            "The cell `{value}` does not fit `{input}`.",
        ),
        (
            '{near}Angka: `5`, `< 10`, `10..50`, `10..<50`; pilihan: nilainya; `"-"` apa saja.',
            '{near_en}Numbers: `5`, `< 10`, `10..50`, `10..<50`; choices: a value; `"-"` any.',
        ),
        _EXAMPLE,
        breaks_flow=True,
    ),
    "SOP451": error(
        (
            "Tabel angka `{about}` tidak dapat melihat jawaban `{name}`.",
            "The table of numbers `{about}` cannot look at the answer `{name}`.",
        ),
        (
            "Pakai isian formulir atau langkah; jawaban dipakai dalam aturan.",
            "Use fields of the form or of steps; answers belong into rules.",
        ),
        "masukan: [formulir.luas, isian.lokasi]",
        breaks_flow=True,
    ),
    "SOP452": error(
        (
            "Baris tabel `{about}` punya {found} sel untuk {wanted} masukan.",
            "The row of `{about}` has {found} cells for {wanted} inputs.",
        ),
        ("Satu sel tiap masukan, urut.", "One cell for each input, in their order."),
        'masukan: [formulir.luas, formulir.jenis]\nbaris:\n  - { bila: ["< 10", papan], ke: a }',
        breaks_flow=True,
    ),
    "SOP453": error(
        (
            "Tabel `{about}` tidak menjawab {sample}.",
            "The table `{about}` does not answer {sample}.",
        ),
        (
            "Tambahkan baris untuknya, atau `selainnya`.",
            "Add a row for it, or `selainnya`.",
        ),
        _EXAMPLE,
    ),
    "SOP454": error(
        (
            "Baris {first} dan {second} tabel `{about}` sama-sama berlaku untuk {sample}.",
            "Rows {first} and {second} of `{about}` both hold for {sample}.",
        ),
        (
            "Pisahkan baris-barisnya, atau tulis `cara: pertama`.",
            "Let the rows differ, or write `cara: pertama`.",
        ),
        _EXAMPLE,
    ),
    "SOP455": error(
        (
            "Tabel `{about}` terlalu besar untuk diperiksa: lebih dari {maximum}.",
            "The table `{about}` is too large to be checked: more than {maximum}.",
        ),
        ("Pecah menjadi beberapa tabel.", "Split it into several tables."),
        "# dua tabel dengan dua masukan, bukan satu tabel dengan sepuluh",
    ),
    "SOP456": error(
        (
            "Baris {row} tabel `{about}` tidak pernah menentukan apa pun.",
            "Row {row} of `{about}` never decides anything.",
        ),
        (
            "Hapus, atau pindahkan ke atas baris yang menutupinya.",
            "Remove it, or move it above the row that covers it.",
        ),
        'baris:\n  - { bila: "-", ke: a }\n  - { bila: "< 10", ke: b }   # tidak pernah',
    ),
    "SOP457": warning(
        (
            "`selainnya` pada tabel `{about}` tidak pernah terjadi.",
            "`selainnya` of the table `{about}` never happens.",
        ),
        ("Hapus: baris-barisnya sudah lengkap.", "Remove it: the rows are complete."),
        _EXAMPLE,
    ),
    "SOP458": error(
        (
            "`kumpul` dan `gabung` pada `{about}` hanya untuk tabel angka, dan selalu berdua.",
            "`kumpul` and `gabung` of `{about}` are for tables of numbers, both or neither.",
        ),
        (
            "Tulis `cara: unik` atau `pertama`; atau `cara: kumpul` dengan `gabung: jumlah`.",
            "Write `cara: unik` or `pertama`; or `cara: kumpul` with `gabung: jumlah`.",
        ),
        "tabel:\n  biaya: { cara: kumpul, gabung: jumlah, masukan: […], baris: […] }",
    ),
    "SOP459": error(
        ("`{value}` bukan angka.", "`{value}` is no number."),
        ("Tulis angkanya tanpa titik ribuan.", "Write it without thousands separators."),
        "nilai: 125000",
    ),
}
