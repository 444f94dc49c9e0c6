"""idsxml upgrade, on small homes of our own making: what is carried over, and that nothing that interrupts it does harm."""
import contextlib
import hashlib
import os
import pathlib
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
import unittest

from support import CONFIGURATION, PROGRAM, SMALLRYE, ProgramTest

MODULE = '<module xmlns="urn:jboss:module:1.9" name="{}"/>\n'
JOURNAL = ".idsxml-upgrade"


class HomesTest(ProgramTest):
    """Each test has an old home with somebody's things in it, and a new one as if it were just unpacked."""

    def setUp(self):
        super().setUp()
        self.old = self.folder / "kc old ä"  # a space, and what is not ASCII
        self.new = self.folder / "kc new"
        self.make_home(self.old, "12.0.4")
        self.make_home(self.new, "15.0.2")
        self.customise()

    def make_home(self, home, version):
        self.put(home / "version.txt", f"Keycloak - Version {version}\n")
        self.put(home / "jboss-modules.jar", f"jar of {version}")
        self.put(home / "bin/standalone.sh", "#!/bin/sh\nexec java\n")
        self.put(home / "bin/standalone.conf", f"# of {version[:2]}\n\n\nJAVA_OPTS=-Xmx512m\nRUN=yes\n")
        self.put(home / "docs/manual.txt", f"manual of {version}")
        self.put(home / "modules/layers.conf", "layers=keycloak\n")
        for layer, module in (("base", "org/jboss/as/server"), ("keycloak", "org/keycloak/keycloak-core")):
            folder = home / "modules/system/layers" / layer / module / "main"
            self.put(folder / "module.xml", MODULE.format(module.replace("/", ".")))
            self.put(folder / f"{module.rpartition('/')[2]}-{version}.jar", f"jar of {version}")
        self.put(home / "standalone/configuration/standalone.xml", CONFIGURATION)
        self.put(home / "standalone/configuration/application-users.properties", "# none\n")
        self.put(home / "standalone/deployments/README.txt", "put deployments here\n")
        self.put(home / "themes/base/login/login.ftl", f"login of {version}")
        self.put(home / "welcome-content/index.html", f"welcome to {version}")

    def customise(self):
        base = self.old / "standalone"
        self.put(base / "configuration/application-users.properties", "jürgen=0123\n")
        self.put(base / "configuration/keycloak.jks", b"\x00\x01keys").chmod(0o600)
        self.put(base / "data/keycloak.mv.db", b"database " * 1000)
        self.put(base / "data/tx-object-store/ShadowNoFileLockStore/x", "a transaction")
        self.put(base / "data/content/ab/cd/content", "war")
        self.put(base / "deployments/our app.war", "war")
        self.put(base / "log/server.log", "log")
        self.put(base / "tmp/vfs/x", "tmp")
        (base / "data/empty").mkdir()
        self.put(self.old / "modules/org/postgresql/main/module.xml", MODULE.format("org.postgresql"))
        self.put(self.old / "modules/org/postgresql/main/postgresql.jar", b"driver")
        ours = self.old / "modules/system/layers/base/com/acme/main"
        self.put(ours / "module.xml", MODULE.format("com.acme"))
        self.put(self.old / "themes/acme/login/theme.properties", "parent=keycloak\n")
        self.put(self.old / "providers/spi.jar", b"provider")
        self.put(self.old / "certs/ca.pem", "certificate")
        self.put(self.old / "bin/our-start.sh", "#!/bin/sh\n").chmod(0o750)
        os.utime(base / "data/keycloak.mv.db", ns=(1_500_000_000_123_456_789,) * 2)

    def put(self, path, content=CONFIGURATION):
        return super().put(os.path.relpath(path, self.folder) if isinstance(path, pathlib.Path) else path, content)

    def upgrade(self, *arguments, **more):
        return self.idsxml("upgrade", *arguments, **more)

    def tree(self, home, times=True):
        """{path: what it is} of all below; a folder's time changes with what is put into it."""
        found = {}
        for path in sorted(home.rglob("*")):
            status = path.lstat()
            look = [stat.filemode(status.st_mode), status.st_uid, status.st_gid]
            if path.is_symlink():
                look.append(os.readlink(path))
            elif path.is_file():
                look.append(hashlib.sha256(path.read_bytes()).hexdigest())
                look.append(status.st_mtime_ns if times else 0)
            found[str(path.relative_to(home))] = look
        return found

    def carried(self):
        """The new home without the journal, whose own times do not matter."""
        made = {name for name in ("standalone/configuration/standalone.xml",)}
        tree = {path: look for path, look in self.tree(self.new).items() if not path.startswith(JOURNAL)}
        for path in made & set(tree):
            tree[path] = tree[path][:-1]  # written, not copied
        return tree

    @contextlib.contextmanager
    def untouched(self, home):
        before = self.tree(home)
        yield
        self.assertEqual(self.tree(home), before)

    def assert_carried(self, path):
        old, new = self.old / path, self.new / path
        self.assertEqual(new.read_bytes(), old.read_bytes(), path)
        self.assertEqual(new.stat().st_mtime_ns, old.stat().st_mtime_ns, path)
        self.assertEqual(new.stat().st_mode, old.stat().st_mode, path)
        self.assertNotEqual(new.stat().st_ino, old.stat().st_ino, path)


    def with_mounts(self, script, mounted=None):
        """Runs it as root of a name space of its own, with mounts that nobody else sees."""
        for name in ("saved", "undone"):
            (self.folder / name).mkdir()
        # In a chroot, whose root is no mount point, there is nothing that could be made private: so it is unmounted at the end.
        script = f'mount --make-rprivate / 2>&-\n{script}umount "{mounted or self.new}"'
        shell = ["unshare", "--mount", "--propagation", "unchanged", "sh", "-c", script]
        if os.geteuid() != 0:
            shell.insert(1, "--map-root-user")
        return subprocess.run(shell, env=self.environment, capture_output=True, text=True, check=False)

    def upgrade_with_mount(self, source, target):
        """Upgrades while one folder is mounted in the place of another."""
        script = f"""
mount --bind "{source}" "{target}" || exit 99
"{PROGRAM}" upgrade "{self.old}" "{self.new}"; echo "status $?"
"""
        return self.with_mounts(script, mounted=target)


