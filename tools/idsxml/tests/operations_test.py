"""idsxml diff --format cli: the operations that real servers have found right."""
import sys
import unittest

from support import SOURCE, PROGRAM, ProgramTest

sys.path.insert(0, str(SOURCE / "tools" / "servers"))
import pairs
import recorded

OLD = """<server xmlns="urn:jboss:domain:16.0"><system-properties>
    <property name="db.password" value="old"/>
</system-properties></server>
"""
NEW = OLD.replace('value="old"', 'value="n&quot;ew"')


class OperationsTest(ProgramTest):
    def test_operations_are_those_that_servers_have_found_right(self):
        for server in pairs.RELEASES:
            right = recorded.read(server)
            found = [pair for pair in pairs.all_pairs() if pair.server == server and pair.name in right]
            self.assertEqual(len(found), len(right), server)
            for pair in found:
                self.assertEqual(recorded.operations(PROGRAM, pair), right[pair.name], pair.name)

    def test_at_least_thirty_pairs_were_judged(self):
        self.assertGreaterEqual(sum(len(recorded.read(server)) for server in pairs.RELEASES), 30)

    def test_an_operation_with_a_secret_does_not_run_by_accident(self):
        self.put("old.xml", OLD)
        self.put("new.xml", NEW)
        ran = self.idsxml("diff", "--format", "cli", "old.xml", "new.xml")
        self.assertEqual(ran.status, 0)
        lines = ran.text.splitlines()
        self.assertTrue(all(line.startswith("#") for line in lines), ran.text)
        self.assertIn("--show-secrets", lines[-1])
        self.assertNotIn("ew", lines[-1].replace("new", ""))
        self.assertIn("--show-secrets", ran.errors)

    def test_the_script_is_complete_with_secrets(self):
        self.put("old.xml", OLD)
        self.put("new.xml", NEW)
        ran = self.idsxml("diff", "--format", "cli", "--show-secrets", "old.xml", "new.xml")
        operations = [line for line in ran.text.splitlines() if not line.startswith("#")]
        change = '/system-property=db.password:write-attribute(name=value,value="n\\"ew")'
        self.assertEqual(operations, ["batch", change, "run-batch"])
        self.assertEqual(ran.errors, "")


if __name__ == "__main__":
    unittest.main()
