"""What catalog/attributes/*.txt says of what servers answered."""

import unittest

import attributes
import descriptions

ASKED = ["14.0", "15.0", "16.0"]


def ranges(versions):
    return ",".join(version for version in ASKED if version in versions)


def described(*defaults):
    """A listener whose timeout had these defaults, release by release."""
    return {
        version: [descriptions.Attribute("/subsystem=web/listener=*", "timeout", "INT", default)]
        for version, default in zip(ASKED, defaults)
    }


def text(facts, name="web"):
    return attributes.families(facts)[name].text(ranges, ASKED)


class Attributes(unittest.TestCase):
    def test_what_never_changed_names_no_release(self):
        self.assertEqual("/subsystem=web/listener=*\n  timeout int = 5\n", text(described("5", "5", "5")))

    def test_what_changed_names_the_releases_of_each(self):
        lines = text(described(None, "5", "5")).splitlines()[1:]
        self.assertEqual(["  timeout int wildfly 14.0", "  timeout int wildfly 15.0,16.0 = 5"], lines)

    def test_a_release_that_was_not_asked_has_what_the_one_before_had(self):
        facts = described("5", "7", "9")
        del facts["15.0"]
        lines = text(facts).splitlines()[1:]
        self.assertEqual(["  timeout int wildfly 14.0,15.0 = 5", "  timeout int wildfly 16.0 = 9"], lines)

    def test_resources_of_which_the_same_is_said_share_it(self):
        facts = described("5")
        facts["14.0"].append(facts["14.0"][0]._replace(resource="/subsystem=web/connector=*"))
        self.assertEqual("/subsystem=web/connector=*\n/subsystem=web/listener=*\n  timeout int = 5\n", text(facts))

    def test_the_new_name_counts_where_a_server_has_both(self):
        old = descriptions.Attribute("/subsystem=cache/memory=object", "size", "LONG", "1")
        new = old._replace(resource="/subsystem=cache/memory=heap", default="2")
        self.assertEqual("/subsystem=cache/memory=heap\n  size long = 2\n", text({"14.0": [old, new]}, "cache"))


class Descriptions(unittest.TestCase):
    def attributes(self, **attribute):
        described = {"attributes": {"a": attribute}}
        return [each[1:] for each in descriptions._attributes_of("/x=*", described)]

    def test_members_of_objects_have_dotted_names(self):
        port = {"type": {"TYPE_MODEL_VALUE": "INT"}, "default": 80}
        said = self.attributes(type={"TYPE_MODEL_VALUE": "LIST"}, **{"value-type": {"port": port}})
        self.assertEqual([("a", "list OBJECT", None), ("a.port", "INT", "80")], said)

    def test_an_object_without_members_is_a_map(self):
        said = self.attributes(type={"TYPE_MODEL_VALUE": "OBJECT"}, **{"value-type": {"TYPE_MODEL_VALUE": "STRING"}})
        self.assertEqual([("a", "map STRING", None)], said)

    def test_defaults_are_as_they_would_be_written(self):
        boolean = {"TYPE_MODEL_VALUE": "BOOLEAN"}
        self.assertEqual([("a", "BOOLEAN", "false")], self.attributes(type=boolean, default=False))
        self.assertEqual([("a", "BOOLEAN", "${b:true}")], self.attributes(type=boolean, default={"EXPRESSION_VALUE": "${b:true}"}))

    def test_what_a_server_counts_while_it_runs_is_no_configuration(self):
        self.assertEqual([], self.attributes(type={"TYPE_MODEL_VALUE": "INT"}, storage="runtime"))


if __name__ == "__main__":
    unittest.main()
