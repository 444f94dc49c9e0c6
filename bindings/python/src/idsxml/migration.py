"""A configuration made into one that another release boots."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from functools import cached_property
from typing import Optional, Union

from ._native import Edits, Native, Options, bytes_of, call, ffi, findings_of, lib, report
from .configuration import Input, configuration_of
from .rules import Rules, rules_of
from .values import Edit, Finding


class Migration:
    """What migrate() made."""

    def __init__(self, handle: Native) -> None:
        self._handle = handle

    @cached_property
    def bytes(self) -> builtins.bytes:
        """The whole configuration with all edits made."""
        return bytes_of(lib.idsxml_migration_bytes(self._handle))

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """All of them, in order; none where nothing has to change."""
        count = lib.idsxml_migration_edit_count(self._handle)
        return Edits().read(count, lib.idsxml_migration_edit, self._handle)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        count = lib.idsxml_migration_finding_count(self._handle)
        return findings_of(self._handle, count, lib.idsxml_migration_finding, lib.idsxml_migration_finding_edit)

    @property
    def changed(self) -> bool:
        return bool(lib.idsxml_migration_edit_count(self._handle))

    @property
    def left_to_do(self) -> int:
        """How many findings a person has to see to."""
        return int(lib.idsxml_migration_left_to_do(self._handle))

    def report(self, format: str = "text", name: str = "standalone.xml") -> str:
        """What `idsxml migrate` says of a file of that name: text, json, html (a page), diff (for git apply).

        The difference of a file that is not in UTF-8 is to be written with errors="surrogateescape".
        """
        return report(lib.idsxml_migration_report, self._handle, format, name)

    def __repr__(self) -> str:
        edits = lib.idsxml_migration_edit_count(self._handle)
        return f"<idsxml.Migration: {edits} edits, {self.left_to_do} left to do>"


def migrate(
    data: Input,
    to: str,
    *,
    rules: Optional[Rules] = None,
    minimal: bool = False,
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    keycloak_server_json: Optional[Union[str, bytes]] = None,
) -> Migration:
    """Makes of a configuration one that the release `to` (keycloak:15, ids:1.6) boots.

    minimal: only what the release refuses to boot with; only, skip: ids of rules; keycloak_server_json: the content of
    such a file, whose settings are taken over. Raises Error: XML…, CFG…, CLI101… for `to`, RUL….
    """
    options = Options("idsxml_migrate_options")
    options.pointer.to = options.text(to)
    options.pointer.minimal = minimal
    options.choose_rules(only, skip)
    if keycloak_server_json is not None:
        content = keycloak_server_json.encode() if isinstance(keycloak_server_json, str) else keycloak_server_json
        options.pointer.keycloak_server_json = options.keep(ffi.from_buffer("char[]", content))
        options.pointer.keycloak_server_json_size = len(content)
    configuration = configuration_of(data)
    return Migration(call(lib.idsxml_migrate, lib.idsxml_migration_free, configuration, rules_of(rules), options))
