"""What differs between two exports of one realm, and which differences are a known migration of Keycloak."""

import re

KEYS = ("clientId", "username", "alias", "name", "id")


def flattened(value, path=""):
    """Each scalar of an export under the path to it, where elements of a list are named by what names them, not by their place."""
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
    """Elements with their names; those that have none are named by their place."""
    for key in KEYS:
        names = [element.get(key) for element in elements]
        if None not in names and len(set(names)) == len(names):
            return list(zip(names, elements))
    return list(enumerate(elements))


def differences(old, new):
    """Triples of a path, the old and the new value; None where there is none."""
    before, after = dict(flattened(old)), dict(flattened(new))
    paths = [path for path in {**before, **after} if before.get(path) != after.get(path)]
    return [(path, before.get(path), after.get(path)) for path in paths]


def unknown(old, new):
    return differences(old, new)
