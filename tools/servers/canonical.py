"""Compares server configurations as a server understands them.

Both sides are canonical forms, so they are in the same schemas; what is left to tell apart is the order of siblings
that have no order, and the few differences to the result of Keycloak's script that are on purpose (`accepted`).
"""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

# Siblings of one group keep their order among themselves because it means something: the protocols of a stack, the
# modules of a login. All others are put into an order of our own.
ORDERED = {
    "stack": {"protocol", "socket-protocol", "jdbc-protocol", "auth-protocol", "encrypt-protocol", "digest-protocol"},
    "authentication": {"login-module"},
    "login-module-stack": {"login-module"},
    "authentication-jaspi": {"auth-module"},
    "authorization": {"policy-module"},
    "acl": {"acl-module"},
    "mapping": {"mapping-module"},
    "audit": {"provider-module"},
    "handlers": {"handler"},
    "subhandlers": {"handler"},
    "host": {"filter-ref"},
    "location": {"filter-ref"},
    "providers": {"provider"},
    "aggregate-providers": {"providers"},
    "security-domain": {"realm"},
    "simple-permission-mapper": {"permission-mapping"},
    "mechanism-configuration": {"mechanism"},
    "mechanism-provider-filtering-sasl-server-factory": {"filters"},
    "filters": {"filter"},
    "interceptors": {"interceptor"},
    "server-interceptors": {"interceptor"},
    "client-interceptors": {"interceptor"},
    "modules": {"module"},
    "chained-name-rewriter": {"name-rewriter"},
    "aggregate-principal-decoder": {"principal-decoder"},
    "aggregate-role-mapper": {"role-mapper"},
}

NAMING = ("name", "category", "pool-name", "module", "type", "code", "class", "class-name", "mechanism-name", "path")


@dataclass(frozen=True)
class Difference:
    """One difference at a path of elements; `attribute` is empty where whole elements or their text differ."""

    path: str
    attribute: str
    expected: str | None
    actual: str | None

    def __str__(self):
        where = self.path + (f" @{self.attribute}" if self.attribute else "")
        if self.expected is None:
            return f"+ {where}: {self.actual}"
        if self.actual is None:
            return f"- {where}: {self.expected}"
        return f"! {where}: {self.expected} -> {self.actual}"


def local(tag):
    return tag.rpartition("}")[2]


def parse(content):
    """The root element of a configuration (bytes), white space that only lays it out taken away."""
    root = ElementTree.fromstring(content)
    for element in root.iter():
        # A server indents every line of a text anew each time it writes it.
        element.text = "\n".join(line.strip() for line in (element.text or "").strip().splitlines())
        element.tail = ""
    return root


def write(element):
    """The element on one line, its unordered children sorted: equal for elements that mean the same."""
    attributes = "".join(f' {key}="{value}"' for key, value in sorted(element.attrib.items()))
    namespace = element.tag[1:].partition("}")[0] if local(element.tag) == "subsystem" else ""
    start = local(element.tag) + (f' xmlns="{namespace}"' if namespace else "") + attributes
    inside = (element.text or "") + "".join(write(child) for child in arranged(element))
    return f"<{start}>{inside}</{local(element.tag)}>" if inside else f"<{start}/>"


def ordered_group(parent, child):
    """The tag that stands for the group of siblings within which this child's place means something, or None."""
    kinds = ORDERED.get(local(parent.tag), ())
    return max(kinds, key=lambda kind: "-" not in kind) if local(child.tag) in kinds else None


def arranged(parent):
    """Children by kind; within an ordered group as they came, otherwise sorted by what they say."""

    def key(child):
        group = ordered_group(parent, child)
        return (group, "") if group else (local(child.tag), write(child))

    return sorted(parent, key=key)