class Carrying(HomesTest):
    def test_what_is_the_users_own_is_carried_over_and_the_old_home_stays_as_it_is(self):
        with self.untouched(self.old):
            ran = self.upgrade(self.old, self.new)
        self.assertIn(ran.status, (0, 1), ran.errors)
        for path in (
            "standalone/configuration/application-users.properties",
            "standalone/configuration/keycloak.jks",
            "standalone/data/keycloak.mv.db",
            "standalone/data/content/ab/cd/content",
            "standalone/deployments/our app.war",
            "modules/org/postgresql/main/module.xml",
            "modules/org/postgresql/main/postgresql.jar",
            "modules/system/layers/base/com/acme/main/module.xml",
            "themes/acme/login/theme.properties",
            "providers/spi.jar",
            "certs/ca.pem",
            "bin/our-start.sh",
        ):
            self.assert_carried(path)
        self.assertTrue((self.new / "standalone/data/empty").is_dir())
        self.assertIn(f"idsxml upgrade --undo '{self.new}'\n", ran.text)

    def test_what_is_transient_or_of_the_release_stays_behind(self):
        with_new = {"version.txt", "jboss-modules.jar", "docs/manual.txt", "themes/base/login/login.ftl", "bin/standalone.conf"}
        before = {path: (self.new / path).read_bytes() for path in with_new}
        self.upgrade(self.old, self.new)
        for path in ("standalone/log", "standalone/tmp", "standalone/data/tx-object-store"):
            self.assertFalse((self.new / path).exists(), path)
        self.assertFalse(list(self.new.rglob("*12.0.4.jar")))
        self.assertEqual({path: (self.new / path).read_bytes() for path in with_new}, before)

    def test_every_standalone_configuration_is_migrated(self):
        self.put(self.old / "standalone/configuration/standalone-ours.xml")
        self.upgrade(self.old, self.new)
        for name in ("standalone.xml", "standalone-ours.xml"):
            content = (self.new / "standalone/configuration" / name).read_text()
            migrated = self.idsxml("migrate", "--to", "keycloak:15", "-o", "-", self.old / "standalone/configuration" / name)
            self.assertEqual(content, migrated.text)

    def test_files_of_a_domain_are_put_beside_for_a_person(self):
        self.put(self.old / "domain/configuration/host.xml", '<host xmlns="urn:jboss:domain:14.0"/>')
        self.put(self.new / "domain/configuration/host.xml", '<host xmlns="urn:jboss:domain:16.0"/>')
        with self.untouched(self.old):
            ran = self.upgrade(self.old, self.new)
        self.assertEqual(ran.status, 1)
        self.assertIn("14.0", (self.new / "domain/configuration/host.xml.from-keycloak-12").read_text())
        self.assertIn("16.0", (self.new / "domain/configuration/host.xml").read_text())
        self.assertIn("UPG023", ran.text + ran.errors)

    def test_a_configuration_that_cannot_be_migrated_is_put_beside(self):
        self.put(self.old / "standalone/configuration/standalone.xml", "<server")
        ran = self.upgrade(self.old, self.new)
        self.assertEqual(ran.status, 1)
        self.assertEqual((self.new / "standalone/configuration/standalone.xml").read_text(), CONFIGURATION)
        self.assertEqual((self.new / "standalone/configuration/standalone.xml.from-keycloak-12").read_text(), "<server")

    def test_layers_of_somebody_s_own_are_switched_on(self):
        self.put(self.old / "modules/layers.conf", "layers=acme,keycloak\n")
        self.put(self.old / "modules/system/layers/acme/org/jboss/as/server/main/module.xml", MODULE.format("org.jboss.as.server"))
        self.upgrade(self.old, self.new)
        self.assertEqual((self.new / "modules/layers.conf").read_text(), "layers=acme,keycloak\n")
        self.assert_carried("modules/system/layers/acme/org/jboss/as/server/main/module.xml")

    def test_changes_in_bin_are_shown_and_not_made(self):
        self.put(self.old / "bin/standalone.conf", "# of 12\n\n\nJAVA_OPTS=-Xmx4g -Dtrust.password=hunter2\nRUN=yes\n")
        ran = self.upgrade("--dry-run", self.old, self.new)
        self.assertIn("+JAVA_OPTS=-Xmx4g", ran.text)
        self.assertNotIn("hunter2", ran.text + ran.errors)
        self.upgrade(self.old, self.new)
        self.assertIn("-Xmx512m", (self.new / "bin/standalone.conf").read_text())

    def test_with_the_original_at_hand_what_was_put_into_a_module_of_the_release_is_told(self):
        original = self.folder / "original"
        self.make_home(original, "12.0.4")
        core = "modules/system/layers/keycloak/org/keycloak/keycloak-core/main"
        self.put(self.old / core / "patch.jar", "ours")
        self.put(self.old / core / "module.xml", MODULE.format("org.keycloak.keycloak-core").replace("/>", "><!-- ours --></module>"))
        plan = self.upgrade("--dry-run", "--format", "json", "--original", original, self.old, self.new).json
        changed = {each["path"] for each in plan["changed"] if each["path"].startswith("modules")}
        self.assertEqual(changed, {f"{core}/patch.jar", f"{core}/module.xml"})

    def test_what_the_old_server_has_elsewhere_is_told(self):
        for folder, is_told in (("/var/lib/kc", True), (self.old / "standalone-own", False), ("$JBOSS_HOME/own", False)):
            self.put(self.old / "bin/standalone.conf", f"RUN=yes\nJBOSS_BASE_DIR='{folder}'\n")
            ran = self.upgrade("--dry-run", self.old, self.new)
            self.assertEqual("UPG027" in ran.text, is_told, folder)

    def test_with_the_original_at_hand_a_diff_has_only_what_was_changed(self):
        original = self.folder / "original"
        self.make_home(original, "12.0.4")
        self.put(self.old / "bin/standalone.conf", "# of 12\n\n\nJAVA_OPTS=-Xmx4g\nRUN=yes\n")
        ran = self.upgrade("--dry-run", "--original", original, self.old, self.new)
        self.assertIn("+JAVA_OPTS=-Xmx4g", ran.text)
        self.assertNotIn("+# of 12", ran.text)
        self.assertNotIn("bin/standalone.sh", ran.text)

    def test_what_is_not_the_original_is_refused(self):
        """Against it, the whole old release would pass for the user's own."""
        other = self.folder / "other"
        self.make_home(other, "11.0.3")
        with self.untouched(self.new):
            for wrong in (other, self.old, self.folder / "missing"):
                ran = self.upgrade("--original", wrong, self.old, self.new)
                self.assertEqual(ran.status, 2)
                self.assertIn("UPG020", ran.errors)

    def test_a_dry_run_changes_nothing_and_tells_the_space(self):
        with self.untouched(self.old), self.untouched(self.new):
            ran = self.upgrade("--dry-run", self.old, self.new)
        for word in ("our app.war", "log  ", "stays behind", "postgresql", "space needed"):
            self.assertIn(word, ran.text)

    def test_json_says_the_same(self):
        plan = self.upgrade("--dry-run", "--format", "json", self.old, self.new).json
        self.assertEqual(plan["schema"], "urn:idsxml:schema:upgrade:1")
        self.assertEqual(plan["from"]["version"], "12.0.4")
        self.assertIn("providers/spi.jar", [action["path"] for action in plan["actions"]])
        done = self.upgrade("--format", "json", self.old, self.new).json
        self.assertEqual((done["state"], done["actions"]), ("finished", plan["actions"]))
        self.assertEqual(self.upgrade("--undo", "--format", "json", self.new).json["state"], "undone")

    def test_an_archive_is_made_first(self):
        archive = self.folder / "old.tar.gz"
        self.upgrade("--archive", archive, self.old, self.new)
        (self.folder / "unpacked").mkdir()
        subprocess.run(["tar", "-xf", archive, "-C", self.folder / "unpacked"], check=True)
        self.assertEqual(self.tree(self.folder / "unpacked" / self.old.name), self.tree(self.old))
        self.assert_fails(self.upgrade("--archive", self.old / "x.tar", self.old, self.fresh_home()), "UPG016")

    def fresh_home(self):
        home = self.folder / "another"
        self.make_home(home, "15.0.2")
        return home

    def assert_fails(self, ran, code, *words):
        self.assertEqual(ran.status, 2, ran.err)
        self.assertIn(f"error[{code}]", ran.errors)
        for word in words:
            self.assertIn(word, ran.errors)


