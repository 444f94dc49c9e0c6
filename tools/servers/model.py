"""What a configuration means, as facts: (place, value), the place being an address and an attribute without `=`.

One side is what build/resources prints, the other what a server answers to :read-resource(recursive=true).
"""

import collections
import json
import re

# What a server says of itself and not of its configuration.
OF_ITSELF = re.compile(
    r"^/(launch-type|management-(major|micro|minor)-version|name|namespaces|organization|process-type|product-\w+|profile-name"
    r"|release-(codename|version)|schema-locations|server-state|suspend-state|uuid)$"
    r"|^/core-service/(capability-registry|module-loading|patching|platform-mbean|server-environment|service-container"
    r"|management/service)/|^/extension/.*/(subsystem|module)/|^/extension/[^/]*/module$|^/path/(java|jboss|user)\.[^/]*/path$"
)

# Old names that the server keeps beside the new ones, and lists that repeat child resources.
ALIASES = re.compile(
    r"/http-upgrade-enabled$|/role-mapping/.*/(type|name)$|/subsystem/transactions/enable-statistics$"
    r"|/subsystem/modcluster/proxy/[^/]*/connector$|/subsystem/ejb3/(default-clustered-sfsb-cache|service/remote/connector(-ref|s))$"
    r"|/subsystem/security/.*/[a-z]+-modules/|/memory/[a-z-]+/max-entries$"
    r"|/server/[^/]*/(broadcast|discovery)-group/[^/]*/(jgroups-cluster|connectors)$"
)

# What dialects call otherwise than new servers, so that rules speak of all versions in one way.
RENAMED = [
    (r"/memory/object/", "/memory/heap/"),
    (r"(/cache-container/[^/]*)/modules$", r"\1/module"),
    (r"(/subsystem/(?:keycloak-server/spi|jgroups/stack)/.*)/properties/(.*)", r"\1/property/\2/value"),
]

# What an element says by being there, or a server by itself.
IMPLIED = {
    ("/subsystem/jca/bootstrap-context/default/workmanager", "default"),
    ("/subsystem/jca/cached-connection-manager/cached-connection-manager/install", "true"),
}


def printed_facts(printed):
    """The facts that build/resources printed."""
    facts = collections.Counter()
    for line in printed.splitlines():
        fields = line.split("\t")
        if len(fields) == 4:
            address, attribute, key, value = fields
            place = [re.sub(r"(^|/)([a-z0-9-]+)=", r"\1\2/", address), *attribute.split("."), *([key] if key else [])]
            if not ALIASES.search("/".join(place)):
                facts["/".join(place), normal(value)] += 1
    return facts


def answered_facts(answer):
    """The facts in a server's answer, JSON text."""
    facts = collections.Counter()
    collect("", json.loads(answer, strict=False)["result"], facts)
    return facts


def collect(place, value, facts):
    """Adds what stands in a value of the management model; members of a list have the place of the list."""
    if isinstance(value, dict) and "EXPRESSION_VALUE" in value:
        value = value["EXPRESSION_VALUE"]
    if isinstance(value, dict):
        for key, inner in value.items():
            collect(f"{place}/{key}", inner, facts)
    elif isinstance(value, list):
        for inner in value:
            collect(place, inner, facts)
    elif value is not None and is_of_configuration(place, value):
        for theirs, ours in RENAMED:
            place = re.sub(theirs, ours, place)
        facts[place, normal(value)] += 1


def is_of_configuration(place, value):
    if OF_ITSELF.search(place) or ALIASES.search(place) or (place, normal(value)) in IMPLIED:
        return False
    # A resource whose address says its name often has it as an attribute, too.
    resource, _, attribute = place.rpartition("/")
    return attribute not in ("name", "module", "category", "driver-name", "pool-name") or not resource.endswith(f"/{value}")


def normal(value):
    """Servers write words such as SECONDS and true in capitals of their own."""
    return " ".join(str(value).lower().split())


def differences(ours, theirs):
    """Lines: - for what only the server says, + for what only the dialects say."""
    lines = [f"- {place} = {value}" for place, value in (theirs - ours).elements()]
    lines += [f"+ {place} = {value}" for place, value in (ours - theirs).elements()]
    return sorted(lines, key=lambda line: line[2:])
