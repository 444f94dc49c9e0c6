"""catalog/attributes/*.txt: the attributes of each kind of resource, their types, and what holds where nothing is
written, as real servers describe them. See README.md beside this file."""

import collections
import itertools

# Names that dialects keep through all versions, so that rules speak of all in one way, by what old servers call them.
OLD_NAMES = (("/memory=object", "/memory=heap"),)

# What a server says of itself and not of its configuration.
OF_ITSELF = (
    "/core-service=capability-registry",
    "/core-service=module-loading",
    "/core-service=patching",
    "/core-service=platform-mbean",
    "/core-service=server-environment",
    "/core-service=service-container",
    "/core-service=management/service=management-operations",
)


class Family:
    """The facts of one file: a subsystem, or what stands outside subsystems."""

    def __init__(self):
        self._facts = collections.defaultdict(dict)  # (resource, name) -> {version: (type, default)}

    def add(self, version, attribute):
        facts = self._facts[attribute.resource, attribute.name]
        facts.setdefault(version, (attribute.type, attribute.default))

    def text(self, ranges, asked):
        """Resources of which the same is said stand above it together. `asked` are the versions, oldest first, and
        `ranges` writes some of them."""
        lines = collections.defaultdict(list)  # resource -> its lines
        for (resource, name), facts in sorted(self._facts.items()):
            lines[resource] += [f"  {name} {fact}\n" for fact in _told(facts, ranges, asked)]
        alike = collections.defaultdict(list)
        for resource, its_lines in lines.items():
            alike["".join(its_lines)].append(resource)
        return "\n".join("".join(f"{each}\n" for each in resources) + block for block, resources in alike.items())


def _told(facts, ranges, asked):
    """`int = 5`, or `int wildfly -27.0` and `int wildfly 28.0+ = 5` where it changed."""
    runs = [(fact, list(run)) for fact, run in itertools.groupby((v for v in asked if v in facts), key=facts.get)]
    if len(runs) == 1:
        return [_line(*runs[0][0], "")]
    held = collections.defaultdict(list)
    for (fact, run), following in itertools.zip_longest(runs, runs[1:]):
        until = asked.index(following[1][0]) if following else len(asked)
        held[fact] += asked[asked.index(run[0]) : until]
    return [_line(*fact, f" wildfly {ranges(set(versions))}") for fact, versions in held.items()]


def _line(kind, default, where):
    return kind.lower() + where + ("" if default is None else f" = {default}")


def families(described):
    """File name -> Family. `described` is {version: attributes}."""
    result = collections.defaultdict(Family)
    for version, attributes in described.items():
        for attribute in _renamed(attributes):
            if not attribute.resource.startswith(OF_ITSELF):
                result[_file_of(attribute.resource)].add(version, attribute)
    return result


def _renamed(attributes):
    """New names first: where a server still has the old one beside it, the new one counts."""
    renamed = []
    for attribute in attributes:
        resource = attribute.resource
        for old, new in OLD_NAMES:
            resource = resource.replace(old, new)
        renamed.append((resource != attribute.resource, attribute._replace(resource=resource)))
    return [attribute for _, attribute in sorted(renamed, key=lambda each: each[0])]


def _file_of(resource):
    kind, _, name = resource.split("/")[1].partition("=")
    return name if kind == "subsystem" else "server"
