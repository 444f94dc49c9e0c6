"""What a release would refuse or silently change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Optional

from ._native import Native, Options, c_string, call, ffi, findings_of, lib, report
from .configuration import Configuration, Input, configuration_of, content_of
from .rules import Rules, rules_of
from .values import Finding, Severity


class Lint:
    """What lint() found."""

    def __init__(self, handle: Native, name: str) -> None:
        self._handle = handle
        self._name = name

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """In the order of their places, suppressed ones included."""
        count = lib.idsxml_lint_finding_count(self._handle)
        return findings_of(self._handle, count, lib.idsxml_lint_finding, lib.idsxml_lint_finding_edit)

    @property
    def worst(self) -> Optional[Severity]:
        """The highest severity of the findings that count; None where there is none."""
        return max((finding.severity for finding in self.findings if not finding.suppressed), default=None)

    def report(self, format: str = "text", name: Optional[str] = None) -> str:
        """What `idsxml lint` says of it: text, json, sarif, github, gitlab, junit, checkstyle, markdown."""
        return report(lib.idsxml_lint_report, self._handle, format, self._name if name is None else name)

    def __repr__(self) -> str:
        return f"<idsxml.Lint: {lib.idsxml_lint_finding_count(self._handle)} findings>"


def lint(
    data: Input,
    to: str,
    *,
    name: str = "standalone.xml",
    rules: Optional[Rules] = None,
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    severities: Optional[Mapping[str, Severity]] = None,
) -> Lint:
    """Everything that the release `to` would refuse or silently change, of any file that `idsxml lint` looks at.

    The name says what the file holds: a configuration, a template of one (standalone.xml.j2), a manifest
    (configmap.yaml), a jboss-cli script (setup.cli). severities: those of rules, whatever the rules say. Raises Error:
    XML…, CFG…, CLI101… for `to`, RUL….
    """
    options = Options("idsxml_lint_options")
    options.pointer.to = options.text(to)
    options.choose_rules(only, skip)
    _set_severities(options, severities or {})
    asked = (rules_of(rules), options)
    if isinstance(data, Configuration):
        made = call(lib.idsxml_lint_configuration, lib.idsxml_lint_free, configuration_of(data), *asked)
    else:
        content = content_of(data)
        made = call(lib.idsxml_lint_bytes, lib.idsxml_lint_free, content, len(content), c_string(name), *asked)
    return Lint(made, name)


def _set_severities(options: Options, severities: Mapping[str, Severity]) -> None:
    pairs = [(options.text(rule), int(severity)) for rule, severity in severities.items()]
    options.pointer.severities = options.keep(ffi.new("idsxml_rule_severity[]", pairs))
    options.pointer.severity_count = len(pairs)
