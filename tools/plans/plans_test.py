"""Every script that `idsxml plan` can print is one that shellcheck has nothing to say about."""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

AT_A_TIME = 8


def complaints_about(scripts):
    return subprocess.run(["shellcheck", "--shell=bash", "--norc", *scripts], capture_output=True, text=True).stdout


class Scripts(unittest.TestCase):
    def test_every_combination_passes_shellcheck(self):
        with tempfile.TemporaryDirectory(prefix="idsxml-") as folder:
            told = subprocess.run([os.environ["IDSXML_PLANS"], folder], capture_output=True, text=True, check=True).stdout
            sys.stderr.write(told)
            pairs, combinations, count = map(int, re.fullmatch(r"(\d+) pairs, (\d+) combinations, (\d+) scripts\n", told).groups())
            scripts = sorted(pathlib.Path(folder).glob("*.sh"))
            self.assertEqual(len(scripts), count)
            self.assertGreater(pairs, 2000)
            self.assertGreater(combinations, 30 * pairs)
            batches = [scripts[at : at + AT_A_TIME] for at in range(0, len(scripts), AT_A_TIME)]
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                self.assertEqual("".join(pool.map(complaints_about, batches)), "")
            for script in scripts:
                self.assertEqual(subprocess.run(["bash", script], capture_output=True).returncode, 0, script)


if __name__ == "__main__":
    unittest.main()
