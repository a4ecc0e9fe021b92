from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.store import MemoryStore, Store, open_store
from tests.unit.store.material import article, cuts


@pytest.fixture(params=["memory", "tinydb"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Every store there is, new, with the article kept."""
    made: Store = MemoryStore() if request.param == "memory" else open_store(tmp_path / "project")
    made.freeze(article(), cuts())
    yield made
    made.close()


@pytest.fixture
def ana(store: Store) -> str:
    """Someone who has joined."""
    return store.join("Ana")