def name_of(element):
    """How a path calls an element: its kind, and the attribute that tells it from its siblings."""
    tag = local(element.tag)
    if tag == "subsystem":
        return f"subsystem[{subsystem_name(element)}]"
    for attribute in NAMING:
        if attribute in element.attrib:
            return f"{tag}[{element.attrib[attribute]}]"
    return tag


def subsystem_name(element):
    """`infinispan` of `urn:jboss:domain:infinispan:12.0`."""
    return element.tag[1:].partition("}")[0].removeprefix("urn:jboss:domain:").removeprefix("urn:wildfly:").rpartition(":")[0]


def differences(expected, actual, path=""):
    """Every difference between two elements that stand at the same place, as a list of Difference."""
    path = f"{path}/{name_of(expected)}"
    found = []
    if expected.tag != actual.tag:
        found.append(Difference(path, "xmlns", expected.tag[1:].partition("}")[0], actual.tag[1:].partition("}")[0]))
    for key in sorted(expected.attrib.keys() | actual.attrib.keys()):
        before, after = expected.get(key), actual.get(key)
        if before != after:
            found.append(Difference(path, key, before, after))
    if (expected.text or "") != (actual.text or ""):
        found.append(Difference(path, "", expected.text, actual.text))
    return found + child_differences(expected, actual, path)


def child_differences(expected, actual, path):
    found = []
    theirs, ours = by_name(expected), by_name(actual)
    for name in sorted(theirs.keys() | ours.keys()):
        left, right = theirs.get(name, []), ours.get(name, [])
        left, right = without_common(left, right), without_common(right, left)
        for before, after in zip(left, right):
            found += differences(before, after, path)
        found += [Difference(f"{path}/{name}", "", write(element), None) for element in left[len(right) :]]
        found += [Difference(f"{path}/{name}", "", None, write(element)) for element in right[len(left) :]]
    return found + order_differences(expected, actual, path)


def by_name(parent):
    children = {}
    for child in parent:
        children.setdefault(name_of(child), []).append(child)
    return children


def without_common(elements, others):
    """Those elements that mean the same as none of the others, which each stand for one of them."""
    rest = [write(other) for other in others]
    kept = []
    for element in elements:
        text = write(element)
        if text in rest:
            rest.remove(text)
        else:
            kept.append(element)
    return kept


def order_differences(expected, actual, path):
    """Ordered groups that hold the same elements in another order."""

    def sequences(parent):
        groups = {}
        for child in parent:
            if group := ordered_group(parent, child):
                groups.setdefault(group, []).append(name_of(child) if len(child.attrib) else write(child))
        return groups

    theirs, ours = sequences(expected), sequences(actual)
    found = []
    for group in sorted(theirs.keys() & ours.keys()):
        before = [name for name in theirs[group] if name in ours[group]]
        after = [name for name in ours[group] if name in theirs[group]]
        if before != after and sorted(before) == sorted(after):
            found.append(Difference(path, f"order of {group}s", ", ".join(before), ", ".join(after)))
    return found


def compare(expected, actual):
    """Differences between two canonical forms (bytes)."""
    return differences(parse(expected), parse(actual))


def find(root, *steps):
    """The first element reached by steps of `tag` or `tag=name`, from anywhere below the root; None if there is none."""
    elements = [root]
    for step in steps:
        tag, _, name = step.partition("=")
        named = subsystem_name if tag == "subsystem" else (lambda element: element.get("name"))
        below = (found for element in elements for found in element.iter() if found is not element)
        elements = [found for found in below if local(found.tag) == tag and (not name or named(found) == name)]
    return elements[0] if elements else None


MAIL = {"host": "${jboss.mail.server.host:localhost}", "port": "${jboss.mail.server.port:25}"}
OLD_MAIL = {"host": "localhost", "port": "25"}
OLD_CONTAINER = "java:comp/env/infinispan/Keycloak"
MODULE = "org.keycloak.keycloak-model-infinispan"
FACTORY = "application-http-authentication"


