"""The loose pass: what is left between two sure pairs may pair on little."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from annotations.comparison.chain import Link
from annotations.comparison.features import Features
from annotations.comparison.scoring import Parts, chain_of, parts

LOOSE_SCORE: Final = 0.25
SUPPORT: Final = 0.18
LARGEST_GAP: Final = 400
"""How many pairs of sentences a gap may hold."""


def fill_gaps(look: Features, links: dict[Link, Parts]) -> None:
    """Pair what is left between two anchors if it fits a little and its neighbours support it."""
    chain = sorted(chain_of(look, links))
    used_a, used_b = {i for i, _ in links}, {j for _, j in links}
    ends = [(-1, -1), *chain, (len(look.a), len(look.b))]
    for (i0, j0), (i1, j1) in pairwise(ends):
        left_a = [i for i in range(i0 + 1, i1) if i not in used_a]
        left_b = [j for j in range(j0 + 1, j1) if j not in used_b]
        if len(left_a) * len(left_b) > LARGEST_GAP:
            continue
        ranked = []
        for i in left_a:
            for j in left_b:
                part = parts(look.a[i], look.b[j], look.weights)
                near = ((i - 1, j - 1) in links) + ((i + 1, j + 1) in links)
                rank = part.score + SUPPORT * near
                if part.score > 0 and rank >= LOOSE_SCORE:
                    ranked.append((-rank, (i, j), part))
        for _, link, part in sorted(ranked):
            if link[0] not in used_a and link[1] not in used_b:
                links[link] = part
                used_a.add(link[0])
                used_b.add(link[1])
