"""--format json is what the published schemas say, errors included."""
import json
import os
import unittest

import jsonschema
from support import CONFIGURATION, MANUAL_RULE, MIGRATED, SOURCE, ProgramTest


class Json(ProgramTest):
    def document(self, name, *arguments, status=0, stream="out", **more):
        """Runs with --format json; the result follows the schema of that name."""
        ran = self.idsxml(*arguments, "--format", "json", **more)
        self.assertEqual(ran.status, status, ran.err)
        document = json.loads(getattr(ran, stream))
        with open(SOURCE / f"docs/schema/{name}-1.schema.json", encoding="utf-8") as file:
            schema = json.load(file)
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(document, schema, jsonschema.Draft202012Validator)
        self.assertEqual(document["schema"], schema["$id"])
        return document

    def test_the_schemas_are_about_what_is_there(self):
        """Every member that is written is described."""
        self.put("rules/ours.xml", MANUAL_RULE)
        self.put("standalone.xml")
        document = self.document("migrate", "migrate", "--rules", "rules", "--check", "standalone.xml", status=1)
        with open(SOURCE / "docs/schema/migrate-1.schema.json", encoding="utf-8") as file:
            schema = json.load(file)
        finding = document["files"][0]["findings"][0]
        self.assertEqual(set(document), set(schema["properties"]))
        self.assertEqual(set(document["files"][0]), set(schema["$defs"]["file"]["properties"]))
        self.assertEqual(set(finding), set(schema["$defs"]["finding"]["properties"]))
        self.assertEqual(set(finding["where"]), set(schema["$defs"]["finding"]["properties"]["where"]["properties"]))

    def test_a_migration(self):
        self.put("rules/ours.xml", MANUAL_RULE)
        self.put("standalone.xml")
        document = self.document("migrate", "migrate", "--rules", "rules", "--only", "KC1301,KC9901", "standalone.xml", status=1)
        file = document["files"][0]
        self.assertEqual(document["to"], {"release": "keycloak:13", "name": "Keycloak 13 (WildFly 23)"})
        self.assertEqual((file["status"], file["edits"], file["left_to_do"]), ("changed", 2, 1))
        self.assertEqual((file["written_to"], file["backup"]), ("standalone.xml", "standalone.xml.keycloak-12.bak"))
        self.assertEqual([(f["rule"], f["outcome"], f["where"]["line"]) for f in file["findings"]], [("KC1301", "done", 5), ("KC1301", "done", 13), ("KC9901", "left", 9)])
        self.assertEqual(document["summary"], {"files": 1, "changed": 1, "failed": 0, "left_to_do": 1, "exit_status": 1})

    def test_the_edits_make_the_result(self):
        self.put("standalone.xml")
        document = self.document("migrate", "migrate", "--only", "KC1301", "--check", "standalone.xml", status=1)
        edits = [edit for finding in document["files"][0]["findings"] for edit in finding["edits"]]
        result = CONFIGURATION.encode()
        for edit in sorted(edits, key=lambda edit: -edit["begin"]):
            result = result[: edit["begin"]] + edit["inserted"].encode() + result[edit["end"] :]
        self.assertEqual(result.decode(), MIGRATED)

    def test_dry_run_has_the_difference(self):
        self.put("standalone.xml")
        document = self.document("migrate", "migrate", "--only", "KC1301", "--dry-run", "standalone.xml")
        self.assertEqual(document["mode"], "dry-run")
        self.assertEqual(document["files"][0]["difference"], self.migrate("--dry-run", "standalone.xml").text)

    def test_a_difference_that_is_not_utf8_is_left_out(self):
        self.put("standalone.xml", CONFIGURATION.replace("ours", "ü").replace("UTF-8", "ISO-8859-1").encode("latin-1"))
        document = self.document("migrate", "migrate", "--only", "KC1301", "--dry-run", "standalone.xml")
        self.assertIsNone(document["files"][0]["difference"])

    def test_errors_of_files_and_of_folders(self):
        self.put("bad.xml", "<server>\n  <a b=c/>\n</server>")
        self.put("empty/domain.xml", '<domain xmlns="urn:jboss:domain:14.0"/>')
        document = self.document("migrate", "migrate", "--yes", "bad.xml", "missing.xml", "empty", status=2)
        self.assertEqual([file["error"]["code"] for file in document["files"]], ["XML028", "IO001"])
        self.assertEqual(document["files"][0]["error"]["where"]["line"], 2)
        self.assertEqual([error["code"] for error in document["errors"]], ["IO015"])
        self.assertEqual([notice["code"] for notice in document["notices"]], ["CFG002"])
        self.assertEqual(document["summary"]["failed"], 2)

    def test_no_file_at_all(self):
        (self.folder / "empty").mkdir()
        document = self.document("migrate", "migrate", "empty", status=2)
        self.assertEqual(document["files"], [])

    def test_the_report_is_on_standard_error_where_the_result_is_on_standard_output(self):
        document = self.document("migrate", "migrate", "--only", "KC1301", "-", stream="err", stdin=CONFIGURATION)
        self.assertEqual(document["files"][0]["written_to"], "-")
        self.assertEqual(self.migrate("-", "--format", "json", stdin=CONFIGURATION).text, MIGRATED)

    def test_many_files(self):
        for i in range(50):
            self.put(f"{i:02}/standalone.xml")
        document = self.document("migrate", "migrate", "--only", "KC1301", "--check", ".", status=1)
        self.assertEqual([file["path"] for file in document["files"]], [f"./{i:02}/standalone.xml" for i in range(50)])

    def test_bytes_that_are_not_utf8_and_control_characters(self):
        name = os.fsencode(self.folder) + b"/standalone\xff\x01\".xml"
        with open(name, "wb") as file:
            file.write(b'<server xmlns="urn:jboss:domain:14.0">\n<a b="\x01\x7f\xff\\"/></server>')
        document = self.document("migrate", "migrate", ".", status=2)
        self.assertEqual(document["files"][0]["path"], './standalone\ufffd\x01".xml')
        self.assertIn("\\", document["files"][0]["error"]["where"]["text"])

    def test_usage(self):
        self.document("error", "migrate", "--to", "nonsense", "a.xml", status=2)
        self.put("rules/ours.xml", "<rules>")
        self.document("error", "rules", "--rules", "rules", status=2)

    def test_rules(self):
        rules = self.document("rules", "rules")["rules"]
        rule = next(rule for rule in rules if rule["id"] == "KC1301")
        self.assertEqual((rule["severity"], rule["product"], rule["release"], rule["before"], rule["boot"]), ("error", "keycloak", "13.0.0", "14.0.0", True))

    def test_explain(self):
        document = self.document("explain", "explain", "KC1301")
        self.assertEqual(document["id"], "KC1301")
        self.assertTrue(document["page"].startswith("# KC1301: "))

    def test_detect(self):
        self.put("a/standalone.xml")
        self.put("a/standalone-ha.xml", CONFIGURATION.replace("<!-- ours -->", '<subsystem xmlns="urn:jboss:domain:jgroups:8.0"/>'))
        document = self.document("detect", "detect", "a", "missing.xml", "missing", status=2)
        ha, standalone, missing, _ = document["files"]
        self.assertEqual(standalone["releases"], [{"release": "keycloak:12", "name": "Keycloak 12 (WildFly 21)"}])
        self.assertEqual((standalone["topology"], ha["topology"]), ("standalone", "ha"))
        self.assertEqual(standalone["namespace"], "urn:jboss:domain:14.0")
        self.assertEqual(missing["error"]["code"], "IO001")


if __name__ == "__main__":
    unittest.main()
