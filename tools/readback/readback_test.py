"""Reports are read back by violations-lib, which reads them for Jenkins, GitLab, Bitbucket and others. Needs a JDK."""
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "idsxml/tests"))

import peers  # noqa: E402
from lint_formats_test import MIXED, RULES  # noqa: E402
from support import ProgramTest  # noqa: E402

PARSERS = {"CHECKSTYLE": "checkstyle", "CODECLIMATE": "gitlab", "JUNIT": "junit", "SARIF": "sarif"}

# What lint finds in the file, by line; JUnit knows only what fails.
EXPECTED = {(5, "INFO"), (6, "ERROR"), (13, "ERROR"), (14, "ERROR")}


class Readback(ProgramTest):
    def test_every_finding_arrives_with_its_file_line_and_severity(self):
        self.put("conf/standalone.xml", MIXED)
        arguments = []
        for parser, name in PARSERS.items():
            self.idsxml("lint", *RULES, "--output", f"{name}:{name}", "conf/standalone.xml")
            arguments += [parser, self.folder / name]
        process = subprocess.run(["java", "-cp", peers.violations_lib(), HERE / "Readback.java", *arguments], capture_output=True, check=True, text=True)
        read = {parser: set() for parser in PARSERS}
        for line in process.stdout.splitlines():
            parser, file, number, severity = line.split("\t")
            self.assertEqual(file, "conf/standalone.xml")
            read[parser].add((int(number), severity))
        for parser in PARSERS:
            expected = {(line, severity) for line, severity in EXPECTED if parser != "JUNIT" or severity == "ERROR"}
            self.assertEqual(read[parser], expected, parser)


if __name__ == "__main__":
    unittest.main()
