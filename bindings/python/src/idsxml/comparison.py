"""In what configurations differ as a server sees them."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Optional

from ._native import Native, Options, all_of, c_string, call, difference_of, lib, report, structure_of
from .configuration import Input, configuration_of
from .rules import Rules, rules_of
from .values import Collision, Difference


class Diff:
    """What diff() found."""

    def __init__(self, handle: Native) -> None:
        self._handle = handle

    @property
    def means_the_same(self) -> bool:
        """Whether a server would see no difference."""
        return bool(lib.idsxml_diff_means_the_same(self._handle))

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        count = lib.idsxml_diff_count(self._handle)
        found = all_of("idsxml_difference", count, lambda at, out: lib.idsxml_diff_difference(self._handle, at, out))
        get_attribute = partial(lib.idsxml_diff_attribute, self._handle)
        return tuple(difference_of(each, partial(get_attribute, at)) for at, each in enumerate(found))

    def report(self, format: str = "text", before: str = "before.xml", after: str = "after.xml") -> str:
        """All of it as text, json, markdown, html or cli; the names are those that its readers know the two by."""
        return report(lib.idsxml_diff_report, self._handle, format, before, after)

    def __repr__(self) -> str:
        return f"<idsxml.Diff: {lib.idsxml_diff_count(self._handle)} differences>"


class ThreeWay:
    """What two configurations made of a third one."""

    def __init__(self, handle: Native) -> None:
        self._handle = handle

    @cached_property
    def mine(self) -> tuple[Difference, ...]:
        """Differences from the base that only mine has."""
        return self._side(lib.IDSXML_MINE)

    @cached_property
    def theirs(self) -> tuple[Difference, ...]:
        """That only theirs has."""
        return self._side(lib.IDSXML_THEIRS)

    @cached_property
    def both(self) -> tuple[Difference, ...]:
        """That both have."""
        return self._side(lib.IDSXML_BOTH)

    @cached_property
    def collisions(self) -> tuple[Collision, ...]:
        """What both sides did to one thing, and not the same."""
        theirs = structure_of("idsxml_difference")
        found = all_of(
            "idsxml_difference",
            lib.idsxml_three_way_collision_count(self._handle),
            lambda at, mine: lib.idsxml_three_way_collision(self._handle, at, mine, theirs),
        )
        get_attribute = partial(lib.idsxml_three_way_collision_attribute, self._handle)
        return tuple(
            Collision(
                difference_of(mine, partial(get_attribute, at, lib.IDSXML_MINE)),
                difference_of(theirs, partial(get_attribute, at, lib.IDSXML_THEIRS)),
            )
            for at, mine in enumerate(found)
        )

    def report(
        self, format: str = "text", base: str = "base.xml", mine: str = "mine.xml", theirs: str = "theirs.xml"
    ) -> str:
        """All of it as text or json."""
        return report(lib.idsxml_three_way_report, self._handle, format, base, mine, theirs)

    def _side(self, side: int) -> tuple[Difference, ...]:
        found = all_of(
            "idsxml_difference",
            lib.idsxml_three_way_count(self._handle, side),
            lambda at, out: lib.idsxml_three_way_difference(self._handle, side, at, out),
        )
        get_attribute = partial(lib.idsxml_three_way_attribute, self._handle, side)
        return tuple(difference_of(each, partial(get_attribute, at)) for at, each in enumerate(found))

    def __repr__(self) -> str:
        return (
            f"<idsxml.ThreeWay: {len(self.mine)} mine, {len(self.theirs)} theirs, {len(self.both)} both, "
            f"{len(self.collisions)} collisions>"
        )


def _options(release: Optional[str], resolve: bool, show_secrets: bool) -> Options:
    options = Options("idsxml_diff_options")
    options.pointer.release = options.text(release)
    options.pointer.resolve = resolve
    options.pointer.show_secrets = show_secrets
    return options


def diff(
    before: Input,
    after: Input,
    *,
    release: Optional[str] = None,
    resolve: bool = False,
    show_secrets: bool = False,
    rules: Optional[Rules] = None,
) -> Diff:
    """In what two configurations differ.

    release: whose defaults count, else those of the newest that could have written one of the two; resolve: compare
    expressions by their default values; show_secrets: they are stars otherwise. Raises Error: XML…, CFG…, DIF…, CLI101….
    """
    return Diff(
        call(
            lib.idsxml_diff_configurations,
            lib.idsxml_diff_free,
            configuration_of(before),
            configuration_of(after),
            rules_of(rules),
            _options(release, resolve, show_secrets),
        )
    )


def diff_against(
    data: Input,
    release: str,
    *,
    profile: Optional[str] = None,
    resolve: bool = False,
    show_secrets: bool = False,
    rules: Optional[Rules] = None,
) -> Diff:
    """In what a configuration differs from the one that a release is shipped with: what was changed since.

    profile: standalone, ha, …; the one that is most like the configuration if not said. Raises Error as diff() does,
    and DIF003, DIF004.
    """
    return Diff(
        call(
            lib.idsxml_diff_against,
            lib.idsxml_diff_free,
            configuration_of(data),
            c_string(release),
            c_string(profile),
            rules_of(rules),
            _options(None, resolve, show_secrets),
        )
    )


def three_way(
    base: Input,
    mine: Input,
    theirs: Input,
    *,
    release: Optional[str] = None,
    resolve: bool = False,
    show_secrets: bool = False,
    rules: Optional[Rules] = None,
) -> ThreeWay:
    """What two configurations made of a third one. Options and errors are those of diff()."""
    return ThreeWay(
        call(
            lib.idsxml_three_way_configurations,
            lib.idsxml_three_way_free,
            configuration_of(base),
            configuration_of(mine),
            configuration_of(theirs),
            rules_of(rules),
            _options(release, resolve, show_secrets),
        )
    )
