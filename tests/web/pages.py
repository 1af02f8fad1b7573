"""A browser without scripts: follows forms as they stand on the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias

from starlette.testclient import TestClient

Fields: TypeAlias = Mapping[str, str | list[str]]
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
APPLICATION: Fields = {
    "isi.nama": "Rahmat Contoh",
    "isi.nik": "0000 0101 0190 0001",
    "isi.alamat": "Jalan Contoh 1, Kota Contoh",
    "isi.email": "rahmat@warga.example",
    "isi.keperluan": "kesehatan",
    "bukti": "KTP asli diperlihatkan",
    "syarat": ["pengantar", "ktp", "kk"],
}
COUNTER = "/buka/sktm/kecamatan-contoh"


@dataclass
class Form:
    """A form of a page with the values that stand in it."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """The forms of a page, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._area: tuple[str, str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(got.get("action", "")))
        if not self.found:
            return
        form, name = self.found[-1], got.get("name", "")
        if tag == "button" and name:
            form.buttons.append(got.get("value", ""))
        elif tag == "textarea":
            self._area = (name, "")
        elif tag == "input" and name:
            is_off = got.get("type") in ("radio", "checkbox") and "checked" not in got
            if not is_off:
                form.fields.setdefault(name, []).append(got.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area = (self._area[0], self._area[1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None:
            self.found[-1].fields.setdefault(self._area[0], []).append(self._area[1])
            self._area = None


@dataclass
class Answer:
    """A page that came back."""

    status_code: int
    text: str
    location: str
    headers: dict[str, str]

    @property
    def forms(self) -> list[Form]:
        return Forms(self.text).found

    def form(self, ending: str) -> Form:
        """The first form whose address ends so."""
        return next(f for f in self.forms if f.action.endswith(ending))


@dataclass
class Browser:
    """One visitor's cookies and what they do."""

    client: TestClient

    def get(self, address: str) -> Answer:
        return self._answer("GET", address, None, {})

    def post(
        self,
        address: str,
        typed: Fields | None = None,
        *,
        headers: Mapping[str, str] = SAME_ORIGIN,
        **more: str | list[str],
    ) -> Answer:
        return self._answer("POST", address, {**(typed or {}), **more}, headers)

    def send(self, form: Form, typed: Fields | None = None, **more: str | list[str]) -> Answer:
        """Send a form of a page with some of its fields typed anew."""
        return self.post(form.action, {**form.fields, **(typed or {}), **more})

    def open_case(self, typed: Fields | None = None, **more: str | list[str]) -> tuple[str, str]:
        """Open a case of the certificate; gives its number and tracking code."""
        return self.open_at(COUNTER, {**APPLICATION, **(typed or {}), **more})

    def open_at(self, address: str, typed: Fields) -> tuple[str, str]:
        """Open a case at the counter; gives its number and tracking code."""
        answer = self.send(self.counter(address), typed)
        assert answer.status_code == 303, answer.text
        receipt = self.get(answer.location)
        codes = receipt.text.split('class="code')
        return _inside(codes[1]), _inside(codes[2])

    def counter(self, address: str = COUNTER) -> Form:
        """The blank form of a service at the counter."""
        form = next(f for f in self.get(address).forms if "kunci" in f.fields)
        form.action = address
        return form

    def give(self, number: str, answer: str, **fields: str | list[str]) -> Answer:
        """Open the page of a case and press the button of an answer."""
        form = self.get(f"/berkas/{number}").form("/jawab")
        return self.send(form, fields, jawaban=answer)

    def _answer(
        self, method: str, address: str, typed: Fields | None, headers: Mapping[str, str]
    ) -> Answer:
        got = self.client.request(method, address, data=typed, headers=headers)
        found = {name.lower(): value for name, value in got.headers.items()}
        return Answer(got.status_code, got.text, found.get("location", ""), found)


def _inside(text: str) -> str:
    return text[text.index(">") + 1 : text.index("<")]
