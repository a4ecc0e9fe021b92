"""The real store over tables in memory leaves nothing anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.store import Change, Mark
from annotations.store.in_memory import in_memory
from tests.unit.store.material import article, cuts


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where a folder of its name would be; closed, it takes nothing more."""
    monkeypatch.chdir(tmp_path)
    store = in_memory()
    store.freeze(article(), cuts())
    ana = store.join("Ana")
    sentence = article().sentence_id(cuts().span(0))
    store.annotate(ana, [Change(article().id, sentence, 0, Mark("claim"))])
    store.undo(ana)
    assert store.private is None
    store.close()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreError, match="closed"):
        store.join("Ben")
