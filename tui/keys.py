"""Every key of the reader and of the review, declared once.

Bindings, the help screens, the README's table, `config.yaml`'s `keys:` and the check for clashes
with label keys all read these tables. Ids are a contract: users remap them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.errors import ConfigError, LabelSchemeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.labels import LabelScheme


class Key(NamedTuple):
    """One thing a screen can do, and the keys that do it."""

    id: str
    keys: str
    """Textual's key names, comma between alternatives."""
    action: str
    does: str
    """What it does, for people."""
    group: str

    @property
    def names(self) -> list[str]:
        """The key names, one by one."""
        return self.keys.split(",")


_MOVE, _LABEL, _FIND, _MEND, _SHOW, _GO = "Move", "Label", "Find", "Put right", "Show", "Go"

READER = (
    Key("reader.next", "j,down", "move(1)", "next sentence", _MOVE),
    Key("reader.previous", "k,up", "move(-1)", "previous sentence", _MOVE),
    Key("reader.next_paragraph", "J,shift+down", "move_paragraph(1)", "next paragraph", _MOVE),
    Key(
        "reader.previous_paragraph",
        "K,shift+up",
        "move_paragraph(-1)",
        "previous paragraph",
        _MOVE,
    ),
    Key("reader.page_down", "pagedown,ctrl+f", "page(1)", "a screen down", _MOVE),
    Key("reader.page_up", "pageup,ctrl+b", "page(-1)", "a screen up", _MOVE),
    Key("reader.first", "home", "edge(-1)", "first sentence", _MOVE),
    Key("reader.last", "end,G", "edge(1)", "last sentence", _MOVE),
    Key("reader.other_pane", "tab", "pane(1)", "other pane", _MOVE),
    Key("reader.left", "h,left", "pane_beside(-1)", "pane to the left", _MOVE),
    Key("reader.right", "l,right", "pane_beside(1)", "pane to the right", _MOVE),
    Key(
        "reader.counterpart",
        "enter",
        "counterpart",
        "to the counterpart, and back",
        _MOVE,
    ),
    Key(
        "reader.accept",
        "space",
        "accept",
        "accept what is proposed here, or in the range, and move on",
        _LABEL,
    ),
    Key("reader.accept_all", "P", "accept_all", "accept every proposal of the same words", _LABEL),
    Key("reader.reject", "X", "reject", "reject what is proposed here, for good", _LABEL),
    Key("reader.clear", "x", "clear", "clear the label", _LABEL),
    Key("reader.undo", "u", "undo", "undo, any depth", _LABEL),
    Key("reader.redo", "ctrl+r", "redo", "redo", _LABEL),
    Key("reader.select", "v", "select", "start or end a range", _LABEL),
    Key("reader.repeat", ".", "repeat", "repeat the last label", _LABEL),
    Key("reader.note", "n", "note", "write a note", _LABEL),
    Key("reader.unsure", "m", "unsure", "mark as unsure", _LABEL),
    Key("reader.retry", "R", "retry", "save again what was not saved", _LABEL),
    Key("reader.next_unlabelled", "]", "unlabelled(1)", "next unlabelled sentence", _FIND),
    Key(
        "reader.previous_unlabelled",
        "[",
        "unlabelled(-1)",
        "previous unlabelled sentence",
        _FIND,
    ),
    Key("reader.next_difference", "}", "difference(1)", "next difference", _FIND),
    Key("reader.previous_difference", "{", "difference(-1)", "previous difference", _FIND),
    Key("reader.next_conflict", ">", "conflict(1)", "next conflicting figure", _FIND),
    Key("reader.previous_conflict", "<", "conflict(-1)", "previous conflicting figure", _FIND),
    Key(
        "reader.next_dissent",
        "!",
        "dissent",
        "next sentence labelled otherwise than its counterpart",
        _FIND,
    ),
    Key("reader.search", "/", "search", "search; empty repeats", _FIND),
    Key("reader.next_hit", "comma", "next_hit", "next hit of the search", _FIND),
    Key("reader.mention", "*", "mention", "next mention of the name here", _FIND),
    Key("reader.correct", "E", "correct", "correct a highlight, in every article", _MEND),
    Key("reader.split", "S", "split", "split the sentence, before it is labelled", _MEND),
    Key("reader.join", "B", "join", "join the sentence and the next", _MEND),
    Key("reader.entities", "e", "show('entities')", "names on or off", _SHOW),
    Key("reader.figures", "f", "show('figures')", "figures on or off", _SHOW),
    Key("reader.differences", "d", "show('differences')", "differences on or off", _SHOW),
    Key("reader.table", "equals_sign", "table", "a table: counterparts on one row", _SHOW),
    Key("reader.fold", "z", "fold", "fold a run that only this article has, or unfold", _SHOW),
    Key("reader.fold_all", "Z", "fold_all", "fold every such run, or unfold all", _SHOW),
    Key("reader.tie", "L", "tie", "panes move together, or each alone", _SHOW),
    Key("reader.boilerplate", "F", "boilerplate", "tag boilerplate too", _SHOW),
    Key("reader.flow", "w", "flow", "sentences in rows or running on", _SHOW),
    Key("reader.advance", "a", "advance", "move on after a label, or stay", _SHOW),
    Key("reader.copy", "y,ctrl+c", "copy", "copy the sentence", _SHOW),
    Key("reader.next_article", "t", "article(1)", "next article in this pane", _GO),
    Key("reader.previous_article", "T", "article(-1)", "previous article in this pane", _GO),
    Key("reader.next_story", ")", "story(1)", "next story", _GO),
    Key("reader.previous_story", "(", "story(-1)", "previous story", _GO),
    Key("reader.library", "o", "library", "library", _GO),
    Key("reader.names", "N", "names", "names and figures, counted", _GO),
    Key("reader.compare", "C", "compare", "what the two articles say differently", _GO),
    Key("reader.versions", "U", "versions", "what became of labels in new versions", _GO),
    Key("reader.review", "r", "review", "review: where labels differ, settled by one key", _GO),
    Key("reader.labels", "V", "labels", "your labels, as a list", _GO),
    Key("reader.overruled", "O", "overruled", "your labels that a review changed", _GO),
    Key("reader.second", "D", "second", "second pass: others' labels once yours are given", _GO),
    Key("reader.export", "W", "export", "write a training set", _GO),
    Key("reader.guidelines", "g", "guidelines", "guidelines", _GO),
    Key("reader.help", "?", "help", "all keys", _GO),
    Key("reader.palette", "ctrl+p", "app.command_palette", "palette", _GO),
    Key("reader.cancel", "escape", "cancel", "drop range, count and search", _GO),
    Key("reader.quit", "ctrl+q", "app.quit", "quit; everything is saved", _GO),
)
"""The reader's own keys, by group in the order of the help screen."""

