"""What people said of stories: which article belongs to which, and what a story is called."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from zlib import crc32

import msgspec

from annotations.articles.corpus import Card

MADE = "made/"
"""How the keys of stories begin that people made."""

LASTING = (MADE, "story/")
"""How keys begin that every copy of a corpus has, wherever it lies, and whatever is added to it."""


class Placement(msgspec.Struct, frozen=True):
    """Where somebody put an article."""

    story: str
    """The key of the story."""
    whole: bool = False
    """Whether the story that it was found in went there as a whole: what is found to belong to
    that one later goes there as well."""
    places: tuple[str, ...] = ()
    """As of `places_of`: where its next version will be."""
    at: str = ""
    """When, by the hybrid clock."""
    article: str = ""
    """The id of the article that it was said about, which may be an earlier version."""
    earlier: tuple[str, ...] = ()
    """Ids of other versions that are gone, of which something was said as well."""


class ByHand(msgspec.Struct, frozen=True):
    """All that people said of the stories of a project."""

    placements: Mapping[str, Placement] = MappingProxyType({})
    """By article id."""
    names: Mapping[str, str] = MappingProxyType({})
    """By the key of the story."""
    disputed: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """By article id the keys of the stories that others put it into who did not know of each
    other; the placement is the last one."""

    def __bool__(self) -> bool:
        return bool(self.placements or self.names)


NOTHING_SAID = ByHand()


def placed(cards: Iterable[Card], by_hand: ByHand) -> dict[str, Placement]:
    """Where the articles of a corpus were put, by id; those that nobody put anywhere are left out.

    An article that is no longer there is followed by what took its place: the one article of its
    address, or in its file. Of several that were there before, the one put somewhere last counts.
    """
    placements = by_hand.placements
    if not placements:
        return {}
    corpus = cards if isinstance(cards, Sequence) else list(cards)
    ids = {card.article_id for card in corpus if card.article_id in placements}
    here = {id_: placements[id_] for id_ in sorted(ids)}
    before: dict[str, list[Placement]] = {}
    for one in (one for id_, one in placements.items() if id_ not in ids):
        for place in one.places:
            before.setdefault(place, []).append(one)
    return _in_their_places(corpus, here, before) if before else here


def _in_their_places(
    corpus: Iterable[Card],
    here: Mapping[str, Placement],
    before: Mapping[str, Sequence[Placement]],
) -> dict[str, Placement]:
    """Placements of a corpus, articles included that stand alone where others were before."""
    there: dict[str, list[str]] = {}
    sums = {place[:_SUM] for place in before}
    for card in corpus:
        # Of a million articles almost none is there: the sum is a tenth of the work of the hash.
        names = [name for name in _names(card) if _sum(name) in sums]
        for place in map(_place, names):
            if place in before:
                there.setdefault(place, []).append(card.article_id)
    former: dict[str, list[Placement]] = {}
    for place, ids in there.items():
        if len(ids) == 1:
            former.setdefault(ids[0], []).extend(before[place])
    found = dict(here)
    for id_, several in former.items():
        last = max(several, key=lambda one: (one.at, one.article))
        others = tuple(sorted({one.article for one in several}))
        found[id_] = msgspec.structs.replace(found.get(id_, last), earlier=others)
    return found


def places_of(card: Card) -> tuple[str, ...]:
    """Where the next version of an article will be: its file in its folder, and its address.

    As hashes, since they go to colleagues: paths and addresses of this machine do not.
    """
    return tuple(map(_place, _names(card)))


def _names(card: Card) -> list[bytes]:
    """A card's places before they are hashed."""
    folder, _, name = card.path.replace("\\", "/").rpartition("/")
    names = [f"file {folder.rpartition('/')[2]}/{name}"] if name else []
    if card.url:
        host, slash, rest = card.url.strip().rstrip("/").rpartition("://")[2].partition("/")
        # A front page is the address of no article; names and passwords are nobody's business.
        names += [f"at {host.rpartition('@')[2]}/{rest}"] if slash else []
    return [one.encode(errors="surrogatepass") for one in names]


def _place(name: bytes) -> str:
    return _sum(name) + hashlib.blake2b(name, digest_size=8).hexdigest()


_SUM = 8


def _sum(name: bytes) -> str:
    return f"{crc32(name):08x}"


def new_key(article_ids: Iterable[str], taken: Mapping[str, Placement]) -> str:
    """The key of a story that somebody makes of these articles.

    Two people who make the same story, not knowing of each other, make one.

    Args:
        article_ids: What it begins with.
        taken: Where articles were put so far: no other article may have the key already.
    """
    ids = set(article_ids)
    digest = hashlib.blake2b("\n".join(sorted(ids)).encode(), digest_size=8).hexdigest()
    in_use = {one.story for id_, one in taken.items() if id_ not in ids}
    key, number = MADE + digest, 2
    while key in in_use:
        key, number = f"{MADE}{digest}-{number}", number + 1
    return key