class Links(HomesTest):
    def test_data_on_another_disk_is_copied_so_that_the_servers_do_not_share_it(self):
        disk = self.folder / "disk"
        shutil.move(self.old / "standalone/data", disk)
        (self.old / "standalone/data").symlink_to(disk)
        before = self.tree(disk)
        ran = self.upgrade(self.old, self.new)
        self.assertEqual(self.tree(disk), before)
        self.assertFalse((self.new / "standalone/data").is_symlink())
        self.assertEqual((self.new / "standalone/data/keycloak.mv.db").read_bytes(), b"database " * 1000)
        self.assertFalse((self.new / "standalone/data/tx-object-store").exists())
        self.assertIn("UPG022", ran.text + ran.errors)

    def test_links_within_the_old_home_lead_to_the_same_in_the_new_one(self):
        configuration = self.old / "standalone/configuration"
        (configuration / "relative.xml").symlink_to("standalone.xml")
        (configuration / "absolute.jks").symlink_to(configuration / "keycloak.jks")
        self.upgrade(self.old, self.new)
        new = self.new / "standalone/configuration"
        self.assertEqual(os.readlink(new / "relative.xml"), "standalone.xml")
        self.assertEqual(os.path.realpath(new / "absolute.jks"), os.path.realpath(new / "keycloak.jks"))

    def test_links_out_of_other_places_stay_links(self):
        (self.folder / "shared.jar").write_text("jar")
        (self.old / "modules/org/postgresql/main/shared.jar").symlink_to(self.folder / "shared.jar")
        self.upgrade(self.old, self.new)
        self.assertEqual(os.readlink(self.new / "modules/org/postgresql/main/shared.jar"), str(self.folder / "shared.jar"))

    def test_a_link_in_a_circle_is_an_error_before_anything_is_done(self):
        outside = self.folder / "outside"
        outside.mkdir()
        (outside / "again").symlink_to(self.folder)
        (self.old / "standalone/data/circle").symlink_to(outside)
        for target in (outside, "/"):
            (self.old / "standalone/data/circle").unlink()
            (self.old / "standalone/data/circle").symlink_to(target)
            with self.untouched(self.new):
                ran = self.upgrade(self.old, self.new)
            self.assertEqual(ran.status, 2)
            self.assertIn("circle", ran.errors)

    def test_a_list_of_layers_that_is_no_file_stays_behind(self):
        layers = self.old / "modules/layers.conf"
        layers.unlink()
        layers.symlink_to("layers.conf")
        self.assertIn(self.upgrade(self.old, self.new).status, (0, 1))
        self.assertEqual((self.new / "modules/layers.conf").read_text(), "layers=keycloak\n")

    def test_holes_stay_holes(self):
        with open(self.old / "standalone/data/sparse", "wb") as file:
            file.seek(50_000_000)
            file.write(b"end")
            file.truncate(90_000_000)
        self.upgrade(self.old, self.new)
        self.assert_carried("standalone/data/sparse")
        self.assertLess((self.new / "standalone/data/sparse").stat().st_blocks * 512, 1_000_000)