_DECIDE, _SAY, _CHOOSE = "Decide", "Say why", "Choose"

REVIEW = (
    Key("review.majority", "enter", "majority", "the label of the majority", _DECIDE),
    Key("review.mine", "m", "mine", "your own label", _DECIDE),
    Key("review.theirs", "t", "theirs", "the other's label", _DECIDE),
    Key("review.ambiguous", "x", "ambiguous", "no one label: ambiguous, with the reason", _DECIDE),
    Key("review.segmentation", "b", "segmentation", "no one sentence: cut badly", _DECIDE),
    Key("review.defer", "d", "defer", "leave it for later", _DECIDE),
    Key("review.batch", "A", "batch", "decide everything listed at once, after a look", _DECIDE),
    Key("review.undo", "u", "undo", "undo, any depth", _DECIDE),
    Key("review.redo", "ctrl+r", "redo", "redo", _DECIDE),
    Key("review.retry", "w", "retry", "save again what was not saved", _DECIDE),
    Key("review.slip", "S", "reason('slip')", "a slip of the hand", _SAY),
    Key("review.guideline", "G", "reason('guideline')", "the guidelines were read otherwise", _SAY),
    Key("review.real", "X", "reason('ambiguous')", "the sentence can be read both ways", _SAY),
    Key("review.cut", "B", "reason('segmentation')", "the sentence is cut badly", _SAY),
    Key("review.context", "C", "reason('context')", "it hangs on the sentences around it", _SAY),
    Key("review.comment", ";", "comment", "write a comment to the annotators", _SAY),
    Key("review.rule", "g", "rule", "write a rule for these two labels, or link one", _SAY),
    Key("review.next", "j,n,],down", "move(1)", "next sentence", _CHOOSE),
    Key("review.previous", "k,p,[,up", "move(-1)", "previous sentence", _CHOOSE),
    Key("review.first", "home", "edge(-1)", "first of the list", _CHOOSE),
    Key("review.last", "end", "edge(1)", "last of the list", _CHOOSE),
    Key("review.filter", "f", "filter", "only some: by labels, person, article, cause", _CHOOSE),
    Key("review.reveal", "R", "reveal", "show who said what; it is recorded", _CHOOSE),
    Key("review.vote_first", "v", "vote_first", "your label first, then the votes", _CHOOSE),
    Key("review.beside", "tab", "beside", "another article of the story beside it", _CHOOSE),
    Key("review.page_down", "pagedown", "page(1)", "read on", _CHOOSE),
    Key("review.page_up", "pageup", "page(-1)", "read back", _CHOOSE),
    Key("review.agreement", "a", "agreement", "agreement, in figures", _GO),
    Key("review.overruled", "O", "overruled", "your labels that a review changed", _GO),
    Key("review.summary", "z", "summary", "what was done and what is left", _GO),
    Key("review.export", "W", "export", "write a training set", _GO),
    Key("review.read", "r", "read", "read this sentence in the reader", _GO),
    Key("review.help", "?", "help", "all keys", _GO),
    Key("review.leave", "escape", "leave", "back to the reader", _GO),
    Key("review.quit", "ctrl+q", "app.quit", "quit; everything is saved", _GO),
)
"""The review's own keys. Its labels have digits, and their own keys where these are free."""

