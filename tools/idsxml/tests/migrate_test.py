"""idsxml migrate on one file: what is written, where, and with which exit status."""
import os
import unittest

from support import CONFIGURATION, MANUAL_RULE, MIGRATED, ONE_RULE, SMALLRYE, ProgramTest


class Replacing(ProgramTest):
    def test_the_file_is_replaced_and_the_old_one_kept(self):
        self.put("standalone.xml")
        ran = self.migrate("standalone.xml")
        self.assertEqual(ran.status, 0, ran.err)
        self.assertEqual(self.get("standalone.xml"), MIGRATED)
        backups = [name for name in self.names() if name.endswith(".bak")]
        self.assertEqual(len(backups), 1)
        self.assertRegex(backups[0], r"^standalone\.xml\.[a-z]+-[0-9.]+\.bak$")
        self.assertEqual(self.get(backups[0]), CONFIGURATION)
        self.assertIn(f"(backup: {backups[0]})", ran.text)
        self.assertIn("2 edits, 0 left to do", ran.text)

    def test_the_backup_is_called_after_the_release(self):
        self.put("standalone.xml")
        self.assertEqual(self.migrate("--from", "keycloak:12", "standalone.xml").status, 0)
        self.assertEqual(self.get("standalone.xml.keycloak-12.bak"), CONFIGURATION)

    def test_an_earlier_backup_is_never_overwritten(self):
        self.put("standalone.xml")
        self.put("standalone.xml.keycloak-12.bak", "precious")
        self.assertEqual(self.migrate("--from", "keycloak:12", "standalone.xml").status, 0)
        self.assertEqual(self.get("standalone.xml.keycloak-12.bak"), "precious")
        self.assertEqual(self.get("standalone.xml.keycloak-12.bak.1"), CONFIGURATION)

    def test_no_backup(self):
        self.put("standalone.xml")
        self.assertEqual(self.migrate("--no-backup", "standalone.xml").status, 0)
        self.assertEqual(self.names(), ["standalone.xml"])
        self.assertEqual(self.get("standalone.xml"), MIGRATED)

    def test_backup_dir(self):
        self.put("standalone.xml")
        (self.folder / "backups").mkdir()
        self.assertEqual(self.migrate("--from", "keycloak:12", "--backup-dir", "backups", "standalone.xml").status, 0)
        self.assertEqual(self.names(), ["backups", "backups/standalone.xml.keycloak-12.bak", "standalone.xml"])

    def test_a_backup_dir_that_is_missing_costs_nothing(self):
        self.put("standalone.xml")
        ran = self.migrate("--backup-dir", "nowhere", "standalone.xml")
        self.assertEqual(ran.status, 2)
        self.assertEqual(self.get("standalone.xml"), CONFIGURATION)
        self.assertEqual(self.names(), ["standalone.xml"])

    def test_in_place_says_where_the_backup_is_first(self):
        path = self.put("standalone.xml")
        inode = path.stat().st_ino
        ran = self.migrate("--in-place", "--from", "keycloak:12", "standalone.xml")
        self.assertEqual(ran.status, 0, ran.err)
        self.assertEqual(self.get("standalone.xml"), MIGRATED)
        self.assertEqual(path.stat().st_ino, inode)
        self.assertRegex(ran.errors, r"^backup: .*standalone\.xml\.keycloak-12\.bak\n")
        self.assertEqual(self.names(), ["standalone.xml", "standalone.xml.keycloak-12.bak"])

    def test_a_second_run_changes_nothing(self):
        path = self.put("standalone.xml", MIGRATED)
        os.utime(path, ns=(1_000_000_000, 1_000_000_000))
        ran = self.migrate("standalone.xml")
        self.assertEqual(ran.status, 0)
        self.assertIn("nothing to change", ran.text)
        self.assertEqual(self.names(), ["standalone.xml"])
        self.assertEqual(path.stat().st_mtime_ns, 1_000_000_000)

    def test_the_default_target_is_keycloak_13_and_the_report_says_what_else_boots_it(self):
        self.put("standalone.xml")
        ran = self.idsxml("migrate", "--check", "standalone.xml")
        self.assertIn("-> Keycloak 13 (WildFly 23)", ran.text)
        self.assertIn("Keycloak 14 and 15 boot the result, too", ran.text)
        ran = self.idsxml("migrate", "--check", "--to", "keycloak:15", "standalone.xml")
        self.assertIn("-> Keycloak 15", ran.text)
        self.assertNotIn("boot the result", ran.text)

    def test_other_names_of_a_release(self):
        self.put("standalone.xml")
        for name, shown in (("ids:1.5", "Alfresco Identity Service 1.5"), ("keycloak:13.0.1", "Keycloak 13"), ("rhsso:7.5", "7.5")):
            ran = self.idsxml("migrate", "--check", "--to", name, "standalone.xml")
            self.assertEqual(ran.status, 1, ran.err)
            self.assertIn(shown, ran.text)


