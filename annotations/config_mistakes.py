"""Every mistake of a configuration, each with the place in the file and what would be right.

A decoder stops at the first one. Here what it names is mended in a copy, and it is asked again.
"""

from __future__ import annotations

import copy
import re
from typing import Any, Final, get_args

import msgspec

_MOST: Final = 50
"""Mistakes that are looked for."""
_STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d+|\.\.\.)\]")
_UNKNOWN: Final = re.compile(r"unknown field `(.+)`")

_Path = tuple[str | int, ...]


def mistakes(data: Any, written: Any, into: type[msgspec.Struct]) -> tuple[list[str], Any]:
    """What is wrong with `data`, in words, and `data` without it.

    Args:
        data: What the file says, its scalars typed.
        written: The same, every scalar the string that stands in the file.
        into: What it should become.
    """
    found: list[str] = []
    data = _named(copy.deepcopy(data), written, (), found)
    while len(found) < _MOST:
        try:
            msgspec.convert(data, into)
        except msgspec.ValidationError as error:
            problem, _, place = str(error).partition(" - at `$")
            path = _path(place.rstrip("`"), data)
            found.append(_said(problem, path, data, written, into))
            data = _mended(data, path, problem, written)
        except Exception:  # what values mean together is for their own class to say
            break
        else:
            break
    return found, data


def _named(data: Any, written: Any, path: _Path, found: list[str]) -> Any:
    """`data` with a text for every key that YAML took for something else."""
    if isinstance(data, dict) and isinstance(written, dict):
        named = {}
        for (key, value), (text, below) in zip(data.items(), written.items(), strict=False):
            if not isinstance(key, str):
                place = f"{_spelled(path)}: " if path else ""
                found.append(f'{place}the key {text} stands without quotes. Write "{text}".')
            named[text] = _named(value, below, (*path, text), found)
        return named
    if isinstance(data, list) and isinstance(written, list):
        pairs = enumerate(zip(data, written, strict=False))
        return [_named(value, below, (*path, at), found) for at, (value, below) in pairs]
    return data


def _path(place: str, data: Any) -> _Path:
    """`.labels[0].slug` as steps; `[...]` is the first key whose value is no string."""
    path: list[str | int] = []
    for name, index in _STEP.findall(place):
        if index == "...":
            here = _at(data, tuple(path))
            bad = (key for key, value in here.items() if not isinstance(value, str))
            path.append(next(bad, next(iter(here), "")))
        else:
            path.append(int(index) if index else name)
    return tuple(path)


def _at(data: Any, path: _Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _spelled(path: _Path) -> str:
    """As the file's reader would write it: `labels[0].slug`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).lstrip(".")


def _said(problem: str, path: _Path, data: Any, written: Any, into: type[msgspec.Struct]) -> str:
    if unknown := _UNKNOWN.search(problem):
        return _unknown(unknown.group(1), path, into)
    place = f"{_spelled(path)}: " if path else ""
    if "Expected `str`" in problem and (plain := _unquoted(path, data, written)):
        return f"{place}{plain}"
    if "enum" in problem and path:
        choices = get_args(_fields(path[:-1], into).get(str(path[-1])))
        problem += f"; use one of {', '.join(map(str, choices))}" if choices else ""
    return f"{place}{problem}."


def _unquoted(path: _Path, data: Any, written: Any) -> str:
    """What to say of a word that YAML takes for something else; empty if it is none."""
    try:
        value, text = _at(data, path), _at(written, path)
    except (KeyError, IndexError, TypeError):
        return ""
    if not isinstance(text, str):
        return ""
    if value is None:
        return f"{text or 'nothing'} stands here, which YAML reads as no value. Write a text."
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    return (
        f'{text} stands without quotes, so YAML reads it as {_kind(value)} {shown}. Write "{text}".'
    )


def _kind(value: object) -> str:
    kinds = {"bool": "the truth value", "int": "the number", "float": "the number"}
    return kinds.get(type(value).__name__, f"the {type(value).__name__}")


def _unknown(name: str, path: _Path, into: type[msgspec.Struct]) -> str:
    from difflib import get_close_matches

    known = list(_fields(path, into))
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    advice = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(sorted(known))}."
    return f"{_spelled((*path, name))} is not known. {advice}"


def _mended(data: Any, path: _Path, problem: str, written: Any) -> Any:
    """`data` without the mistake: the text as written, or without what cannot be read."""
    if unknown := _UNKNOWN.search(problem):
        del _at(data, path)[unknown.group(1)]
        return data
    if not path:
        return {}
    *above, last = path
    holder = _at(data, tuple(above))
    text = _written(written, path)
    if "Expected `str`" in problem and isinstance(text, str) and holder[last] != text:
        holder[last] = text
    elif isinstance(holder, list):
        # Its place stays, so that those behind it keep their numbers.
        is_text = "Expected `str`" in problem
        holder[int(last)] = f"mistaken-{last}" if is_text else _stand_in(int(last))
    else:
        holder.pop(last, None)
    return data


def _stand_in(number: int) -> dict[str, Any]:
    """A label with which nothing is wrong."""
    return {"slug": f"mistaken-{number}", "retired": True}


def _written(written: Any, path: _Path) -> Any:
    try:
        return _at(written, path)
    except (KeyError, IndexError, TypeError):
        return None


def _fields(path: _Path, into: type[msgspec.Struct]) -> dict[str, Any]:
    """The keys and types of the section at a path such as `reader` or `labels[0]`."""
    section: Any = into
    for step in path:
        if isinstance(step, int):
            section = next(iter(get_args(section)), section)
        else:
            section = _fields_of(section).get(step, section)
    return _fields_of(section)


def _fields_of(section: Any) -> dict[str, Any]:
    if not (isinstance(section, type) and issubclass(section, msgspec.Struct)):
        return {}
    return {field.name: field.type for field in msgspec.structs.fields(section)}