COUNT = tuple("0123456789")
"""Digits give a count to the next key."""

_SYMBOLS = {
    "full_stop": ".",
    "comma": ",",
    "slash": "/",
    "semicolon": ";",
    "asterisk": "*",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_parenthesis": "(",
    "exclamation_mark": "!",
    "equals_sign": "=",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "right_parenthesis": ")",
    "space": "space",
}


def readable(key: str) -> str:
    """A key's name as it stands on a keyboard: `⌃r`-like forms spelt out, symbols as themselves."""
    return _SYMBOLS.get(key, key.replace("pagedown", "PgDn").replace("pageup", "PgUp"))


_FORMER_IDS = {"reader.furniture": "reader.boilerplate"}
"""Ids that users may have remapped, and what is meant by them now."""


def resolve(remapped: Mapping[str, str], scheme: LabelScheme) -> dict[str, str]:
    """The keys of every action (`reader.*`, `review.*`, `label.*`) after the user's remapping.

    Raises:
        ConfigError: If an id is unknown, or one key would do two things; both are named.
    """
    keys = {key.id: key.keys for key in (*READER, *REVIEW)}
    keys |= {f"label.{label.slug}": label.key for label in scheme.active}
    remapped = {_FORMER_IDS.get(id_, id_): names for id_, names in remapped.items()}
    for id_ in remapped:
        if id_ not in keys:
            raise ConfigError(f"keys: {id_} is not known. {_nearest(id_, keys)}")
    keys |= remapped
    _check({id_: names for id_, names in keys.items() if not id_.startswith("review.")}, "a count")
    _check({id_: names for id_, names in keys.items() if id_.startswith("review.")}, "a label")
    return keys


def deciding(keys: Mapping[str, str], scheme: LabelScheme) -> dict[str, str]:
    """The keys of labels in the review, by slug: a digit, and the label's own where it is free."""
    taken = {name for key in REVIEW for name in keys[key.id].split(",")}
    found = {}
    for number, label in enumerate(scheme.active, start=1):
        own = [name for name in keys[f"label.{label.slug}"].split(",") if name not in taken]
        found[label.slug] = ",".join([str(number), *own] if number < 10 else own)
    return found


def _nearest(id_: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(id_, known, n=1, cutoff=0.4)
    return f"Did you mean “{near[0]}”?" if near else "`slugline config show` lists the ids."


def _check(keys: Mapping[str, str], digits: str) -> None:
    taken = dict.fromkeys(COUNT, digits)
    for id_, names in keys.items():
        for name in names.split(","):
            name = name.strip()
            if name in taken:
                raise LabelSchemeError(
                    f"The key “{readable(name)}” would do two things: {taken[name]} and {id_}. "
                    "Change one of them, under `labels:` or `keys:` in the configuration."
                )
            taken[name] = id_
