"""Where dialects.py finds resources."""

import unittest
import xml.etree.ElementTree as ElementTree

import dialects

CONFIGURATION = """<server xmlns="urn:jboss:domain:16.0"><profile>
  <subsystem xmlns="urn:jboss:domain:infinispan:12.0">
    <cache-container name="web"><local-cache name="a"><locking/><file-store/></local-cache></cache-container>
  </subsystem>
  <subsystem xmlns="urn:example:unheard-of:1.0"><thing name="a"/></subsystem>
</profile></server>"""


class Dialects(unittest.TestCase):
    def setUp(self):
        found = dialects.resources(ElementTree.fromstring(CONFIGURATION))
        self.found = {"/".join("=".join(step) for step in each.address): each for each in found}

    def test_resources_have_their_addresses(self):
        cache = "subsystem=infinispan/cache-container=web/local-cache=a"
        self.assertLessEqual({cache, f"{cache}/component=locking", f"{cache}/store=file"}, set(self.found))
        self.assertFalse(any("unheard-of" in address for address in self.found))

    def test_what_the_element_alone_says_is_told_from_what_has_a_name(self):
        fixed = {address.rpartition("/")[2]: each.is_fixed for address, each in self.found.items()}
        self.assertTrue(fixed["component=locking"])
        self.assertFalse(fixed["local-cache=a"])

    def test_what_is_implied_is_told(self):
        implied = {address.rpartition("/")[2] for address, each in self.found.items() if each.implied}
        self.assertEqual({"component=locking"}, implied)


if __name__ == "__main__":
    unittest.main()
