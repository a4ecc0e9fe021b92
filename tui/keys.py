"""Every key of the reader and of the review, declared once.

Bindings, the help screens, the README's table, `config.yaml`'s `keys:` and the check for clashes
with label keys all read these tables. Ids are a contract: users remap them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.errors import ConfigError, LabelSchemeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.labels import Label, LabelScheme


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


_MOVE, _LABEL, _FIND, _MEND, _SHOW, _GO = "Move", "Label", "Find", "Fix", "Show", "Go"


def _key(id_: str, keys: str, does: str, group: str) -> Key:
    """A key whose handler is found by its id, in the table of the screen that it belongs to."""
    return Key(id_, keys, f"do('{id_}')", does, group)


READER = (
    _key("reader.next", "j,down", "next sentence", _MOVE),
    _key("reader.previous", "k,up", "previous sentence", _MOVE),
    _key("reader.next_paragraph", "J,shift+down", "next paragraph", _MOVE),
    _key("reader.previous_paragraph", "K,shift+up", "previous paragraph", _MOVE),
    _key("reader.page_down", "pagedown,ctrl+f", "a screen down", _MOVE),
    _key("reader.page_up", "pageup,ctrl+b", "a screen up", _MOVE),
    _key("reader.first", "home", "first sentence", _MOVE),
    _key("reader.last", "end,G", "last sentence; 12G goes to sentence 12", _MOVE),
    _key("reader.other_pane", "tab", "other pane", _MOVE),
    _key("reader.left", "h,left", "pane to the left", _MOVE),
    _key("reader.right", "l,right", "pane to the right", _MOVE),
    _key("reader.counterpart", "enter", "to the counterpart, and back", _MOVE),
    _key(
        "reader.accept",
        "space",
        "accept what is proposed here, or in the range, and move on",
        _LABEL,
    ),
    _key("reader.accept_all", "P", "accept every suggestion with identical wording", _LABEL),
    _key("reader.reject", "X", "reject what is proposed here, for good", _LABEL),
    _key("reader.by_name", "colon", "any label, by its name: type, enter", _LABEL),
    _key("reader.clear", "x", "clear the label", _LABEL),
    _key("reader.skip", "-", "skip: not a sentence of the report, and no work", _LABEL),
    _key("reader.skip_same", "_", "skip the same line in other articles of the source", _LABEL),
    _key("reader.undo", "u", "undo, any depth", _LABEL),
    _key("reader.redo", "ctrl+r", "redo", _LABEL),
    _key("reader.select", "v", "start or end a range", _LABEL),
    _key("reader.repeat", ".", "repeat the last label", _LABEL),
    _key("reader.note", "n", "write a note", _LABEL),
    _key("reader.unsure", "m", "mark as unsure", _LABEL),
    _key("reader.done", "M", "mark the article as done, or open it again", _LABEL),
    _key("reader.unsure_last", "A", "mark as unsure what was labelled last", _LABEL),
    _key("reader.retry", "R", "save again what was not saved", _LABEL),
    _key(
        "reader.next_unlabelled",
        "]",
        "next unlabelled sentence, in further articles too",
        _FIND,
    ),
    _key("reader.previous_unlabelled", "[", "previous unlabelled sentence, likewise", _FIND),
    _key("reader.next_difference", "}", "next difference", _FIND),
    _key("reader.previous_difference", "{", "previous difference", _FIND),
    _key("reader.next_conflict", ">", "next conflicting quantity", _FIND),
    _key("reader.previous_conflict", "<", "previous conflicting quantity", _FIND),
    _key(
        "reader.next_dissent", "!", "next sentence labelled differently from its counterpart", _FIND
    ),
    _key("reader.next_marked", "'", "next note, unsure mark or suggestion, over the story", _FIND),
    _key(
        "reader.previous_marked", '"', "previous note, unsure mark or suggestion, likewise", _FIND
    ),
    _key("reader.search", "/", "search: here, the story, the project; empty repeats", _FIND),
    _key("reader.next_hit", "comma", "next hit of the search, in further articles too", _FIND),
    _key("reader.previous_hit", "semicolon", "previous hit, likewise", _FIND),
    _key("reader.hits", "backslash", "every hit, as a list", _FIND),
    _key("reader.mention", "*", "next mention of the name here", _FIND),
    _key("reader.correct", "E", "correct a highlight, in every article", _MEND),
    _key("reader.split", "S", "split the sentence in two", _MEND),
    _key("reader.join", "B", "join the sentence and the next", _MEND),
    _key("reader.cut_anew", "ctrl+t", "cut an unlabelled article by the rules of now", _MEND),
    _key("reader.entities", "e", "names on or off", _SHOW),
    _key("reader.figures", "f", "quantities on or off", _SHOW),
    _key("reader.differences", "d", "differences on or off", _SHOW),
    _key("reader.table", "equals_sign", "a table: counterparts on one row", _SHOW),
    _key("reader.fold", "z", "fold a run that only this article has, or unfold", _SHOW),
    _key("reader.fold_all", "Z", "fold every such run, or unfold all", _SHOW),
    _key("reader.tie", "L", "panes move together, or each alone", _SHOW),
    _key("reader.wider", "shift+right,ctrl+right", "this pane wider, beside narrower", _SHOW),
    _key("reader.narrower", "shift+left,ctrl+left", "this pane narrower, beside wider", _SHOW),
    _key("reader.equal", "vertical_line", "all panes equally wide", _SHOW),
    _key("reader.boilerplate", "F", "tag boilerplate too", _SHOW),
    _key("reader.flow", "w", "sentences in rows or running on", _SHOW),
    _key("reader.advance", "a", "move on after a label, or stay", _SHOW),
    _key("reader.copy", "y,ctrl+c", "copy the sentence", _SHOW),
    _key("reader.copy_source", "ctrl+y", "copy the sentence with its source", _SHOW),
    _key("reader.address", "ctrl+o", "open the article's address in a browser", _GO),
    _key("reader.about", "f3", "this article: where it is from, and how it was read", _GO),
    _key("reader.rename_story", "ctrl+n", "rename story", _GO),
    _key("reader.move_article", "ctrl+g", "move article to another story", _GO),
    _key("reader.take_out", "ctrl+x", "make the article a story of its own", _GO),
    _key("reader.next_article", "t", "next article in this pane", _GO),
    _key("reader.previous_article", "T", "previous article in this pane", _GO),
    _key("reader.next_story", ")", "next story", _GO),
    _key("reader.previous_story", "(", "previous story", _GO),
    _key("reader.library", "o", "library", _GO),
    _key("reader.day", "I", "today: labels, pace, what is left", _GO),
    _key(
        "reader.progress",
        "ctrl+e",
        "progress of everybody: who did what, agreement so far, what waits",
        _GO,
    ),
    _key("reader.names", "N", "names and quantities, counted", _GO),
    _key("reader.compare", "C", "what the two articles say differently", _GO),
    _key("reader.related", "f9", "other reports of this event, and why; put one beside", _GO),
    _key("reader.versions", "U", "what became of labels in new versions", _GO),
    _key("reader.review", "r", "review: where labels differ, adjudicated by one key", _GO),
    _key("reader.labels", "V", "your labels, as a list", _GO),
    _key("reader.overruled", "O", "your labels that a review changed", _GO),
    _key("reader.second", "D", "second pass: others' labels once yours are given", _GO),
    _key("reader.export", "W", "write a training set", _GO),
    _key("reader.guidelines", "g", "guidelines", _GO),
    _key("reader.team", "f8", "team: what is not sent yet, who is here", _GO),
    _key("reader.help", "?", "all keys", _GO),
    _key("reader.legend", "f2", "legend: signs, colours, numbers (conflict, moved, carried)", _GO),
    Key("reader.tour", "f4", "app.tour", "tour: the keys in two minutes, on samples", _GO),
    Key("reader.palette", "ctrl+p", "app.command_palette", "palette", _GO),
    _key("reader.cancel", "escape", "drop range, count and search", _GO),
    Key("reader.quit", "ctrl+q", "app.quit", "quit; everything is saved", _GO),
)
"""The reader's own keys, by group in the order of the help screen."""

