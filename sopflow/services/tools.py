"""What a worker works with."""

from dataclasses import dataclass

from sopflow.services.ports import Channels, DocumentMaker
from sopflow.store.store import Store


@dataclass(frozen=True, slots=True)
class Tools:
    """The store, the ways out of the house, and the address under which others reach it."""

    store: Store
    channels: Channels
    documents: DocumentMaker
    public_url: str