class Refusing(HomesTest):
    def assert_refused(self, ran, code, *words):
        self.assertEqual(ran.status, 2, ran.err)
        for word in (code, *words):
            self.assertIn(word, ran.errors)
        self.assertFalse((self.new / JOURNAL).exists())

    def test_what_is_no_home(self):
        self.assert_refused(self.upgrade(self.folder, self.new), "UPG001")
        self.assert_refused(self.upgrade(self.folder / "nowhere", self.new), "UPG001")

    def test_the_older_one_as_the_new_one(self):
        self.assert_refused(self.upgrade(self.new, self.old), "UPG003")

    def test_homes_in_each_other(self):
        self.assert_refused(self.upgrade(self.old, self.old), "UPG004")

    def test_a_release_without_rules(self):
        self.put(self.new / "version.txt", "Keycloak - Version 16.1.1\n")
        self.assert_refused(self.upgrade(self.old, self.new), "CFG005")

    @contextlib.contextmanager
    def server(self, home):
        """A process with the command line of a server."""
        code = "import time; time.sleep(60)"
        options = [f"-Djboss.home.dir={home}", "org.jboss.as.standalone"]
        process = subprocess.Popen([sys.executable, "-c", code, *options])
        try:
            time.sleep(0.1)
            yield process
        finally:
            process.kill()
            process.wait()

    def test_a_server_that_runs_from_either_home(self):
        for home in (self.old, self.new):
            with self.server(home) as process:
                self.assert_refused(self.upgrade(self.old, self.new), "UPG005", str(process.pid))
        self.upgrade(self.old, self.new)
        with self.server(self.new):
            self.assertIn("UPG005", self.upgrade("--undo", self.new).errors)

    def test_a_second_upgrade_into_the_same_home(self):
        self.upgrade(self.old, self.new)
        self.assertIn("UPG008", self.upgrade(self.old, self.new).errors)


