"""Every key of the reader has a handler of its own, found by its id."""

from __future__ import annotations

from textual.message import Message

from annotations.labels import LabelScheme
from tui import messages
from tui.keys import COUNT, READER, resolve
from tui.reader.answers import ANSWERS
from tui.reader.handlers import HANDLERS, bindings


def test_every_key_has_a_handler_and_every_handler_a_key() -> None:
    """But those that Textual's application has itself."""
    ids = [key.id for key in READER if not key.action.startswith("app.")]
    assert sorted(ids) == sorted(HANDLERS)
    assert [key.action for key in READER if key.id in HANDLERS] == [f"do('{id_}')" for id_ in ids]


def test_bindings_are_the_keys_in_force() -> None:
    """Labels, digits, and every key of the table after remapping."""
    scheme = LabelScheme()
    keys = resolve({"reader.note": "Y"}, scheme)
    bound = {one.id or one.key: one for one in bindings(keys, scheme)}
    assert bound["reader.note"].key == "Y"
    assert bound["label.claim"].action == "label('claim')"
    assert {one.key for one in bound.values()} >= set(COUNT)
    assert len(bound) == len(READER) + 2 * len(scheme.active) + len(COUNT)


def test_every_message_to_the_reader_is_answered() -> None:
    """What only the review asks for is the review's; the application tells of long work."""
    theirs = {
        messages.AgreementCounted,
        messages.LongWorkEnded,
        messages.ReviewRead,
        messages.SheetsOpened,
        messages.Summarised,
        messages.VotesRead,
    }
    ours = {
        value
        for value in vars(messages).values()
        if isinstance(value, type) and issubclass(value, Message) and value is not Message
    }
    assert ours - theirs == ours & ANSWERS.keys()
