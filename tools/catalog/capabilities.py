"""What the resources of each WildFly provide and require, from the feature specifications of its Galleon packs."""

import collections
import re
import xml.etree.ElementTree as ElementTree
import zipfile

import distributions

GROUPS = {
    "core": ("org.wildfly.core", "wildfly-core-galleon-pack"),
    "servlet": ("org.wildfly", "wildfly-servlet-galleon-pack"),
    "ee": ("org.wildfly", "wildfly-ee-galleon-pack"),
    "full": ("org.wildfly", "wildfly-galleon-pack"),
}
ABSENT = "GLN_UNDEFINED"
OUTSIDE_A_SERVER = ("domain", "host", "profile", "server-group", "deployment")

Fact = collections.namedtuple("Fact", "resource kind capability names")


def derive(packs, versions, looked_up):
    """Fact -> versions in which it holds. `packs` are rows of packs.tsv, `versions` all of the line, oldest first;
    `looked_up` are capabilities that are known to be required although no pack says so."""
    told = {version: _with_constant_names(_facts_of_release(words.split())) for version, words in packs}
    told = {version: _fill(version, versions, told) for version in versions}
    required = {version: _required(facts) for version, facts in told.items()}
    wanted = {fact.capability for facts in required.values() for fact in facts} | set(looked_up)
    holds = collections.defaultdict(set)
    for version, facts in told.items():
        provided = {fact for fact in facts if fact.kind == "provides" and fact.capability in wanted}
        for fact in required[version] | provided:
            holds[fact].add(version)
    return holds


def _fill(version, versions, told):
    """What a release without packs of its own provides and requires."""
    if version in told:
        return told[version]
    place = versions.index(version)
    before = [told[v] for v in versions[:place] if v in told]
    after = [told[v] for v in versions[place:] if v in told]
    if not before:  # older than all packs: names had to be there before there were capabilities to say so
        return {fact for fact in after[0] if fact.kind == "provides" or any(name[0] == "@" for name in fact.names)}
    provided = {fact for fact in before[-1] | after[0] if fact.kind == "provides"}
    return provided | {fact for fact in before[-1] & after[0] if fact.kind == "requires"}


def _facts_of_release(packs):
    facts = set()
    for pack in packs:
        kind, version = pack.split(":")
        with zipfile.ZipFile(distributions.features(*GROUPS[kind], version)) as archive:
            for member in archive.namelist():
                if member.split(".")[0] not in OUTSIDE_A_SERVER:
                    facts |= set(_facts_of_feature(archive.read(member)))
    return facts


def _facts_of_feature(specification):
    feature = ElementTree.fromstring(specification)
    for element in feature.iter():
        element.tag = element.tag.partition("}")[2]
    operation = {
        element.get("name"): element.get("value") for element in feature.findall("annotation[@name='jboss-op']/elem")
    }
    if "addr-params" not in operation:
        return
    defaults = {param.get("name"): param.get("default") for param in feature.iter("param")}
    steps = [(word, defaults[word]) for word in operation["addr-params"].split(",")]
    while steps and steps[0] in (("profile", ABSENT), ("host", ABSENT), ("server-root", "/")):
        steps.pop(0)
    resource = "".join(f"/{kind}={name if name and name != ABSENT else '*'}" for kind, name in steps) or "/"
    prefix = f"{operation['complex-attribute']}." if "complex-attribute" in operation else ""
    for kind in ("provides", "requires"):
        for capability in feature.findall(f"{kind}/capability"):
            base, names = _taken_apart(capability.get("name"), {word for word, _ in steps}, prefix, defaults)
            by_attribute = any(name[0] == "@" for name in names)
            if kind == "provides" or by_attribute or capability.get("optional") != "true":
                yield Fact(resource, kind, base, names)


def _taken_apart(capability, address, prefix, defaults):
    """org.wildfly.x.$server.$worker: what it is, and whose names make it one of many: `/server` `@worker=default`."""
    capability = re.sub(r"^\$(?:profile|host)\.", "", capability)
    base, _, variables = capability.partition(".$")
    names = []
    for word in variables.split(".$") if variables else []:
        default = defaults.get(word) or ABSENT
        if word in address:
            names.append(f"/{word}")
        else:
            names.append(f"@{prefix}{word}" + (f"={default}" if default != ABSENT else ""))
    return base, tuple(names)


def _required(facts):
    """Without what nothing provides, and what a resource has from itself or those above it."""
    providers = collections.defaultdict(list)
    for fact in facts:
        if fact.kind == "provides":
            providers[fact.capability].append(fact)
    required = set()
    for fact in facts:
        if fact.kind == "requires":
            fact = _within_its_own(fact, providers[fact.capability])
            named_alike = [other for other in providers[fact.capability] if len(other.names) == len(fact.names)]
            if named_alike and not any(_is_above(provider, fact) for provider in named_alike):
                required.add(fact)
    return required


def _within_its_own(fact, providers):
    """What a logging profile refers to is what it has itself; packs name the profile only where something is provided."""
    for provider in providers:
        above = provider.resource.rpartition("/")[0]
        scope = provider.names[:1]
        if len(provider.names) == len(fact.names) + 1 and fact.resource.startswith(above + "/"):
            if fact.names and f"{scope[0]}=" in above and scope[0] not in fact.names:
                return fact._replace(names=scope + fact.names)
    return fact


def _is_above(provider, user):
    above = user.resource == provider.resource or user.resource.startswith(provider.resource.rstrip("/") + "/")
    return above and provider.names == user.names


def _with_constant_names(facts):
    """The server's own paths are provided as org.wildfly.management.path.java.home: one of those that are required by name."""
    named = {fact.capability for fact in facts if fact.kind == "requires" and fact.names}
    result = set()
    for fact in facts:
        base = next((base for base in named if not fact.names and fact.capability.startswith(base + ".")), None)
        is_constant = fact.kind == "provides" and base
        result.add(fact._replace(capability=base, names=(fact.capability[len(base) + 1 :],)) if is_constant else fact)
    return result