class Interrupted(HomesTest):
    """Acceptance: whatever interrupts it, --resume gives what an undisturbed run gives, --undo what was before."""

    def setUp(self):
        super().setUp()
        for i in range(40):
            self.put(self.old / f"standalone/data/more/{i % 7}/{i}", os.urandom(30_000))
        self.pristine = self.folder / "pristine"
        subprocess.run(["cp", "-a", self.new, self.pristine], check=True)
        self.before = self.tree(self.new)
        self.old_before = self.tree(self.old)
        began = time.monotonic()
        self.assertIn(self.upgrade(self.old, self.new).status, (0, 1))
        self.duration = time.monotonic() - began
        self.after = self.carried()

    def renew(self):
        shutil.rmtree(self.new)
        subprocess.run(["cp", "-a", self.pristine, self.new], check=True)

    def kill_after(self, seconds, *arguments):
        process = subprocess.Popen(
            [PROGRAM, "upgrade", *map(str, arguments)],
            cwd=self.folder, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def test_killed_at_200_random_moments(self):
        moments = random.Random(4)
        for number in range(200):
            self.renew()
            self.kill_after(moments.uniform(0, self.duration * 1.1), self.old, self.new)
            if number % 5 == 0:  # more than once
                self.kill_after(moments.uniform(0, self.duration), "--resume", self.old, self.new)
            if number % 2 == 0:
                ran = self.upgrade("--resume", self.old, self.new)
                self.assertIn(ran.status, (0, 1), ran.errors)
                self.assertEqual(self.carried(), self.after)
            else:
                if number % 3 == 0:
                    self.kill_after(moments.uniform(0, self.duration / 2), "--undo", self.new)
                ran = self.upgrade("--undo", self.new)
                self.assertEqual(ran.status, 0, ran.errors)
                self.assertEqual(self.tree(self.new), self.before)
        self.assertEqual(self.tree(self.old), self.old_before)

    def test_undone_after_it_was_finished(self):
        folder_times = {path: path.stat().st_mtime_ns for path in self.pristine.rglob("*") if path.is_dir()}
        self.assertEqual(self.upgrade("--undo", self.new).status, 0)
        self.assertEqual(self.tree(self.new), self.before)
        for path, time_ns in folder_times.items():
            self.assertEqual((self.new / path.relative_to(self.pristine)).stat().st_mtime_ns, time_ns, path)

    def test_resumed_after_it_was_finished_nothing_happens(self):
        with self.untouched(self.new):
            self.assertIn(self.upgrade("--resume", self.new).status, (0, 1))

    def test_half_undone_it_is_not_resumed(self):
        (self.new / JOURNAL / "undoing").touch()
        self.assertIn("UPG008", self.upgrade("--resume", self.new).errors)
        self.assertEqual(self.upgrade("--undo", self.new).status, 0)
        self.assertEqual(self.tree(self.new), self.before)

    def test_after_a_power_cut_nothing_that_may_be_lost_counts_as_done(self):
        journal = self.new / JOURNAL
        (journal / "finished").unlink()
        (journal / "progress").write_text(f"{10**6:<20}")
        boot_id = pathlib.Path("/proc/sys/kernel/random/boot_id").read_bytes().strip()
        (journal / "plan").write_bytes((journal / "plan").read_bytes().replace(boot_id, b"another"))
        (self.new / "standalone/data/keycloak.mv.db").write_bytes(b"")  # as file systems do
        self.upgrade("--resume", self.new)
        self.assertEqual(self.carried(), self.after)

    def test_a_file_of_the_old_home_that_changes_meanwhile_is_an_error(self):
        (self.new / JOURNAL / "finished").unlink()
        self.put(self.old / "themes/acme/login/theme.properties", "parent=base and more\n")
        ran = self.upgrade("--resume", self.new)
        self.assertEqual(ran.status, 2)
        self.assertIn("UPG011", ran.errors)
        (self.old / "themes/acme/login/theme.properties").unlink()
        self.assertIn("UPG011", self.upgrade("--resume", self.new).errors)
        self.assertEqual(self.upgrade("--undo", self.new).status, 0)
        self.assertEqual(self.tree(self.new), self.before)

    def test_on_a_full_disk_it_stops_and_goes_on_when_there_is_room(self):
        """There is room for bytes, which is looked at before; what runs out is room for files."""
        count = sum(1 for _ in self.pristine.rglob("*"))
        script = f"""
mount -t tmpfs -o size=64m,nr_inodes={count + 40} tmpfs "{self.new}" || exit 99
cp -a "{self.pristine}/." "{self.new}"
"{PROGRAM}" upgrade "{self.old}" "{self.new}" > /dev/null; echo "full $?"
"{PROGRAM}" upgrade --resume "{self.new}" > /dev/null; echo "full $?"
mount -o remount,nr_inodes=100000 "{self.new}"
"{PROGRAM}" upgrade --resume "{self.new}" > /dev/null; echo "room $?"
cp -a "{self.new}/." "{self.folder}/saved"
"{PROGRAM}" upgrade --undo "{self.new}" > /dev/null; echo "undo $?"
cp -a "{self.new}/." "{self.folder}/undone"
"""
        ran = self.with_mounts(script)
        self.assertRegex(ran.stdout, "full 2\nfull 2\nroom [01]\nundo 0\n")
        self.assertEqual(ran.stderr.count("error[IO024]"), 2, ran.stderr)
        self.assertIn("--resume", ran.stderr)
        self.assertEqual(self.tree(self.folder / "undone"), self.before)
        self.assertEqual(self.tree(self.old), self.old_before)
        self.new = self.folder / "saved"
        self.assertEqual(self.carried(), self.after)

    def test_too_little_space_is_told_before_the_first_change(self):
        script = f"""
mount -t tmpfs -o size=1m tmpfs "{self.new}" || exit 99
cp -a "{self.pristine}/." "{self.new}"
"{PROGRAM}" upgrade "{self.old}" "{self.new}"; echo "status $?"
cp -a "{self.new}/." "{self.folder}/saved"
"""
        ran = self.with_mounts(script)
        self.assertIn("status 2", ran.stdout)
        self.assertIn("UPG007", ran.stderr)
        self.assertEqual(self.tree(self.folder / "saved"), self.before)


class Apart(HomesTest):
    """Nothing but the new home is ever written, whatever leads elsewhere."""

    def move_data_to(self, disk):
        shutil.move(self.old / "standalone/data", disk)
        (self.old / "standalone/data").symlink_to(disk)

    def assert_refused(self, ran, code, *words):
        self.assertEqual(ran.status, 2, ran.err)
        for word in (code, *words):
            self.assertIn(word, ran.errors)

    def test_undoing_does_not_follow_a_link_that_was_put_into_the_new_home_since(self):
        disk = self.folder / "disk"
        self.move_data_to(disk)
        pristine, before = self.tree(self.new), self.tree(disk)
        self.upgrade(self.old, self.new)
        shutil.rmtree(self.new / "standalone/data")
        (self.new / "standalone/data").symlink_to(disk)
        self.assert_refused(self.upgrade("--undo", self.new), "UPG019", "standalone/data")
        self.assertEqual(self.tree(disk), before)
        (self.new / "standalone/data").unlink()
        self.assertEqual(self.upgrade("--undo", self.new).status, 0)
        self.assertEqual(self.tree(self.new), pristine)
        self.assertEqual(self.tree(disk), before)

    def test_undoing_leaves_what_somebody_has_put_in_the_place_of_something_carried(self):
        pristine = self.tree(self.new)
        self.upgrade(self.old, self.new)
        spi, certs, users = (self.new / path for path in ("providers/spi.jar", "certs", "standalone/configuration/application-users.properties"))
        for path in (spi, users):
            path.unlink()
            (path / "mine").mkdir(parents=True)
        shutil.rmtree(certs)
        certs.write_text("mine")
        self.assert_refused(self.upgrade("--undo", self.new), "UPG013", "application-users.properties")
        shutil.rmtree(users)
        ran = self.upgrade("--undo", self.new)
        self.assertEqual(ran.status, 0, ran.errors)
        for name in ("certs", "providers"):
            self.assertIn(name, ran.text)
        shutil.rmtree(self.new / "providers")
        certs.unlink()
        self.assertEqual(self.tree(self.new), pristine)

    def test_names_at_the_limit_of_the_system(self):
        name = f"standalone{'x' * 240}.xml"
        self.put(self.old / "standalone/configuration" / name, "<server")
        self.put(self.old / "standalone/data" / ("y" * 255), "y")
        pristine = self.tree(self.new)
        self.assertEqual(self.upgrade(self.old, self.new).status, 1)
        self.assert_carried("standalone/data/" + "y" * 255)
        self.assertEqual(self.upgrade("--undo", self.new).status, 0)
        self.assertEqual(self.tree(self.new), pristine)

    def test_resuming_does_not_follow_such_a_link_either(self):
        self.upgrade(self.old, self.new)
        for name in ("finished", "progress"):
            (self.new / JOURNAL / name).unlink(missing_ok=True)
        shutil.rmtree(self.new / "standalone/configuration")
        (self.new / "standalone/configuration").symlink_to(self.old / "standalone/configuration")
        with self.untouched(self.old):
            self.assert_refused(self.upgrade("--resume", self.new), "UPG019")

    def test_a_copy_of_an_upgraded_home_is_undone_itself(self):
        pristine = self.tree(self.new)
        configuration = self.old / "standalone/configuration"
        (configuration / "absolute.jks").symlink_to(configuration / "keycloak.jks")
        self.upgrade(self.old, self.new)
        copy = self.folder / "copy"
        for mode in ("--undo", "--resume"):
            subprocess.run(["cp", "-a", self.new, copy], check=True)
            if mode == "--resume":
                (copy / JOURNAL / "finished").unlink()
            with self.untouched(self.new):
                self.assertIn(self.upgrade(mode, copy).status, (0, 1))
            if mode == "--undo":
                self.assertEqual(self.tree(copy), pristine)
            else:
                self.assertEqual(os.path.realpath(copy / "standalone/configuration/absolute.jks"), str(copy / "standalone/configuration/keycloak.jks"))
            shutil.rmtree(copy)

    def test_one_home_mounted_as_both(self):
        with self.untouched(self.old):
            ran = self.upgrade_with_mount(self.old, self.new)
        self.assertIn("status 2", ran.stdout, ran.stderr)
        self.assertIn("UPG004", ran.stderr)

    def test_a_folder_mounted_into_both_homes(self):
        data = self.new / "standalone/data"
        data.mkdir()
        with self.untouched(self.old):
            ran = self.upgrade_with_mount(self.old / "standalone/data", data)
        self.assertIn("status 2", ran.stdout, ran.stderr)
        self.assertIn("UPG019", ran.stderr)
        self.assertFalse((self.new / JOURNAL).exists())

    def test_a_folder_of_the_new_home_that_is_mounted_there(self):
        configuration = self.new / "standalone/configuration"
        with self.untouched(self.new):
            ran = self.upgrade_with_mount(configuration, configuration)
        self.assertIn("status 2", ran.stdout, ran.stderr)
        self.assertIn("UPG019", ran.stderr)

    def test_the_old_home_mounted_within_the_new_one(self):
        inner = self.new / "inner"
        inner.mkdir()
        ran = self.upgrade_with_mount(self.old, inner)
        self.assertIn("status 2", ran.stdout, ran.stderr)
        self.assertIn("UPG004", ran.stderr)

    def test_data_that_has_a_link_to_itself_is_copied_once(self):
        disk = self.folder / "disk"
        self.move_data_to(disk)
        (disk / "self").symlink_to(disk)
        (disk / "alias").symlink_to(disk / "content")
        (self.old / "standalone/second").symlink_to(disk)
        self.upgrade(self.old, self.new)
        for path in ("standalone/data/self", "standalone/data/alias", "standalone/data/self/alias", "standalone/second"):
            real = os.path.realpath(self.new / path)
            self.assertTrue(real.startswith(f"{self.new}/standalone/"), (path, real))
        self.assertEqual(len(list(self.new.rglob("keycloak.mv.db"))), 1)

    def test_a_relative_link_that_leads_out_of_the_old_home_and_into_it_again(self):
        link = self.old / "standalone/configuration/again.jks"
        link.symlink_to(f"../../../{self.old.name}/standalone/configuration/keycloak.jks")
        self.upgrade(self.old, self.new)
        self.assertEqual(
            os.path.realpath(self.new / "standalone/configuration/again.jks"),
            str(self.new / "standalone/configuration/keycloak.jks"))

    def test_an_archive_is_for_its_owner_alone_and_never_in_the_old_home(self):
        archive = self.folder / "old.tar"
        self.upgrade("--archive", archive, self.old, self.new)
        self.assertEqual(stat.S_IMODE(archive.stat().st_mode), 0o600)
        self.upgrade("--undo", self.new)
        (self.folder / "link").symlink_to(self.old)
        with self.untouched(self.old):
            self.assert_refused(self.upgrade("--archive", self.folder / "link/x.tar", self.old, self.new), "UPG016")

    def test_a_journal_that_somebody_has_forged_reaches_nothing_else(self):
        self.upgrade(self.old, self.new)
        plan = self.new / JOURNAL / "plan"
        genuine = plan.read_bytes()
        victim = self.put("victim.jar", "ours")
        for forged in (
            genuine.replace(b"\0providers/spi.jar\0", b"\0providers/../../victim.jar\0", 1),
            genuine.replace(b"\0providers/spi.jar\0", f"\0{victim}\0".encode(), 1),
            genuine.replace(b"\0providers\0", b"\0..\0", 1),
            genuine.replace(b"\x002\x000\0providers/spi.jar\0", b"\x0077\x000\0providers/spi.jar\0", 1),
            genuine[: len(genuine) // 2],
            b"",
            os.urandom(1000),
        ):
            self.assertNotEqual(forged, genuine)
            plan.write_bytes(forged)
            for mode in ("--undo", "--resume"):
                self.assert_refused(self.upgrade(mode, self.new), "UPG010")
        self.assertEqual(victim.read_text(), "ours")

    def test_what_a_killed_run_has_left_in_the_old_home_is_not_carried_over(self):
        """It was the new home of an upgrade once, and the name is taken by this one."""
        self.put(self.old / "standalone/configuration/.idsxml-part", "half a fi")
        self.upgrade(self.old, self.new)
        self.assertFalse((self.new / "standalone/configuration/.idsxml-part").exists())
        self.assert_carried("standalone/configuration/keycloak.jks")


class Unreadable(HomesTest):
    @unittest.skipUnless(os.geteuid() == 0, "root gives the homes to another user")
    def test_a_file_that_cannot_be_read_stops_it_before_the_first_change(self):
        secret = self.old / "standalone/data/keycloak.mv.db"
        for home in (self.old, self.new):
            subprocess.run(["chown", "-R", "nobody", home], check=True)
        self.folder.chmod(0o755)
        shutil.chown(secret, "root")
        secret.chmod(0o600)
        nobody = ["setpriv", "--reuid=nobody", "--clear-groups", PROGRAM, "upgrade"]
        with self.untouched(self.new):
            ran = subprocess.run([*nobody, self.old, self.new], env=self.environment, capture_output=True, text=True, check=False)
        self.assertEqual(ran.returncode, 2)
        self.assertIn("UPG012", ran.stderr)
        self.assertIn("keycloak.mv.db", ran.stderr)
        shutil.chown(secret, "nobody")
        ran = subprocess.run([*nobody, "--resume", self.old, self.new], env=self.environment, capture_output=True, text=True, check=False)
        self.assertIn(ran.returncode, (0, 1), ran.stderr)
        self.assert_carried("standalone/data/keycloak.mv.db")

    @unittest.skipUnless(os.geteuid() == 0, "root gives the homes to another user")
    def test_folders_that_their_owner_may_not_write_into_are_carried_and_undone(self):
        for home in (self.old, self.new):
            subprocess.run(["chown", "-R", "nobody", home], check=True)
        self.folder.chmod(0o755)
        for path in ("standalone/configuration", "standalone/data/content", "themes/acme/login"):
            (self.old / path).chmod(0o555)
        nobody = ["setpriv", "--reuid=nobody", "--clear-groups", PROGRAM, "upgrade"]

        def run(*arguments):
            ran = subprocess.run([*nobody, *arguments], env=self.environment, capture_output=True, text=True, check=False)
            self.assertIn(ran.returncode, (0, 1), ran.stderr)

        before = self.tree(self.new)
        run(self.old, self.new)
        after = self.carried()
        self.assertEqual(after["standalone/configuration"][0], "dr-xr-xr-x")
        journal = self.new / JOURNAL
        (journal / "finished").unlink()
        boot_id = pathlib.Path("/proc/sys/kernel/random/boot_id").read_bytes().strip()
        (journal / "plan").write_bytes((journal / "plan").read_bytes().replace(boot_id, b"another"))
        run("--resume", self.new)
        self.assertEqual(self.carried(), after)
        run("--undo", self.new)
        self.assertEqual(self.tree(self.new), before)


if __name__ == "__main__":
    unittest.main()
