"""What dialects say of where resources stand, for asking servers about them."""

import collections
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

DIALECTS = Path(__file__).resolve().parents[2] / "rules" / "dialects"
DIALECT = "{urn:idsxml:dialect:1.0}"
PLACE = re.compile(r"([^\[]+)(?:\[(\.\./)?@(.+)\])?")
NAMESPACE = re.compile(r"\{[^}]*?([a-z0-9-]+):(\d+)\.(\d+)\}")

# `element` is a child of `parent`; `is_fixed` where neither has the resource's name.
Found = collections.namedtuple("Found", "address element parent is_fixed implied")


def resources(configuration):
    """All resources of a configuration (an ElementTree element) that dialects tell of, but subsystems themselves."""
    yield from _children(_dialect("server"), configuration, _version(configuration), ())
    for subsystem in configuration.findall("{*}profile/*"):
        name = NAMESPACE.match(subsystem.tag)[1]
        if (DIALECTS / f"{name}.xml").exists():
            yield from _children(_dialect(name), subsystem, _version(subsystem), (("subsystem", name),))


def _dialect(name):
    root = ElementTree.parse(DIALECTS / f"{name}.xml").getroot()
    groups = {group.get("name"): group for group in root.findall(f"{DIALECT}group")}
    return groups, root


def _children(forms, element, version, address):
    groups, around = forms
    for form in around:
        if form.tag == f"{DIALECT}use":
            yield from _children((groups, groups[form.get("group")]), element, version, address)
        if form.tag != f"{DIALECT}resource" or not _holds(form, version):
            continue
        kind, _, name = form.get("step").partition("=")
        path, of_parent, key = PLACE.fullmatch(form.get("at")).groups()
        for found, parent in _at(element, path.split("/")):
            its_name = (parent if of_parent else found).get(key) if key else name
            if its_name is None:
                continue
            its_address = (*address, (kind, its_name))
            yield Found(its_address, found, parent, not key, form.get("implied") == "true")
            yield from _children((groups, form), found, version, its_address)


def _at(element, path):
    """(element, its parent) for all at a path of local names."""
    for child in element:
        if child.tag.rpartition("}")[2] != path[0]:
            continue
        if len(path) == 1:
            yield child, element
        else:
            yield from _at(child, path[1:])


def _version(element):
    return tuple(map(int, NAMESPACE.match(element.tag).groups()[1:]))


def _holds(form, version):
    since, until = (form.get(word) for word in ("since", "until"))
    return (not since or _numbers(since) <= version) and (not until or version <= _numbers(until))


def _numbers(text):
    return tuple(map(int, text.split(".")))
