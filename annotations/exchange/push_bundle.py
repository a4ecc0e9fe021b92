"""Writing a bundle: an exchange in one file, for a stick or a mail."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from annotations.config import Config
from annotations.errors import ExchangeError
from annotations.exchange.article_file import corpus_json
from annotations.exchange.layout import (
    ATTRIBUTES,
    GIT_ATTRIBUTES,
    GUIDELINE,
    PROJECT,
    Sent,
    article_file,
    by_person,
    event_file,
    guideline_md,
    project_file,
    project_json,
    signature_file,
)
from annotations.exchange.places import readable
from annotations.exchange.read import Head, read_from
from annotations.exchange.signing import by_device, own_vouchers
from annotations.exchange.vouchers import voucher_of
from annotations.store import Store
from annotations.store.engine import disk

_DAY_ONE = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a bundle: the same content is the same bytes."""

_head_of = msgspec.json.Decoder(Head).decode


def push_bundle(store: Store, target: Path, config: Config, *, own: bool, articles: bool) -> Sent:
    """Write a bundle, in place of one that holds nothing else; see `push`."""
    streams = [
        (event_file(person, stream.device), lines)
        for stream in store.streams()
        if stream.is_ours or not own
        for person, lines in by_person(store.lines(stream.device)).items()
    ]
    known = {one for _, lines in streams for one in lines}
    before = _before(store, target)
    kept = list(store.articles(first_cut=True)) if articles else []
    vouchers, why_not = own_vouchers(store)
    if not own:
        vouchers += [one for one in map(voucher_of, store.vouchers()) if one]
    files: list[tuple[str, bytes]] = [
        (PROJECT, project_json(project_file(store.project_id, config))),
        (GUIDELINE, guideline_md(config)),
        (ATTRIBUTES, "\n".join((*GIT_ATTRIBUTES, "")).encode()),
        *((name, b"".join(line + b"\n" for line in lines.values())) for name, lines in streams),
        *(
            (signature_file(device), b"".join(one.line() + b"\n" for one in signed))
            for device, signed in by_device(vouchers).items()
        ),
        *((article_file(one.article.id), corpus_json(one)) for one in kept),
    ]
    disk.replace(target, [zipped(files)])
    return Sent(
        target=str(target),
        project=store.project_id,
        events=len(known),
        new=len(known - before),
        articles=len(kept),
        people=len({name.split("/")[1] for name, _ in streams}),
        notes=(why_not,) if why_not else (),
    )


def _before(store: Store, target: Path) -> frozenset[str]:
    """The events of a bundle that is there already, and may be replaced.

    Raises:
        ExchangeError: If it is none, or holds what this project does not have.
    """
    if not target.exists():
        return frozenset()
    try:
        with readable(target) as source:
            found = read_from(source, str(target))
    except ExchangeError as error:
        raise ExchangeError(f"{error} It stays as it is: name another file.") from error
    before = frozenset(_head_of(line).id for line in found.lines)
    here = {_head_of(line).id for stream in store.streams() for line in store.lines(stream.device)}
    if missing := before - here:
        raise ExchangeError(
            f"{target} holds {len(missing):,} events that this project does not have. Take them in "
            f"first (`slugline bundle pull {target}`), or name another file."
        )
    return before


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files as an archive: the same files are the same bytes."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, data in files:
            member = ZipInfo(name, _DAY_ONE)
            member.compress_type = ZIP_DEFLATED
            member.external_attr = 0o100644 << 16
            packed.writestr(member, data)
    return out.getvalue()
