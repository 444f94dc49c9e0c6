"""--against names what was changed since a server was installed, and --three-way where a newer release changed the same."""
import re
import unittest

from support import CONFIGURATION, SOURCE, ProgramTest

AGAINST = SOURCE / "testdata" / "against"
SERVERS = {"keycloak-12": "keycloak:12", "keycloak-15.0.2": "keycloak:15", "wildfly-26.1.3": "wildfly:26.1"}
NOT_KEPT = {"add-index"}  # says where to put it, not what it is
NAMES = {("jdbc-driver", "driver-name")}  # are the resource's own


def split(text):
    """Parameters, which commas part that stand in no bracket and no quotes."""
    parts, depth, quoted = [""], 0, False
    for char in text:
        quoted ^= char == '"'
        depth += 0 if quoted else (char in "([{") - (char in ")]}")
        if char == "," and not depth and not quoted:
            parts.append("")
        else:
            parts[-1] += char
    return [part for part in parts if part]


def parse(operation):
    """(address, operation, {parameter: value}) of a line for jboss-cli."""
    address, name, parameters = re.fullmatch(r"([^:]*):([a-z-]+)(?:\((.*)\))?", operation).groups()
    return address, name, dict(part.split("=", 1) for part in split(parameters or ""))


class Deeds:
    """What operations do: resources that come, with their attributes, and go, and attributes that change."""

    def __init__(self, operations):
        self.added, self.removed, self.changed = {}, set(), set()
        for operation in operations:
            address, name, parameters = parse(operation)
            getattr(self, name.replace("-", "_"))(address, parameters)

    def add(self, address, parameters):
        kind = address.rpartition("/")[2].partition("=")[0]
        names = self.added[address] = set()
        for name, value in parameters.items():
            if name == "properties":
                for each in split(value.strip("{}")):
                    self.added[f"{address}/property={each.partition('=')[0]}"] = {"value"}
            elif value.startswith("{"):
                names |= {f"{name}.{part.partition('=')[0]}" for part in split(value.strip("{}"))}
            elif name not in NOT_KEPT and (kind, name) not in NAMES:
                names.add(name)

    def remove(self, address, _):
        self.removed.add(address)

    def write_attribute(self, address, parameters):
        self.change(address, parameters["name"])

    def add_handler(self, address, _):
        self.change(address, "handlers")

    def map_put(self, address, parameters):
        address = f"{address}/property={parameters['key']}"
        if address.endswith("property=frontendUrl"):  # it is in the stock configuration
            self.changed.add((address, "value"))
        else:
            self.added[address] = {"value"}

    def change(self, address, attribute):
        if address in self.added or address.rpartition("/")[0] in self.added:
            self.added.setdefault(address, set()).add(attribute)
        else:
            self.changed.add((address, attribute))


