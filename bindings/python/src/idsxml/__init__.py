"""Migrates, lints, compares and merges the configurations of WildFly-based servers such as Keycloak: standalone.xml.

>>> migration = idsxml.migrate(Path("standalone.xml").read_bytes(), to="keycloak:15")
>>> migration.left_to_do, len(migration.edits)
(0, 21)

Every byte that nothing has to be done about stays as it is. What stands in the way is an idsxml.Error with a code, a
place and an advice. All functions may be called from any number of threads, and let others run meanwhile.
"""

from ._native import version as _version
from .comparison import Diff, ThreeWay, diff, diff_against, three_way
from .configuration import Configuration, Input, detect, releases, stock_profiles
from .errors import Error
from .files import MigratedFile, migrate_file, read_file
from .linting import Lint, lint
from .merging import Merged, merge
from .migration import Migration, migrate
from .rules import Rules
from .values import Attribute, Collision, Difference, DifferenceKind, Edit, Finding, Outcome, Position, Rule, Severity

__version__ = _version()

__all__ = [
    "Attribute",
    "Collision",
    "Configuration",
    "Diff",
    "Difference",
    "DifferenceKind",
    "Edit",
    "Error",
    "Finding",
    "Input",
    "Lint",
    "Merged",
    "MigratedFile",
    "Migration",
    "Outcome",
    "Position",
    "Rule",
    "Rules",
    "Severity",
    "ThreeWay",
    "detect",
    "diff",
    "diff_against",
    "lint",
    "merge",
    "migrate",
    "migrate_file",
    "read_file",
    "releases",
    "stock_profiles",
    "three_way",
]
