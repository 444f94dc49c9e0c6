"""Why something could not be done."""

from __future__ import annotations

from typing import Optional

from .values import Position

_SHOWN = 100  # of a long line


class Error(Exception):
    """Why something could not be done, for a person to read and act on: str() says all of it.

    `code` is stable from release to release (XML022, CFG003); docs/errors.md has them.
    """

    def __init__(
        self,
        code: str,
        message: str,
        advice: str = "",
        position: Optional[Position] = None,
        line: str = "",
        file: Optional[str] = None,
    ) -> None:
        super().__init__(code, message, advice, position, line, file)
        self.code = code
        self.message = message
        self.advice = advice
        self.position = position
        self.line = line
        self.file = file

    def in_file(self, file: str) -> Error:
        return Error(self.code, self.message, self.advice, self.position, self.line, file)

    def __str__(self) -> str:
        return "\n".join([f"{self._where()}error[{self.code}]: {self.message}", *self._quote(), *self._help()])

    def _where(self) -> str:
        place = [self.file] if self.file else []
        if self.position:
            place += [str(self.position.line), str(self.position.column)]
        return ":".join(place) + ": " if place else ""

    def _quote(self) -> list[str]:
        if not self.position or not self.line:
            return []
        begin = max(0, self.position.column - 1 - _SHOWN // 2)
        shown = self.line[begin : begin + _SHOWN]
        number = str(self.position.line)
        before = shown[: self.position.column - 1 - begin]
        under = "".join("\t" if letter == "\t" else " " for letter in before)
        return [f"{number} | {shown}", f"{' ' * len(number)} | {under}^"]

    def _help(self) -> list[str]:
        return [f"help: {self.advice}"] if self.advice else []
