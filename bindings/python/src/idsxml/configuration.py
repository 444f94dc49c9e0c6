"""A server configuration, and the releases that write such."""

from __future__ import annotations

import builtins
from functools import cached_property
from typing import Union

from ._native import Native, bytes_of, c_string, call, lib, made_string, report, string_of

#: A configuration, or the content of one; a str stands for its UTF-8.
Input = Union["Configuration", bytes, bytearray, memoryview, str]


def content_of(data: Input) -> bytes:
    if isinstance(data, Configuration):
        return data.bytes
    return data.encode() if isinstance(data, str) else bytes(data)


class Configuration:
    """A standalone.xml, domain.xml or host.xml that was read. It does not change."""

    def __init__(self, data: Input) -> None:
        content = content_of(data)
        self._handle = call(lib.idsxml_configuration_parse, lib.idsxml_configuration_free, content, len(content))

    @classmethod
    def parse(cls, data: Input) -> Configuration:
        """Nothing but the data is read, and no entity is expanded. Raises Error: XML…, CFG001."""
        return cls(data)

    @cached_property
    def bytes(self) -> builtins.bytes:
        """As they came."""
        return bytes_of(lib.idsxml_configuration_bytes(self._handle))

    @property
    def kind(self) -> str:
        """standalone, domain or host"""
        return string_of(lib.idsxml_configuration_kind(self._handle))

    @property
    def namespace(self) -> str:
        """urn:jboss:domain:16.0"""
        return string_of(lib.idsxml_configuration_namespace(self._handle))

    @property
    def has_keycloak(self) -> bool:
        return bool(lib.idsxml_configuration_has_keycloak(self._handle))

    @property
    def is_ha(self) -> bool:
        """Whether it is clustered: the jgroups subsystem is in it."""
        return bool(lib.idsxml_configuration_is_ha(self._handle))

    @cached_property
    def releases(self) -> tuple[str, ...]:
        """Those that could have written it, oldest first: keycloak:12"""
        return tuple(made_string(lib.idsxml_configuration_releases, self._handle).splitlines())

    def report(self, format: str = "text", name: str = "standalone.xml") -> str:
        """What `idsxml detect` prints of it: text, json."""
        return report(lib.idsxml_configuration_report, self._handle, format, name)

    def __repr__(self) -> str:
        return f"<idsxml.Configuration {self.kind} {self.namespace}>"


def configuration_of(data: Input) -> Native:
    return (data if isinstance(data, Configuration) else Configuration(data))._handle


def detect(data: Input) -> tuple[str, ...]:
    """The releases that could have written the configuration, oldest first: keycloak:12. Raises Error."""
    return (data if isinstance(data, Configuration) else Configuration(data)).releases


def releases() -> tuple[str, ...]:
    """All that are known, by product, oldest first: keycloak:12"""
    return tuple(made_string(lib.idsxml_releases).splitlines())


def stock_profiles(release: str) -> tuple[str, ...]:
    """The profiles that a release is shipped with: standalone, ha. Empty where they are not known. Raises Error."""
    return tuple(made_string(lib.idsxml_stock_profiles, c_string(release)).splitlines())