class Against(ProgramTest):
    def diff(self, *arguments):
        return self.idsxml("diff", "--format", "json", *map(str, arguments)).json

    def test_exactly_what_fifty_operations_did_is_named(self):
        for server, release in SERVERS.items():
            for kind in ("standalone", "standalone-ha"):
                with self.subTest(server=server, kind=kind):
                    operations = (AGAINST / server / f"{kind}.cli").read_text().splitlines()
                    self.assertEqual(len(operations), 50)
                    done = Deeds(operations)
                    found = self.diff("--against", release, AGAINST / server / f"{kind}.xml")["differences"]
                    by_kind = lambda kind: [each for each in found if each["kind"] == kind]
                    self.assertEqual({each["kind"] for each in found} - {"added", "removed", "changed"}, set())
                    self.assertEqual({(each["address"], each["attribute"]) for each in by_kind("changed")}, done.changed)
                    self.assertEqual({each["address"] for each in by_kind("removed")}, done.removed)
                    added = {each["address"]: {a["name"] for a in each["attributes"]} for each in by_kind("added")}
                    self.assertEqual(added, done.added)

    def test_what_a_server_writes_of_its_stock_configuration_is_no_customisation(self):
        for server, release in SERVERS.items():
            for kind in ("standalone", "standalone-ha"):
                with self.subTest(server=server, kind=kind):
                    self.assertEqual(self.diff("--against", release, AGAINST / server / f"{kind}.stock.xml")["differences"], [])

    def test_the_profile_is_that_of_the_file_or_the_one_asked_for(self):
        ha = AGAINST / "wildfly-26.1.3" / "standalone-ha.stock.xml"
        self.assertEqual(self.diff("--against", "wildfly:26.1", ha)["before"], "wildfly:26.1 ha")
        self.assertEqual(self.diff("--against", "wildfly:26.1", "--profile", "full", ha)["before"], "wildfly:26.1 full")

    def test_other_names_of_a_release_have_its_configurations(self):
        stock = AGAINST / "keycloak-15.0.2" / "standalone.stock.xml"
        for release in ("ids:1.6", "rhsso:7.5"):
            self.assertEqual(self.diff("--against", release, stock)["differences"], [], release)

    def test_the_home_of_a_server_and_a_file_will_do_as_well(self):
        folder = AGAINST / "wildfly-26.1.3"
        configuration = self.folder / "home" / "standalone" / "configuration"
        configuration.mkdir(parents=True)
        for kind in ("standalone", "standalone-ha"):
            (configuration / f"{kind}.xml").write_bytes((folder / f"{kind}.stock.xml").read_bytes())
        found = self.diff("--against", self.folder / "home", folder / "standalone-ha.xml")
        self.assertEqual(found["before"], str(configuration / "standalone-ha.xml"))
        same = self.diff("--against", folder / "standalone-ha.stock.xml", folder / "standalone-ha.xml")
        self.assertEqual(same["summary"], found["summary"])

    def test_what_cannot_be_is_said_with_what_can(self):
        self.put("standalone.xml", CONFIGURATION)
        (self.folder / "empty").mkdir()
        for arguments, code, advice in (
            (("--against", "keycloak:5", "standalone.xml"), "DIF003", "keycloak:3.4 and keycloak:8"),
            (("--against", "wildfly:9", "standalone.xml"), "DIF003", "wildfly:10"),
            (("--against", "keycloak:12", "--profile", "full", "standalone.xml"), "DIF004", "standalone, ha"),
            (("--against", "empty", "standalone.xml"), "DIF005", "installed"),
            (("--against", "keycloack:12", "standalone.xml"), "CLI102", "keycloak:12"),
            (("--against", "keycloak:12"), "CLI004", "FILE"),
            (("--three-way", "standalone.xml", "standalone.xml"), "CLI004", "BASE MINE THEIRS"),
            (("--three-way", "--format", "html", "keycloak:12", "standalone.xml", "keycloak:15"), "CLI005", "json"),
        ):
            self.assert_fails(self.idsxml("diff", *arguments), code, advice)


class ThreeWay(ProgramTest):
    def three_way(self, mine):
        path = self.put("standalone.xml", mine)
        arguments = ("keycloak:12", path, "keycloak:15")
        found = self.idsxml("diff", "--three-way", "--format", "json", *arguments).json
        return found, self.idsxml("diff", "--three-way", *arguments).text

    def test_customisations_that_collide_with_a_new_default_are_told_apart(self):
        stock = (AGAINST / "keycloak-12" / "standalone.stock.xml").read_text()
        health = '<subsystem xmlns="urn:wildfly:microprofile-health-smallrye:2.0" security-enabled='
        self.assertIn(health + '"false"', stock)
        mine = stock.replace(health + '"false"', health + '"true"').replace("${jboss.http.port:8080}", "8180")
        found, text = self.three_way(mine)
        self.assertEqual([(each["mine"]["kind"], each["mine"]["attribute"], each["theirs"]["kind"]) for each in found["collisions"]],
                         [("changed", "security-enabled", "removed")])
        self.assertIn("socket-binding=http", found["only_mine"][0]["address"])
        self.assertEqual(len(found["only_mine"]), 1)
        self.assertIn("/subsystem=health", {each["address"] for each in found["only_theirs"]})
        self.assertIn("1 collision", text)
        quiet = self.idsxml("diff", "--three-way", "--quiet", "keycloak:12", "standalone.xml", "keycloak:15")
        self.assertEqual((quiet.status, quiet.text), (1, ""))


if __name__ == "__main__":
    unittest.main()
