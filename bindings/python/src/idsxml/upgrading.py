"""An installation carried into a newer one: what is the user's own of an old home is put into a new one."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import Callable, Literal, Optional, cast

from ._native import (
    NULL,
    AnyPath,
    Native,
    Options,
    c_path,
    c_string,
    call,
    error_of,
    ffi,
    lib,
    made_string,
    report,
    string_of,
    structure_of,
)
from .errors import Error
from .rules import Rules, rules_of

#: Called with how many bytes are done, and of how many; False stops the upgrade after the file that it is at.
Progress = Callable[[int, int], Optional[bool]]

#: none: not begun; begun: and interrupted, or at work; undoing: half undone; finished: and can be undone.
UpgradeStage = Literal["none", "begun", "undoing", "finished"]


class Upgraded:
    """What UpgradePlan.run() or resume_upgrade() did."""

    def __init__(self, handle: Native) -> None:
        self._handle = handle

    @property
    def needs_attention(self) -> bool:
        """Whether a person has something to do: the plan's report says what, and report("json") does."""
        return bool(lib.idsxml_upgraded_needs_attention(self._handle))

    def report(self, format: str = "text") -> str:
        """What `idsxml upgrade` prints at its end: text, json."""
        return report(lib.idsxml_upgraded_report, self._handle, format)

    def __repr__(self) -> str:
        return f"<idsxml.Upgraded: needs_attention={self.needs_attention}>"


@dataclass(frozen=True, eq=False)
class UpgradePlan:
    """What an upgrade would do, as plan_upgrade() found it."""

    from_: str  #: keycloak:12
    to: str
    actions: int  #: how many things are done in the new home
    bytes: int  #: to be copied
    space_needed: int  #: in bytes, at most, on the disk of the new home
    space_free: int  #: in bytes
    needs_attention: bool  #: a person has something to do: the report says what
    obstacles: tuple[Error, ...]  #: a server that runs, a port that is taken, too little space
    _handle: Native = field(repr=False)

    def report(self, format: str = "text") -> str:
        """What `idsxml upgrade --dry-run` prints: text, json."""
        return report(lib.idsxml_upgrade_report, self._handle, format)

    def run(self, progress: Optional[Progress] = None) -> Upgraded:
        """Carries it out. Whatever interrupts it, resume_upgrade() goes on with it and undo_upgrade() takes it back.

        progress is called now and then on this thread, with the bytes that are done and all there are. Where it returns
        False, the upgrade stops after the file that it is at, with the Error UPG018; so it does where it raises
        something, Ctrl-C included, which is then raised by run() instead. After the last file there is nothing to stop.
        Raises Error: UPG…, IO…, the first of the obstacles that there are now.
        """
        return _carried_out(progress, lib.idsxml_upgrade_run, self._handle)


def plan_upgrade(
    old_home: AnyPath,
    new_home: AnyPath,
    *,
    original: Optional[AnyPath] = None,
    ignore_ports: bool = False,
    rules: Optional[Rules] = None,
) -> UpgradePlan:
    """Looks at the folders of two installed servers, the newer one as it was unpacked, and changes nothing.

    original: the old release as it is shipped, unpacked, which tells what was changed of it; ignore_ports: do not mind
    that an unknown program listens on a port of the old server. Raises Error: UPG…, IO….
    """
    options = Options("idsxml_upgrade_options")
    options.pointer.old_home = options.path(old_home)
    options.pointer.new_home = options.path(new_home)
    options.pointer.original = options.path(original)
    options.pointer.ignore_ports = ignore_ports
    handle = call(lib.idsxml_upgrade_plan, lib.idsxml_upgrade_free, options, rules_of(rules))
    summary = structure_of("idsxml_upgrade_summary")
    lib.idsxml_upgrade_summarize(handle, summary)
    return UpgradePlan(
        from_=string_of(getattr(summary, "from")),
        to=string_of(summary.to),
        actions=summary.action_count,
        bytes=summary.bytes,
        space_needed=summary.space_needed,
        space_free=summary.space_free,
        needs_attention=bool(summary.needs_attention),
        obstacles=_obstacles_of(handle),
        _handle=handle,
    )


def resume_upgrade(
    new_home: AnyPath, *, rules: Optional[Rules] = None, progress: Optional[Progress] = None
) -> Upgraded:
    """Goes on with an upgrade that was interrupted, to the same end. progress and errors are those of run()."""
    return _carried_out(progress, lib.idsxml_upgrade_resume, c_path(new_home), rules_of(rules))


def undo_upgrade(new_home: AnyPath, format: str = "text") -> str:
    """Makes of a new home what it was before an upgrade, finished or not; what was done to the carried files is lost.

    Returns what `idsxml upgrade --undo` prints: text, json. Raises Error: CLI003 for another format, UPG…, IO….
    """
    return made_string(lib.idsxml_upgrade_undo, c_path(new_home), c_string(format))


def upgrade_stage(new_home: AnyPath) -> UpgradeStage:
    """How far an upgrade into this home is. Raises Error: UPG…, IO…."""
    return cast(UpgradeStage, made_string(lib.idsxml_upgrade_stage, c_path(new_home)))


def _obstacles_of(handle: Native) -> tuple[Error, ...]:
    count = lib.idsxml_upgrade_obstacle_count(handle)
    return tuple(error_of(lib.idsxml_upgrade_obstacle(handle, index)) for index in range(count))


def _carried_out(progress: Optional[Progress], function: Native, *arguments: Native) -> Upgraded:
    """The library is called back even where nobody asks for it: that is when Python sees that there was a Ctrl-C."""
    raised: list[BaseException] = []

    def stops(context: Native, done: int, total: int) -> bool:
        return bool(raised) or (progress is not None and progress(done, total) is False)

    def keep(kind: type[BaseException], exception: BaseException, trace: TracebackType) -> None:
        raised.append(exception.with_traceback(trace))

    native = ffi.callback("idsxml_progress", stops, error=1, onerror=keep)
    try:
        return Upgraded(call(function, lib.idsxml_upgraded_free, *arguments, native, NULL))
    finally:
        if raised:
            raise raised.pop()
