"""What two sides made of a configuration, merged."""

from __future__ import annotations

import builtins
from functools import cached_property
from typing import Optional

from ._native import Native, Options, bytes_of, call, ffi, lib
from .configuration import Input, content_of
from .rules import Rules, rules_of


class Merged:
    """What merge() made."""

    def __init__(self, handle: Native) -> None:
        self._handle = handle

    @cached_property
    def bytes(self) -> builtins.bytes:
        """The result; what could not be merged stands between marks as git makes them."""
        return bytes_of(lib.idsxml_merged_bytes(self._handle))

    @cached_property
    def conflicts(self) -> tuple[int, ...]:
        """The lines on which conflicts begin; empty where the merge is clean."""
        count = lib.idsxml_merged_conflict_count(self._handle)
        return tuple(lib.idsxml_merged_conflict_line(self._handle, index) for index in range(count))

    def __repr__(self) -> str:
        return f"<idsxml.Merged: {len(self.conflicts)} conflicts>"


def merge(
    base: Input,
    mine: Input,
    theirs: Input,
    *,
    rules: Optional[Rules] = None,
    marker_size: int = 0,
    mine_label: Optional[str] = None,
    base_label: Optional[str] = None,
    theirs_label: Optional[str] = None,
) -> Merged:
    """Merges what `theirs` changed of `base` into `mine`: element by element, what is no configuration line by line.

    marker_size and the labels say how a conflict is marked, else it is as git does.
    """
    options = Options("idsxml_merge_options")
    options.pointer.marker_size = marker_size
    options.pointer.mine = options.text(mine_label)
    options.pointer.base = options.text(base_label)
    options.pointer.theirs = options.text(theirs_label)
    texts = [options.keep(ffi.from_buffer("char[]", content_of(side))) for side in (base, mine, theirs)]
    sides = [ffi.new("idsxml_text *", {"data": text, "size": len(text)})[0] for text in texts]
    return Merged(call(lib.idsxml_merge, lib.idsxml_merged_free, *sides, rules_of(rules), options))
