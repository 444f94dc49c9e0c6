"""The upgrade of an installation, for a person to carry out."""

from __future__ import annotations

from typing import Literal, Optional

from ._native import NULL, AnyPath, Options, c_string, lib, made_string
from .configuration import Input, configuration_of


def plan(
    to: str,
    *,
    from_: Optional[str] = None,
    platform: Literal["zip", "kubernetes"] = "zip",
    chart: Literal["infrastructure", "identity-service"] = "infrastructure",
    configuration: Optional[Input] = None,
    configuration_name: Optional[str] = None,
    home: Optional[AnyPath] = None,
    release_name: Optional[str] = None,
    namespace: Optional[str] = None,
    format: Literal["markdown", "sh", "json"] = "markdown",
) -> str:
    """The runbook for an upgrade: what to do, with which commands, how to verify each step, and the way back.

    from_: the release there is, else the one that the configuration tells; configuration: a standalone.xml, which tells
    the database, too; configuration_name: of its file, without its folder; home: the folder of the server; release_name
    and chart are Helm's, namespace is that of Kubernetes. What is not said is left to a person to fill in. Nothing is
    run, and no secret of the configuration is in it. Raises Error: PLN…, CLI101… for releases, CLI003 for an unknown
    platform, chart or format, XML…, CFG001.
    """
    options = Options("idsxml_plan_options")
    options.pointer.to = options.text(to)
    setattr(options.pointer, "from", options.text(from_))
    options.pointer.platform = options.text(platform)
    options.pointer.chart = options.text(chart)
    options.pointer.configuration = NULL if configuration is None else options.keep(configuration_of(configuration))
    options.pointer.configuration_name = options.text(configuration_name)
    options.pointer.home = options.path(home)
    options.pointer.release_name = options.text(release_name)
    options.pointer.name_space = options.text(namespace)
    return made_string(lib.idsxml_plan, options, c_string(format))
