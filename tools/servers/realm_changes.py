"""What differs between two exports of one realm, and which of the differences are known migrations of Keycloak."""

import re
from dataclasses import dataclass
from typing import Any, Callable, NamedTuple

NAMES = ("clientId", "username", "alias", "identityProvider", "name", "id")  # what names an element of a list, the first that tells all apart


class Change(NamedTuple):
    """A value that is not the same in both; None where there is none."""

    path: str
    old: Any
    new: Any


class Exports(NamedTuple):
    old: dict
    new: dict


def flattened(value, path=""):
    """Each value of an export with the path to it; elements of a list are named by what names them, so that their order does not count."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flattened(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value and all(isinstance(inner, dict) for inner in value):
        for name, inner in named(value):
            yield from flattened(inner, f"{path}[{name}]")
    elif isinstance(value, list):
        yield path, sorted(value, key=str)
    else:
        yield path, value


def named(elements):
    """Elements with their names; where nothing names them, as in an authentication flow, their order counts."""
    for key in NAMES:
        names = [element.get(key) for element in elements]
        if None not in names and len(set(names)) == len(names):
            return list(zip(names, elements))
    return list(enumerate(elements))


def changes(old, new):
    before, after = dict(flattened(old)), dict(flattened(new))
    return [Change(path, before.get(path), after.get(path)) for path in {**before, **after} if before.get(path) != after.get(path)]


@dataclass(frozen=True)
class Migration:
    """A change that Keycloak makes to every realm: where, what must be true of it, and why it is made."""

    since: str  # the release that brought it, where that is known; else the release it was seen in
    path: str  # a regular expression of the whole path
    why: str
    holds: Callable[[Change, Exports], bool]

    def explains(self, change, exports):
        return re.fullmatch(self.path, change.path) is not None and self.holds(change, exports)


def is_new(change, _):
    return change.old is None


def is_empty_and_new(change, _):
    return change.old is None and change.new == []


def is_new_and_unset(change, _):
    return change.old is None and change.new == 0


def is_new_and_off(change, _):
    """What is new does nothing: no switch of it is on."""
    return change.old is None and not (change.path.endswith((".enabled", ".defaultAction", ".composite")) and change.new)


def is_the_misspelt_one(change, exports):
    """The old name had a letter too few; both are written."""
    return change.old is None and dict(flattened(exports.old)).get(change.path.replace("authenticatorFlow", "autheticatorFlow")) == change.new


def protocol_of_scopes(export):
    return {scope["name"]: scope["protocol"] for scope in export["clientScopes"]}


def lost_only_foreign_scopes(change, exports):
    """What is gone are client scopes of another protocol than the client's; they never had an effect."""
    name = re.match(r"clients\[(.*)\]", change.path).group(1)
    client = next(client for client in exports.old["clients"] if client["clientId"] == name)
    protocols = protocol_of_scopes(exports.old)
    own = [scope for scope in change.old or [] if protocols[scope] == client.get("protocol", "openid-connect")]
    return change.new == own


def default_roles(export):
    """The roles that every new user gets: as pairs of a client, or None, and a role."""
    found = {(None, role) for role in export.get("defaultRoles", ())}
    found |= {(client["clientId"], role) for client in export["clients"] for role in client.get("defaultRoles", ())}
    composite = export.get("defaultRole", {}).get("name")
    for role in export["roles"]["realm"]:
        if role["name"] == composite:
            composites = role.get("composites", {})
            found |= {(None, inner) for inner in composites.get("realm", ())}
            found |= {(client, inner) for client, roles in composites.get("client", {}).items() for inner in roles}
    return found


def default_roles_are_kept(_, exports):
    return default_roles(exports.old) == default_roles(exports.new)


MIGRATIONS = (
    Migration("every", r"keycloakVersion", "the release that has written the export", lambda change, _: None not in change[1:]),
    Migration(
        "12", r"roles\.client\.account\[delete-account\]\..*|requiredActions\[delete_account\]\..*",
        "users may be allowed to delete their account: a role that nobody is given and a required action that is not enabled", is_new_and_off,
    ),
    Migration("12.0.4", r"clientOfflineSession(IdleTimeout|MaxLifespan)", "offline sessions may end by client: not set", is_new_and_unset),
    Migration(
        "13", r"(clients\[.*\]\.)?defaultRoles|defaultRole\..*|roles\.realm\[default-roles-.*",
        "default roles are the composites of one role, default-roles-…, named after the realm's id; the roles in it are the same",
        default_roles_are_kept,
    ),
    Migration("15.0.2", r"authenticationFlows\[.*\.authenticatorFlow", "autheticatorFlow is written with its right name, too", is_the_misspelt_one),
    Migration("13", r"oauth2Device(CodeLifespan|PollingInterval)", "the device grant is new, with its default lifespans", is_new),
    Migration("14", r"clientProfiles\.profiles|clientPolicies\.policies", "client policies are new, and there are none", is_empty_and_new),
    Migration("14", r"clients\[.*\]\.attributes\.saml\.artifact\.binding\.identifier", "the SAML artifact binding is new", is_new),
    Migration(
        "15.0.2", r"clients\[.*\]\.(default|optional)ClientScopes",
        "a client has only client scopes of its own protocol; those of the other never had an effect", lost_only_foreign_scopes,
    ),
)  # fmt: skip


def sorted_out(old, new):
    """The changes as a pair: how many each migration explains, and those that none does."""
    exports = Exports(old, new)
    known, unknown = {}, []
    for change in changes(old, new):
        migration = next((migration for migration in MIGRATIONS if migration.explains(change, exports)), None)
        if migration is None:
            unknown.append(change)
        else:
            known[migration] = known.get(migration, 0) + 1
    return known, unknown
