from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from annotations.store import Store, open_store
from annotations.store.in_memory import in_memory
from tests.memory_store import MemoryStore
from tests.unit.store.material import article, cuts

STORES: Mapping[str, Callable[[Path], Store]] = {
    "model": lambda folder: MemoryStore(),
    "tinydb": open_store,
    "tinydb in memory": lambda folder: in_memory(),
}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Every store there is and the model of them, new, with the article kept."""
    made = STORES[request.param](tmp_path / "project")
    made.freeze(article(), cuts())
    yield made
    made.close()


@pytest.fixture
def ana(store: Store) -> str:
    """Someone who has joined."""
    return store.join("Ana")