_STORIES, _TEAM = "Stories", "Team"

LIBRARY = (
    _key("library.rename", "ctrl+n", "rename the story", _STORIES),
    _key("library.mark", "ctrl+t", "mark the row for the next of these keys, or unmark", _STORIES),
    _key("library.merge", "ctrl+l", "merge what is marked into the story here", _STORIES),
    _key("library.move", "ctrl+g", "move the article, or the marked ones, to a story", _STORIES),
    _key("library.take_out", "ctrl+x", "make the article, or the marked ones, a story", _STORIES),
    _key("library.undo", "alt+u", "undo the last change of stories", _STORIES),
    _key("library.redo", "alt+r", "redo it", _STORIES),
    _key("library.searches", "ctrl+f", "choose a search of the configuration", _FIND),
    _key("library.work", "ctrl+o", "open what is found as a work list", _FIND),
    _key(
        "library.claim",
        "ctrl+k",
        "take what is marked, or here: you label it; or give it back",
        _TEAM,
    ),
    _key("library.whose", "ctrl+e", "only yours, then nobody's, then everything", _TEAM),
    _key("library.hide_done", "ctrl+d", "hide what is finished, or show it", _SHOW),
    _key("library.receipts", "ctrl+r", "what became of every file", _SHOW),
    _key("library.export", "ctrl+w", "write a training set", _GO),
    _key("library.help", "f1", "these keys", _GO),
)
"""The library's own keys, beside those that every list has: letters narrow it."""

DAILY = (
    "reader.skip",
    "reader.next",
    "reader.previous",
    "reader.next_unlabelled",
    "reader.accept",
    "reader.reject",
    "reader.undo",
    "reader.unsure",
    "reader.note",
    "reader.other_pane",
    "reader.next_conflict",
    "reader.library",
    "reader.legend",
    "reader.quit",
)
"""What a day needs besides the labels, in the order of the help screen."""