def mail(difference, source):
    """The script overwrites the mail server with an expression for localhost."""
    if not difference.path.endswith("/outbound-socket-binding[mail-smtp]/remote-destination"):
        return False
    destination = find(source, "outbound-socket-binding=mail-smtp", "remote-destination")
    if destination is None or difference.expected != MAIL.get(difference.attribute):
        return False
    before = destination.get(difference.attribute)
    return before is not None and before == difference.actual and before != OLD_MAIL[difference.attribute]


def health_and_metrics(difference, source):
    """The script writes constants; what the subsystem of SmallRye said is lost."""
    for name in ("health", "metrics"):
        if difference.path == f"/server/profile/subsystem[{name}]" and difference.attribute not in ("", "xmlns"):
            before = find(source, f"subsystem=microprofile-{name}-smallrye")
            before = find(source, f"subsystem={name}") if before is None else before
            return before is not None and before.get(difference.attribute) == difference.actual
    return False


def connections_infinispan(difference, source):
    """The script replaces all properties by the one that it needs."""
    place = "/server/profile/subsystem[keycloak-server]/spi[connectionsInfinispan]/provider[default]/properties/property["
    if not difference.path.startswith(place):
        return False
    name = difference.path.removeprefix(place).removesuffix("]")
    before = find(source, "subsystem=keycloak-server", "spi=connectionsInfinispan", "provider=default", f"property={name}")
    if before is None or before.get("value") == OLD_CONTAINER:
        return False
    if difference.attribute == "value":
        return difference.actual == before.get("value")
    return difference.expected is None and difference.actual == write(before)


def cache_container_module(difference, source):
    """The script sets the module of Keycloak's cache container whatever was there."""
    if difference.path != "/server/profile/subsystem[infinispan]/cache-container[keycloak]":
        return False
    container = find(source, "subsystem=infinispan", "cache-container=keycloak")
    if container is None or difference.attribute not in ("module", "modules") or difference.expected != MODULE:
        return False
    before = container.get("modules", container.get("module"))
    return before is not None and before == difference.actual


def referenced_factory(difference, source):
    """The script removes an authentication factory although something still refers to it."""
    place = f"/server/profile/subsystem[elytron]/http/http-authentication-factory[{FACTORY}]"
    if difference.path != place or difference.expected is not None:
        return False
    return any(FACTORY in (value for key, value in element.items() if key != "name") for element in source.iter())


def needed_config(difference, source):
    """The script removes SmallRye's config where its other subsystems stay, which then keep the server from booting."""
    extension = "/server/extensions/extension[org.wildfly.extension.microprofile.config-smallrye]"
    if difference.path not in (extension, "/server/profile/subsystem[microprofile-config-smallrye]"):
        return False
    names = {subsystem_name(element) for element in source.iter() if local(element.tag) == "subsystem"}
    replaced = {f"microprofile-{name}-smallrye" for name in ("config", "health", "metrics")}
    return difference.expected is None and any(name.endswith("-smallrye") for name in names - replaced)


ACCEPTED = {
    "mail-smtp": mail,
    "health and metrics": health_and_metrics,
    "connectionsInfinispan": connections_infinispan,
    "cache-container module": cache_container_module,
    "referenced authentication factory": referenced_factory,
    "needed config-smallrye": needed_config,
}


def accepted(difference, source):
    """The name of the reason for which our result may differ here from the script's, or None.

    `source` is the parsed input: a difference is accepted only where our side holds what the user had written.
    """
    return next((name for name, holds in ACCEPTED.items() if holds(difference, source)), None)


def judge(expected, actual, source):
    """Compares our canonical form with the script's: ({reason: how often}, [Difference that nothing excuses])."""
    excused, others = {}, []
    source = parse(source)
    for difference in compare(expected, actual):
        reason = accepted(difference, source)
        if reason:
            excused[reason] = excused.get(reason, 0) + 1
        else:
            others.append(difference)
    return excused, others
