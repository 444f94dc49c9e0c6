"""Migrates, lints, compares and merges the configurations of WildFly-based servers such as Keycloak: standalone.xml.
Plans upgrades of whole installations, and carries them out.

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
from .planning import plan
from .rules import Rules
from .upgrading import (
    Progress,
    Upgraded,
    UpgradePlan,
    UpgradeStage,
    plan_upgrade,
    resume_upgrade,
    undo_upgrade,
    upgrade_stage,
)
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
    "Progress",
    "Rule",
    "Rules",
    "Severity",
    "ThreeWay",
    "UpgradePlan",
    "UpgradeStage",
    "Upgraded",
    "detect",
    "diff",
    "diff_against",
    "lint",
    "merge",
    "migrate",
    "migrate_file",
    "plan",
    "plan_upgrade",
    "read_file",
    "releases",
    "resume_upgrade",
    "stock_profiles",
    "three_way",
    "undo_upgrade",
    "upgrade_stage",
]