class WritingElsewhere(ProgramTest):
    def test_o_leaves_the_file_alone(self):
        self.put("standalone.xml")
        ran = self.migrate("-o", "new.xml", "standalone.xml")
        self.assertEqual(ran.status, 0)
        self.assertEqual(self.get("standalone.xml"), CONFIGURATION)
        self.assertEqual(self.get("new.xml"), MIGRATED)
        self.assertIn("wrote new.xml", ran.text)
        self.assertEqual(self.names(), ["new.xml", "standalone.xml"])

    def test_o_is_written_even_if_nothing_changes(self):
        self.put("standalone.xml", MIGRATED)
        self.assertEqual(self.migrate("-onew.xml", "standalone.xml").status, 0)
        self.assertEqual(self.get("new.xml"), MIGRATED)

    def test_o_may_be_written_again(self):
        self.put("standalone.xml")
        self.put("new.xml", "old")
        self.assertEqual(self.migrate("-o", "new.xml", "standalone.xml").status, 0)
        self.assertEqual(self.get("new.xml"), MIGRATED)

    def test_o_does_not_overwrite_the_file_itself(self):
        self.put("standalone.xml")
        (self.folder / "link.xml").symlink_to("standalone.xml")
        for name in ("standalone.xml", "./standalone.xml", "link.xml"):
            self.assert_fails(self.migrate("-o", name, "standalone.xml"), "CLI005", "leave -o out")
        self.assertEqual(self.get("standalone.xml"), CONFIGURATION)

    def test_o_keeps_the_mode(self):
        self.put("standalone.xml").chmod(0o600)
        self.assertEqual(self.migrate("-o", "new.xml", "standalone.xml").status, 0)
        self.assertEqual((self.folder / "new.xml").stat().st_mode & 0o777, 0o600)

    def test_o_dash_is_standard_output_and_the_report_goes_to_standard_error(self):
        self.put("standalone.xml")
        ran = self.migrate("-o", "-", "standalone.xml")
        self.assertEqual(ran.status, 0)
        self.assertEqual(ran.text, MIGRATED)
        self.assertIn("wrote standard output", ran.errors)
        self.assertEqual(self.names(), ["standalone.xml"])

    def test_dash_reads_standard_input(self):
        ran = self.migrate("-", stdin=CONFIGURATION)
        self.assertEqual(ran.status, 0, ran.err)
        self.assertEqual(ran.text, MIGRATED)
        self.assertIn("standard input: ", ran.errors)
        self.assertEqual(self.names(), [])

    def test_dash_with_o(self):
        ran = self.migrate("-", "-o", "new.xml", stdin=CONFIGURATION)
        self.assertEqual(ran.status, 0)
        self.assertEqual(self.get("new.xml"), MIGRATED)
        self.assertIn("wrote new.xml", ran.text)

    def test_a_bad_standard_input_writes_nothing(self):
        ran = self.migrate("-", stdin="<server")
        self.assertEqual((ran.status, ran.text), (2, ""))
        self.assertIn("-:1:", ran.errors)

    def test_a_full_standard_output_is_a_failure(self):
        self.put("standalone.xml")
        with open("/dev/full", "wb") as full:
            import subprocess

            from support import PROGRAM

            process = subprocess.run([PROGRAM, "migrate", "-o", "-", "standalone.xml"], cwd=self.folder, stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(process.returncode, 2)
        self.assertIn(b"error[IO024]", process.stderr)


class LookingOnly(ProgramTest):
    def test_check_finds_a_change(self):
        self.put("standalone.xml")
        ran = self.migrate("--check", "standalone.xml")
        self.assertEqual(ran.status, 1)
        self.assertIn("nothing was written, 2 edits to make, 0 left to do", ran.text)
        self.assertIn("nothing was written", ran.text)
        self.assertEqual(self.names(), ["standalone.xml"])
        self.assertEqual(self.get("standalone.xml"), CONFIGURATION)

    def test_check_finds_none(self):
        self.put("standalone.xml", MIGRATED)
        self.assertEqual(self.migrate("--check", "standalone.xml").status, 0)

    def test_check_finds_something_left_to_do(self):
        self.put("rules/ours.xml", MANUAL_RULE)
        self.put("standalone.xml", MIGRATED)
        self.assertEqual(self.idsxml("migrate", "--rules", "rules", "--only", "KC9901", "--check", "standalone.xml").status, 1)

    def test_a_dry_run_prints_the_difference_alone_on_standard_output(self):
        self.put("standalone.xml")
        ran = self.migrate("--dry-run", "standalone.xml")
        self.assertEqual(ran.status, 0)
        self.assertTrue(ran.text.startswith("diff --git a/standalone.xml b/standalone.xml\n"))
        self.assertIn("2 edits to make", ran.errors)
        self.assertEqual(self.names(), ["standalone.xml"])
        self.assertEqual(self.migrate("-n", "standalone.xml").text, ran.text)

    def test_a_dry_run_with_check(self):
        self.put("standalone.xml")
        ran = self.migrate("--dry-run", "--check", "standalone.xml")
        self.assertEqual(ran.status, 1)
        self.assertTrue(ran.text.startswith("diff --git "))

    def test_a_dry_run_of_a_whole_command_writes_nothing(self):
        self.put("standalone.xml")
        ran = self.migrate("--dry-run", "--in-place", "--backup-dir", "nowhere", "standalone.xml")
        self.assertEqual(ran.status, 0)
        self.assertEqual(self.names(), ["standalone.xml"])


class ChoosingRules(ProgramTest):
    def test_only(self):
        self.put("standalone.xml")
        self.assertEqual(self.idsxml("migrate", "--only", "KC1301", "standalone.xml").status, 0)
        self.assertEqual(self.get("standalone.xml"), MIGRATED)

    def test_skip(self):
        self.put("standalone.xml")
        self.idsxml("migrate", "--skip", "KC1301", "standalone.xml")
        self.assertIn(SMALLRYE, self.get("standalone.xml"))
        self.assertNotEqual(self.get("standalone.xml"), CONFIGURATION)

    def test_lists_of_ids_and_repeated_options(self):
        self.put("standalone.xml")
        for options in (["--only", "KC1301,KC1302", "--skip", "KC1302"], ["--only", "KC1302", "--only", "KC1301", "--skip=KC1302"]):
            ran = self.idsxml("migrate", *options, "-o", "-", "standalone.xml")
            self.assertEqual(ran.text, MIGRATED)

    def test_minimal_is_what_the_target_refuses_to_boot_with(self):
        self.put("standalone.xml")
        self.idsxml("migrate", "--minimal", "standalone.xml")
        self.assertEqual(self.get("standalone.xml"), MIGRATED)

    def test_rules_of_a_folder(self):
        self.put("rules/ours.xml", MANUAL_RULE)
        self.put("standalone.xml")
        ran = self.idsxml("migrate", "--rules", "rules", "--only", "KC1301,KC9901", "standalone.xml")
        self.assertEqual(ran.status, 1)
        self.assertEqual(self.get("standalone.xml"), MIGRATED)
        self.assertIn("2 edits, 1 left to do", ran.text)
        self.assertIn("standalone.xml:9:9: warning[KC9901]", ran.text)
        self.assertIn("ask the network team", ran.text)

    def test_a_rule_file_with_a_mistake(self):
        self.put("rules/ours.xml", MANUAL_RULE.replace("manual", "manuel"))
        self.put("standalone.xml")
        ran = self.idsxml("migrate", "--rules", "rules", "standalone.xml")
        self.assert_fails(ran, "RUL001", "ours.xml", "manuel")
        self.assertEqual(self.get("standalone.xml"), CONFIGURATION)

    def test_a_rule_folder_that_is_missing(self):
        self.put("standalone.xml")
        ran = self.idsxml("migrate", "--rules", "nowhere", "standalone.xml")
        self.assertEqual(ran.status, 2)
        self.assertIn("nowhere", ran.errors)

    def test_an_old_keycloak_server_json_that_is_missing(self):
        self.put("standalone.xml")
        self.assert_fails(self.idsxml("migrate", "--keycloak-server-json", "nowhere.json", "standalone.xml"), "IO001", "nowhere.json")


class Refusing(ProgramTest):
    def test_a_file_of_a_newer_release_is_not_downgraded(self):
        self.put("standalone.xml", CONFIGURATION.replace("urn:jboss:domain:14.0", "urn:jboss:domain:19.0"))
        ran = self.idsxml("migrate", "standalone.xml")
        self.assert_fails(ran, "CFG003", "standalone.xml")
        self.assertEqual(len(self.names()), 1)

    def test_no_keycloak(self):
        self.put("standalone.xml", '<server xmlns="urn:jboss:domain:14.0">\n</server>\n')
        self.assert_fails(self.idsxml("migrate", "standalone.xml"), "CFG004", "--to wildfly:23")

    def test_a_target_without_rules(self):
        self.put("standalone.xml")
        self.assert_fails(self.idsxml("migrate", "--to", "keycloak:16", "standalone.xml"), "CFG005")


if __name__ == "__main__":
    unittest.main()
