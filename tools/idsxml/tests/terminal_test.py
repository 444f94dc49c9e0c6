"""What happens on a terminal: colours, questions, and the restoring of torn files."""
import contextlib
import os
import pty
import select
import subprocess
import time
import unittest

from support import CONFIGURATION, MIGRATED, PROGRAM, ProgramTest


class Terminal(ProgramTest):
    def on_terminal(self, *arguments, answer="", **environment):
        """Runs with all three streams on a terminal of 80 columns; returns the exit status and what it showed."""
        main, terminal = pty.openpty()
        os.set_blocking(main, False)
        process = subprocess.Popen(
            [PROGRAM, *map(str, arguments)],
            cwd=self.folder,
            env={**self.environment, "TERM": "xterm", **environment},
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
        )
        os.close(terminal)
        os.write(main, answer.encode())
        shown = b""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if not select.select([main], [], [], 1)[0]:
                continue
            try:
                chunk = os.read(main, 65536)
            except OSError:  # the program has ended, and so has its terminal
                break
            shown += chunk
        os.close(main)
        return process.wait(timeout=30), shown.decode().replace("\r\n", "\n")

    def test_several_files_are_asked_for(self):
        self.put("a.xml")
        self.put("b.xml")
        status, shown = self.on_terminal("migrate", "--only", "KC1301", "a.xml", "b.xml", answer="y\n")
        self.assertEqual(status, 0, shown)
        self.assertIn("Migrate 2 files to Keycloak 13? [y/N]", shown)
        self.assertEqual((self.get("a.xml"), self.get("b.xml")), (MIGRATED, MIGRATED))

    def test_anything_but_yes_is_no(self):
        self.put("a.xml")
        self.put("b.xml")
        for answer in ("n\n", "\n", "\x04"):
            status, shown = self.on_terminal("migrate", "a.xml", "b.xml", answer=answer)
            self.assertEqual(status, 2)
            self.assertIn("CLI006", shown)
        self.assertEqual(self.names(), ["a.xml", "b.xml"])

    def test_yes_and_a_single_file_are_not_asked_for(self):
        self.put("a.xml")
        self.put("b.xml")
        status, shown = self.on_terminal("migrate", "--only", "KC1301", "--yes", "a.xml", "b.xml")
        self.assertEqual((status, "[y/N]" in shown), (0, False))
        self.put("c.xml")
        status, shown = self.on_terminal("migrate", "--only", "KC1301", "c.xml")
        self.assertEqual((status, "[y/N]" in shown), (0, False))

    def test_colours(self):
        self.put("a.xml")
        self.assertIn("\x1b[", self.on_terminal("migrate", "--check", "a.xml")[1])
        self.assertIn("\x1b[", self.on_terminal("migrate", "--check", "a.xml", NO_COLOR="")[1])
        for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            self.assertNotIn("\x1b", self.on_terminal("migrate", "--check", "a.xml", **environment)[1])
        self.assertNotIn("\x1b", self.on_terminal("migrate", "--check", "--color", "never", "a.xml")[1])

    def test_a_difference_on_a_terminal_cannot_drive_it(self):
        self.put("a.xml", CONFIGURATION.replace("ours", "\u009b2J ours"))
        shown = self.on_terminal("migrate", "--only", "KC1301", "--dry-run", "a.xml", NO_COLOR="1")[1]
        self.assertIn("\\u{009B}2J ours", shown)
        self.assertNotIn("\u009b", shown)

    def tear(self):
        """Leaves behind what an --in-place does that is killed while it writes."""
        path = self.put("standalone.xml")
        # A run that cannot announce its backup, because the pipe is full, stands just before its first byte.
        end, errors = os.pipe()
        os.set_blocking(errors, False)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.write(errors, b"x" * 4096)
        os.set_blocking(errors, True)
        process = subprocess.Popen([PROGRAM, "migrate", "--only", "KC1301", "--in-place", path], stdout=subprocess.DEVNULL, stderr=errors)
        journal = self.folder / "standalone.xml.idsxml-journal"
        deadline = time.monotonic() + 30
        while not journal.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        process.kill()
        process.wait()
        os.close(end)
        os.close(errors)
        path.write_text(MIGRATED[:200] + CONFIGURATION[200:])

    def test_a_torn_file_is_refused_with_the_way_out(self):
        self.tear()
        ran = self.idsxml("migrate", "standalone.xml")
        self.assert_fails(ran, "IO013", "--restore")
        ran = self.idsxml("migrate", "--only", "KC1301", "--restore", "standalone.xml")
        self.assertEqual(ran.status, 0, ran.err)
        self.assertIn("note[IO061]", ran.errors)
        self.assertEqual(self.get("standalone.xml"), MIGRATED)

    def test_on_a_terminal_it_is_offered_to_be_restored(self):
        self.tear()
        status, shown = self.on_terminal("migrate", "standalone.xml", answer="n\n")
        self.assertEqual(status, 2)
        self.assertIn("[y/N]", shown)
        status, shown = self.on_terminal("migrate", "--only", "KC1301", "standalone.xml", answer="y\n")
        self.assertEqual(status, 0, shown)
        self.assertEqual(self.get("standalone.xml"), MIGRATED)


if __name__ == "__main__":
    unittest.main()
