"""The C interface: how it is called, and its texts and structures as Python has them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Callable, Optional, Union

from . import _abi  # type: ignore[attr-defined, unused-ignore]  # made by declarations.py
from .errors import Error
from .values import Attribute, Difference, DifferenceKind, Edit, Finding, Outcome, Position, Severity

Native = Any  # what cffi knows the type of, and mypy does not
AnyPath = Union[str, os.PathLike[str]]

ffi: Native = _abi.ffi
# It stays loaded until the process ends: objects may be freed after the interpreter has dropped its modules.
lib: Native = ffi.dlopen(str(Path(__file__).with_name("libidsxml.so")), ffi.RTLD_NOW | ffi.RTLD_NODELETE)
NULL: Native = ffi.NULL


def version() -> str:
    return bytes(ffi.string(lib.idsxml_version())).decode()


_unpack: Callable[[Native, int], bytes] = ffi.unpack


def bytes_of(text: Native) -> bytes:
    return _unpack(text.data, text.size)


def string_of(text: Native) -> str:
    size = text.size
    return _unpack(text.data, size).decode("utf-8", "replace") if size else ""


def lines_of(text: Native) -> tuple[str, ...]:
    return tuple(string_of(text).splitlines())


def c_string(value: Optional[str]) -> Native:
    """To be kept as long as the library may read it."""
    return NULL if value is None else c_bytes(value.encode())


def c_bytes(value: bytes) -> Native:
    if b"\0" in value:
        raise ValueError(f"a NUL is in {value!r}")
    return ffi.new("char[]", value)


def c_path(path: Optional[AnyPath]) -> Native:
    return NULL if path is None else c_bytes(os.fsencode(path))


def call(function: Native, free: Callable[[Native], None], *arguments: Native | Options) -> Native:
    """What the function makes, freed once nobody has it any more."""
    error = ffi.new("idsxml_error **")
    natives = [argument.pointer if isinstance(argument, Options) else argument for argument in arguments]
    made = function(*natives, error)
    if made == NULL:
        raise error_of(ffi.gc(error[0], lib.idsxml_error_free))
    return ffi.gc(made, free)


def made_string(function: Native, *arguments: Native) -> str:
    """Bytes that are not UTF-8, as in the difference of a file in UTF-16, are surrogates: none gets lost."""
    made = call(function, lib.idsxml_string_free, *arguments)  # has a name, because it owns the text
    return bytes_of(lib.idsxml_string_text(made)).decode("utf-8", "surrogateescape")


def report(function: Native, handle: Native, format: str, *names: str) -> str:
    return made_string(function, handle, c_string(format), *map(c_string, names))


def structure_of(type_name: str) -> Native:
    """Whose size is told and all else is 0."""
    return ffi.new(f"{type_name} *", {"struct_size": ffi.sizeof(type_name)})


class Options:
    """A structure of options together with all that it points to."""

    def __init__(self, type_name: str) -> None:
        self.pointer = structure_of(type_name)
        self._kept: list[Native] = []

    def keep(self, native: Native) -> Native:
        self._kept.append(native)
        return native

    def text(self, value: Optional[str]) -> Native:
        return self.keep(c_string(value))

    def path(self, value: Optional[AnyPath]) -> Native:
        return self.keep(c_path(value))

    def choose_rules(self, only: Iterable[str], skip: Iterable[str]) -> None:
        for name, ids in (("only", only), ("skip", skip)):
            if isinstance(ids, str):  # else its letters would be taken for rules
                raise TypeError(f"{name} takes several rules: {name}=[{ids!r}]")
            texts = [self.text(each) for each in ids]
            setattr(self.pointer, name, self.keep(ffi.new("char *[]", texts)))
            setattr(self.pointer, name + "_count", len(texts))


def error_of(error: Native) -> Error:
    position = ffi.new("idsxml_position *")
    somewhere = lib.idsxml_error_position(error, position)
    return Error(
        string_of(lib.idsxml_error_code(error)),
        string_of(lib.idsxml_error_message(error)),
        string_of(lib.idsxml_error_advice(error)),
        position_of(position) if somewhere else None,
        string_of(lib.idsxml_error_line(error)),
    )


def position_of(position: Native) -> Position:
    return Position(position.offset, position.line, position.column)


def all_of(type_name: str, count: int, get: Callable[[int, Native], object]) -> Iterable[Native]:
    """One after another in the same structure."""
    structure = structure_of(type_name)
    for index in range(count):
        get(index, structure)
        yield structure


class Edits:
    """Reads edits, one after another in the same structure."""

    def __init__(self) -> None:
        self._edit = ffi.new("idsxml_edit *")

    def read(self, count: int, get: Native, *arguments: Native) -> tuple[Edit, ...]:
        return tuple([self._one(get, *arguments, index) for index in range(count)])

    def _one(self, get: Native, *arguments: Native) -> Edit:
        edit = self._edit
        get(*arguments, edit)
        return Edit(edit.begin, edit.end, bytes_of(edit.replacement))


def findings_of(handle: Native, count: int, get: Native, get_edit: Native) -> tuple[Finding, ...]:
    edits = Edits()
    return tuple(
        Finding(
            rule=string_of(finding.rule),
            severity=Severity(finding.severity),
            outcome=Outcome(finding.outcome),
            title=string_of(finding.title),
            message=string_of(finding.message),
            help=string_of(finding.help),
            path=string_of(finding.path),
            position=position_of(finding.position),
            length=finding.length,
            line=string_of(finding.line),
            inserted=bool(finding.inserted),
            suppressed=bool(finding.suppressed),
            reason=string_of(finding.reason),
            fingerprint=string_of(finding.fingerprint),
            edits=edits.read(finding.edit_count, get_edit, handle, index),
        )
        for index, finding in enumerate(all_of("idsxml_finding", count, lambda at, out: get(handle, at, out)))
    )


def _attributes_of(count: int, get: Callable[[int, Native], object]) -> Iterable[Attribute]:
    attribute = ffi.new("idsxml_attribute *")
    for index in range(count):
        get(index, attribute)
        yield Attribute(string_of(attribute.name), string_of(attribute.value))


def difference_of(difference: Native, get_attribute: Callable[[int, Native], object]) -> Difference:
    def place(position: Native) -> Optional[Position]:
        return position_of(position) if position.line else None

    return Difference(
        kind=DifferenceKind(difference.kind),
        address=string_of(difference.address),
        attribute=string_of(difference.attribute),
        before=string_of(difference.before) if difference.has_before else None,
        after=string_of(difference.after) if difference.has_after else None,
        position_before=place(difference.position_before),
        position_after=place(difference.position_after),
        default=string_of(difference.default_value) if difference.has_default else None,
        attributes=tuple(_attributes_of(difference.attribute_count, get_attribute)),
    )