_DECIDE, _SAY, _CHOOSE = "Decide", "Say why", "Choose"

REVIEW = (
    Key("review.majority", "enter", "majority", "the label of the majority", _DECIDE),
    Key("review.mine", "m", "mine", "your own label", _DECIDE),
    Key("review.theirs", "t", "theirs", "the other's label", _DECIDE),
    Key("review.ambiguous", "x", "ambiguous", "more than one label fits, with the reason", _DECIDE),
    Key("review.segmentation", "b", "segmentation", "wrong sentence boundary", _DECIDE),
    Key("review.by_name", "colon", "by_name", "any label, by its name: type, enter", _DECIDE),
    Key("review.defer", "d", "defer", "leave it for later", _DECIDE),
    Key("review.batch", "A", "batch", "decide everything listed at once, after a look", _DECIDE),
    Key("review.undo", "u", "undo", "undo, any depth", _DECIDE),
    Key("review.redo", "ctrl+r", "redo", "redo", _DECIDE),
    Key("review.retry", "w", "retry", "save again what was not saved", _DECIDE),
    Key("review.slip", "S", "reason('slip')", "a slip of the hand", _SAY),
    Key(
        "review.guideline", "G", "reason('guideline')", "the guidelines were read differently", _SAY
    ),
    Key(
        "review.real", "X", "reason('ambiguous')", "truly ambiguous: it can be read both ways", _SAY
    ),
    Key("review.cut", "B", "reason('segmentation')", "wrong sentence boundary", _SAY),
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
    Key("review.agreement", "a", "agreement", "statistics of agreement", _GO),
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
    "colon": ":",
    "vertical_line": "|",
    "comma": ",",
    "slash": "/",
    "semicolon": ";",
    "asterisk": "*",
    "backslash": "\\",
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


def short(keys: str) -> str:
    """The first of some keys for a row of hints: `^n` for `ctrl+n`."""
    return readable(keys.split(",")[0].strip()).replace("ctrl+", "^")


_FORMER_IDS = {"reader.furniture": "reader.boilerplate"}
"""Ids that users may have remapped, and what is meant by them now."""


def resolve(remapped: Mapping[str, str], scheme: LabelScheme) -> dict[str, str]:
    """The keys of every action (`reader.*`, `library.*`, `review.*`, `label.*`), as remapped.

    Raises:
        ConfigError: If an id is unknown, one key would do two things (both are named), or a key
            of the library is one that narrows it.
    """
    keys = {key.id: key.keys for key in (*READER, *LIBRARY, *REVIEW)}
    keys |= {f"label.{label.slug}": label.key for label in scheme.givable if label.key}
    without = {f"label.{label.slug}" for label in scheme.givable}
    remapped = {_FORMER_IDS.get(id_, id_): names for id_, names in remapped.items()}
    for id_ in remapped:
        if id_ not in keys and id_ not in without:
            raise ConfigError(f"keys: {id_} is not known. {_nearest(id_, keys)}")
    keys |= remapped
    others = ("review.", "library.")
    _check({id_: names for id_, names in keys.items() if not id_.startswith(others)}, "a count")
    _check_library({id_: names for id_, names in keys.items() if id_.startswith("library.")})
    _check({id_: names for id_, names in keys.items() if id_.startswith("review.")}, "a label")
    return keys


def keys_of(keys: Mapping[str, str], scheme: LabelScheme, label: Label) -> str:
    """What gives a label, after remapping: its own keys, the skip key, or the list of labels."""
    other = "reader.skip" if label == scheme.skip else "reader.by_name"
    return keys.get(f"label.{label.slug}") or keys[other]


def deciding(keys: Mapping[str, str], scheme: LabelScheme) -> dict[str, str]:
    """The keys of labels in the review, by slug: a digit, and the label's own where it is free."""
    taken = {name for key in REVIEW for name in keys[key.id].split(",")}
    found = {}
    for number, label in enumerate(scheme.givable, start=1):
        own = [name for name in keys_of(keys, scheme, label).split(",") if name not in taken]
        found[label.slug] = ",".join([str(number), *own] if number < 10 else own)
    return found


def _nearest(id_: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(id_, known, n=1, cutoff=0.4)
    return f"Did you mean “{near[0]}”?" if near else "`slugline config show` lists the ids."


def _check_library(keys: Mapping[str, str]) -> None:
    _check(keys, "a letter of the filter")
    for id_, names in keys.items():
        for name in names.split(","):
            if len(name.strip()) == 1 or name.strip() in {*_SYMBOLS, *_OF_LISTS}:
                raise ConfigError(
                    f"keys: {id_} cannot be “{readable(name.strip())}”, which every list takes. "
                    "Name a key with ctrl or alt."
                )


_OF_LISTS = ("up", "down", "pageup", "pagedown", "home", "end", "enter", "escape", "backspace")


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
