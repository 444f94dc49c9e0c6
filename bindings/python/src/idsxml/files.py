"""Configurations as files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Optional, Union

from ._native import AnyPath, Native, Options, bytes_of, c_path, call, lib, lines_of
from .configuration import Configuration
from .errors import Error
from .migration import Migration, migrate
from .rules import Rules


def read_file(path: AnyPath, *, max_size: int = 0) -> bytes:
    """The content of a regular file of at most `max_size` bytes, 256 MiB if not said. Raises Error: IO…."""
    file = _read(path, max_size)  # owns the bytes
    return bytes_of(lib.idsxml_file_bytes(file))


def _read(path: AnyPath, max_size: int = 0) -> Native:
    return call(lib.idsxml_file_read, lib.idsxml_file_free, c_path(path), max_size)


@dataclass(frozen=True)
class MigratedFile:
    """What migrate_file() did."""

    path: Path
    migration: Migration
    changed: bool  #: the file was replaced, or would be without dry_run
    backup: Optional[Path]  #: None where none was made
    notes: tuple[str, ...]  #: what could not be kept, sentences for a person


def migrate_file(
    path: AnyPath,
    to: str,
    *,
    backup: Union[bool, str] = True,
    backup_directory: Optional[AnyPath] = None,
    in_place: bool = False,
    dry_run: bool = False,
    rules: Optional[Rules] = None,
    minimal: bool = False,
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    keycloak_server_json: Optional[Union[str, bytes]] = None,
) -> MigratedFile:
    """Migrates a file: replaced whole or not at all, with its mode, owner and links, unless nothing has to change.

    backup: False for none, or the word in its name; True makes standalone.xml.keycloak-12.bak of what Keycloak 12 wrote.
    backup_directory must exist; the file's own folder if not said. in_place overwrites the content of a file that cannot
    be replaced, such as one mounted into a container. The other options are those of migrate(). Raises Error, besides
    those of migrate(): IO….
    """
    try:
        file = _read(path)
        configuration = Configuration(bytes_of(lib.idsxml_file_bytes(file)))
        migration = migrate(
            configuration,
            to,
            rules=rules,
            minimal=minimal,
            only=only,
            skip=skip,
            keycloak_server_json=keycloak_server_json,
        )
        if dry_run or not migration.changed:
            return MigratedFile(Path(path), migration, migration.changed, None, ())
        label = backup if isinstance(backup, str) else _label(configuration)
        replaced = _replace(file, migration.bytes, bool(backup), label, backup_directory, in_place)
    except Error as error:
        raise error.in_file(os.fsdecode(path)) from None
    return MigratedFile(
        Path(path),
        migration,
        bool(lib.idsxml_replaced_changed(replaced)),
        _path_of(lib.idsxml_replaced_backup(replaced)),
        lines_of(lib.idsxml_replaced_notes(replaced)),
    )


def _label(configuration: Configuration) -> str:
    return configuration.releases[0].replace(":", "-") if configuration.releases else "before-idsxml"


def _replace(
    file: Native, content: bytes, backup: bool, label: str, directory: Optional[AnyPath], in_place: bool
) -> Native:
    options = Options("idsxml_replace_options")
    options.pointer.no_backup = not backup
    options.pointer.backup_label = options.text(label)
    options.pointer.backup_directory = options.path(directory)
    options.pointer.in_place = in_place
    return call(lib.idsxml_file_replace, lib.idsxml_replaced_free, file, content, len(content), options)


def _path_of(text: Native) -> Optional[Path]:
    return Path(os.fsdecode(bytes_of(text))) if text.size else None
