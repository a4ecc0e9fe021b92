"""What is known of a case, in words: votes, decision, remarks, agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.plurals import count
from annotations.review.model import Filter
from annotations.review.wording import CAUSES, DECISIONS, REASONS, STATES
from tui.keys import readable
from tui.review.reason_keys import REASON_KEYS
from tui.widgets.votes_panel import Opinion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from annotations.agreement import Report
    from annotations.labels import Label, LabelScheme
    from annotations.review.model import Case, Gold, Lettered
    from annotations.review.precedents import Similar
    from annotations.review.review import Review
    from annotations.review.statements import Comment, Objection
    from tui.widgets.glyphs import Glyphs


_NAMED = 32
"""Letters by which a sentence is named."""


def opinions(lettered: Iterable[Lettered], scheme: LabelScheme, me: str) -> Iterator[Opinion]:
    """What each person said, under a letter, a name, or `mine` and `theirs`."""
    for letter, ballot, name in lettered:
        label = scheme.find(ballot.label) if ballot.label else None
        marks = [
            "unsure" if ballot.unsure else "",
            ballot.source if ballot.source not in ("own", "imported") else "",
        ]
        who = f"{name} (you)" if name and ballot.person == me else name or letter
        yield Opinion(who, label, ", ".join(filter(None, marks)), ballot.note)


def key_of(keys: Mapping[str, str], id_: str) -> str:
    """The first key of an action, for people."""
    key = readable(keys[id_].split(",")[0])
    return "esc" if key == "escape" else key


def fits(one: Opinion, room: int) -> bool:
    """Whether an opinion can be read whole in so many cells."""
    label = one.label.title if one.label else "no label"
    return len(one.who) + len(label) + len(one.marks) + len(one.note) + 10 <= room


def decided(gold: Gold | None, scheme: LabelScheme, glyphs: Glyphs) -> tuple[str, Label | str]:
    """What was decided, and its colour."""
    if gold is None:
        return glyphs.to, "faint"
    if gold.decision == "label":
        label = scheme.find(gold.label)
        return label.title, label
    return DECISIONS.get(gold.decision, gold.decision), "warning"


def verdict_line(
    case: Case,
    scheme: LabelScheme,
    names: Mapping[str, str],
    me: str,
    similar: Sequence[Similar],
    rules: Mapping[str, str],
    glyphs: Glyphs,
) -> Iterator[tuple[str, Label | str]]:
    """Who decided what and why, and how others like it were decided.

    Args:
        case: The case.
        scheme: The labels.
        names: Display names by person.
        me: Who reviews.
        similar: What was decided about cases like it.
        rules: The text of each rule, by its id.
        glyphs: The signs.
    """
    gold = case.gold
    who = "you" if gold is None or gold.by == me else names.get(gold.by, gold.by)
    yield who, "faint"
    yield decided(gold, scheme, glyphs)
    if gold is not None and gold.is_conflict:
        rivals = ", ".join(scheme.find(one).title if one else one for one in gold.rivals)
        yield f"against {rivals}", "error"
    yield "reason", "faint"
    yield (REASONS[gold.reason], "") if gold and gold.reason else (glyphs.to, "faint")
    if gold is not None and gold.rule:
        yield gold.rule, "accent"
    if similar:
        yield "similar, adjudicated:", "faint"
        yield from _similar(similar, scheme, rules)


def _similar(
    similar: Sequence[Similar], scheme: LabelScheme, rules: Mapping[str, str]
) -> Iterator[tuple[str, Label | str]]:
    """The two commonest outcomes, each with the first rule that it followed."""
    for one in similar[:2]:
        label = None if one.label in DECISIONS else scheme.find(one.label)
        yield f"{len(one.precedents)} ×", ""
        yield (label.title, label) if label else (DECISIONS[one.label], "warning")
        if one.rules:
            yield f"({one.rules[0]} {rules.get(one.rules[0], '')})", "faint"


def remarks(
    case: Case,
    cut: Sequence[Opinion],
    comments: Sequence[Comment],
    objections: Sequence[Objection],
    names: Mapping[str, str],
    glyphs: Glyphs,
) -> Iterator[tuple[str, str]]:
    """Why it is looked at where that is not plain to see, what was objected, what was said.

    Args:
        case: The case.
        cut: Opinions whose notes do not fit beside them.
        comments: Of its sentence, the oldest first.
        objections: To what was decided about it, now or before.
        names: Display names by person.
        glyphs: The signs.
    """
    for said in objections:
        if said.person in case.objections:
            yield f"{names.get(said.person, said.person)} objects: {said.text}", "error"
    plain = {"disagreement", "objection", "decided", "commented", "unsure"}
    for why in case.why:
        if why not in plain:
            yield CAUSES[why], "warning"
    if case.state == "deferred":
        yield "left for later", "warning"
    for one in cut:
        yield f"{one.who}: {glyphs.open_quote}{one.note}{glyphs.close_quote}", ""
    for comment in reversed(comments):
        yield f"{glyphs.note} {names.get(comment.person, comment.person)}: {comment.text}", ""


def asks_why(
    last: Case | None, text: str, scheme: LabelScheme, keys: Mapping[str, str], glyphs: Glyphs
) -> Iterator[tuple[str, Label | str]]:
    """What was decided just now, and the keys that say why people differed.

    Args:
        last: What was decided; None once another sentence was gone to.
        text: Its words.
        scheme: The labels.
        keys: The keys of every action by id.
        glyphs: The signs.
    """
    if last is None:
        return
    yield f"of {quoted(text, glyphs)}:", "faint"
    yield decided(last.gold, scheme, glyphs)
    if last.gold is not None and last.gold.reason:
        yield REASONS[last.gold.reason], ""
        return
    yield "why?", "accent"
    for id_, reason in REASON_KEYS.items():
        yield readable(keys[id_].split(",")[0]), "accent"
        yield reason, "faint"


def quoted(text: str, glyphs: Glyphs) -> str:
    """The first words of a sentence, to name it by."""
    words = " ".join(text.split())
    short = words if len(words) <= _NAMED else f"{words[: _NAMED - 1].rstrip()}{glyphs.cut}"
    return f"{glyphs.open_quote}{short}{glyphs.close_quote}"


def why_empty(review: Review, only: Filter, filter_key: str) -> str:
    """Why there is nothing to look at, and where there is something.

    Args:
        review: The review.
        only: What its list is narrowed to.
        filter_key: The key that narrows it.
    """
    counts = review.counts()
    later = f"{count(counts.deferred, 'sentence')} left for later: {filter_key} lists them."
    if only != Filter() and counts.open:
        return f"Nothing like that is open; {filter_key}, everything open: {counts.open:,}."
    if counts.deferred and only.states == ("open",):
        return f"Everything else is adjudicated. {later}"
    if len(review.people) < 2:
        return "Nobody else has labelled: `slugline bundle pull` brings labels of colleagues."
    if not counts.disagreements and not counts.unanimous:
        return "No sentence was labelled by two people yet."
    if not counts.disagreements:
        agreed = count(counts.unanimous, "sentence")
        return f"Nobody differs: the same label on {agreed} by all who gave one."
    return "Everything is adjudicated."


def cause(case: Case) -> str:
    """Why a case is looked at, for the title; empty where it lies between two labels."""
    return "" if case.pair != ("", "") and case.is_disagreement else CAUSES[case.why[0]]


def torn(case: Case, scheme: LabelScheme) -> tuple[Label, ...]:
    """The labels that a case lies between."""
    return tuple(scheme.find(one) for one in case.pair if one) if case.is_disagreement else ()


def narrowed(
    only: Filter, scheme: LabelScheme, names: Mapping[str, str], titles: Mapping[str, str]
) -> str:
    """What a list of cases is narrowed to, in words; empty where it is not."""
    parts = []
    if only.labels:
        parts.append(" / ".join(scheme.find(one).title for one in only.labels))
    for people in (only.people, only.both):
        if people:
            parts.append(" and ".join(names.get(one, one) for one in people))
    if only.person:
        parts.append(names.get(only.person, only.person))
    if only.article_id:
        parts.append(titles.get(only.article_id) or "one article")
    parts += [CAUSES[one] for one in only.why]
    if only.sentences:
        parts.append("chosen sentences")
    if only.states != ("open",):
        parts.append(" and ".join(STATES[one] for one in only.states))
    return ", ".join(parts)


def alpha_text(report: Report, glyphs: Glyphs) -> str:
    """Alpha with its interval, as short as can be; the page of it says why there is none."""
    alpha = report.krippendorff_alpha
    if alpha is None:
        return "no alpha"
    if report.interval is None:
        return f"alpha {_short(alpha)}"
    low, high = map(_short, report.interval)
    return f"alpha {_short(alpha)} [{low}{glyphs.to}{high}]"


def _short(value: float) -> str:
    """Two places, and no nought before the point."""
    return f"{value:.2f}".replace("0.", ".", 1)
