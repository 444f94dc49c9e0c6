"""idsxml plan as people and programs call it: what it prints, what a script of it does, and that it keeps secrets."""
import json
import os
import re
import shutil
import subprocess
import unittest

import jsonschema

from support import SOURCE, ProgramTest

KEYCLOAK_12 = (SOURCE / "testdata/servers/12.0.4/standalone/input.xml").read_text()
PAIR = ("--from", "keycloak:12", "--to", "keycloak:15")
SECRET = "hunter2"

DATASOURCE = """<datasource jndi-name="java:jboss/datasources/KeycloakDS" pool-name="KeycloakDS">
<connection-url>{url}</connection-url><driver>d</driver><security><user-name>{user}</user-name><password>x</password></security>
</datasource>"""


def configuration(datasource, keycloak="", more=""):
    return f"""<server xmlns="urn:jboss:domain:14.0"><system-properties>{more}</system-properties><profile>
<subsystem xmlns="urn:jboss:domain:datasources:6.0"><datasources>{datasource}</datasources></subsystem>
<subsystem xmlns="urn:jboss:domain:keycloak-server:1.1">{keycloak}</subsystem></profile></server>"""


def with_url(url, user="keycloak"):
    return configuration(DATASOURCE.format(url=url.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), user=user))


class PlanTest(ProgramTest):
    def plan(self, *arguments, **more):
        ran = self.idsxml("plan", *arguments, **more)
        self.assertEqual((ran.status, ran.errors), (0, ""))
        return ran

    def document(self, *arguments):
        return self.plan(*arguments, "--format", "json").json

    def steps(self, *arguments):
        return {step["id"]: step for section in self.document(*arguments)["sections"] for step in section["steps"]}

    def variables(self, *arguments):
        return {each["name"]: each["bash"] for each in self.document(*arguments)["variables"]}

    def value(self, name, *arguments, **environment):
        """What bash makes of a variable."""
        lines = "\n".join(self.variables(*arguments).values())
        script = f"OLD_HOME=/old NEW_HOME=/new DISTRIBUTION=/z.zip\nset -euo pipefail\n{lines}\nprintf %s \"${name}\""
        ran = subprocess.run(["bash", "-c", script], capture_output=True, env={"PATH": os.environ["PATH"], "HOME": "/home/me", **environment})
        self.assertEqual(ran.stderr, b"")
        return ran.stdout


class Calls(PlanTest):
    def test_the_release_there_is_may_be_told_by_the_configuration(self):
        self.put("standalone.xml", KEYCLOAK_12)
        self.assertEqual(self.document("--to", "keycloak:15", "--config", "standalone.xml")["from"]["release"], "keycloak:12")
        self.assertEqual(self.document("--to", "ids:1.6", "--config", "standalone.xml")["from"]["release"], "ids:1.4")

    def test_a_home_has_its_configuration(self):
        (self.folder / "old server/standalone/configuration").mkdir(parents=True)
        self.put("old server/standalone/configuration/standalone.xml", KEYCLOAK_12)
        document = self.document("--to", "keycloak:15", "--home", "old server")
        self.assertEqual(document["database"], "h2")
        self.assertIn(f"OLD_HOME='{self.folder.resolve()}/old server'", [each["bash"] for each in document["variables"]])

    def test_mistakes(self):
        self.put("standalone.xml", KEYCLOAK_12)
        self.put("small.xml", configuration("").replace("domain:14.0", "domain:16.0"))
        for arguments, code, *words in (
            (("--from", "ids:1.4"), "CLI004", "--to ids:1.5"),
            (("--to", "ids:1.5"), "CLI004", "--config standalone.xml"),
            (("--from", "ids:1.5", "--to", "ids:1.4"), "PLN001", "older"),
            (("--from", "wildfly:18", "--to", "ids:1.4"), "PLN002"),
            (("--from", "ids:9", "--to", "ids:1.4"), "CLI103"),
            (("--from", "ids:1.4", "--to", "keycloak:20"), "CLI104"),
            ((*PAIR, "--platform", "windows"), "CLI003"),
            ((*PAIR, "standalone.xml"), "CLI005", "--config"),
            ((*PAIR, "--config", "missing.xml"), "IO001", "missing.xml"),
            ((*PAIR, "--home", "missing"), "IO001", "missing/standalone/configuration/standalone.xml"),
            (("--to", "keycloak:16", "--config", "small.xml"), "PLN005", "--from", "keycloak:14"),
        ):
            self.assert_fails(self.idsxml("plan", *arguments), code, *words)

    def test_the_document_follows_its_schema(self):
        schema = json.loads((SOURCE / "docs/schema/plan-1.schema.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        for more in ((), ("--platform", "kubernetes"), ("--platform", "kubernetes", "--chart", "identity-service")):
            document = self.document("--from", "ids:1.2", "--to", "ids:1.5", *more)
            jsonschema.validate(document, schema, jsonschema.Draft202012Validator)
            self.assertEqual(set(document), set(schema["properties"]))


class Databases(PlanTest):
    def test_where_the_database_is(self):
        for url, expected in (
            ("jdbc:postgresql://db.example.org:5433/kc", {"DB_HOST": "db.example.org", "DB_PORT": "5433", "DB_NAME": "kc"}),
            ("jdbc:postgresql://[::1]/kc?sslmode=require", {"DB_HOST": "::1", "DB_PORT": "5432", "PGSSLMODE": "require"}),
            ("jdbc:postgresql://a:1,b/kc", {"DB_HOST": "a,b", "DB_PORT": "1,5432", "PGTARGETSESSIONATTRS": "read-write"}),
            ("jdbc:postgresql://db/kc?currentSchema=own", {"DB_SCHEMA": "own"}),
            ("jdbc:mysql://db/kc", {"DB_HOST": "db", "DB_PORT": "3306", "DB_USER": "keycloak"}),
            ("jdbc:sqlserver://db\\SQL1;databaseName=kc", {"DB_HOST": "db\\SQL1", "DB_PORT": "9"}),
            ("jdbc:h2:${jboss.server.data.dir}/keycloak;AUTO_SERVER=TRUE", {"H2_FILE": "/old/standalone/data/keycloak"}),
        ):
            self.put("standalone.xml", with_url(url))
            for name, value in expected.items():
                self.assertEqual(self.value(name, *PAIR, "--config", "standalone.xml", SERVER_BACKUP="x", DB_PORT="9").decode(), value, url)

    def test_expressions_mean_what_they_mean_where_the_server_runs(self):
        url = "jdbc:postgresql://${env.DB_ADDR:postgres}:${env.DB_PORT:5432}/${env.DB_DATABASE:${env.PGDATABASE:keycloak}}${env.JDBC_PARAMS:}"
        self.put("standalone.xml", with_url(url))
        call = (*PAIR, "--config", "standalone.xml")
        self.assertEqual(self.value("DB_HOST", *call), b"postgres")
        self.assertEqual(self.value("DB_HOST", *call, DB_ADDR="other"), b"other")
        self.assertEqual(self.value("DB_NAME", *call), b"keycloak")
        self.assertEqual(self.value("DB_NAME", *call, PGDATABASE="mine"), b"mine")

    def test_a_hostile_value_is_never_run_and_never_drives_a_terminal(self):
        hostile = "$(touch ran) `touch ran` '; touch ran; ' \" ``` &\n]]> touch ran \u202e #"
        url = f"jdbc:postgresql://db/{hostile}"
        self.put("standalone.xml", with_url(url, user="${env.UNSET:$(touch ran)\"`touch ran`}"))
        call = (*PAIR, "--config", "standalone.xml")
        self.assertEqual(self.value("DB_NAME", *call), hostile.encode())
        self.assertEqual(self.value("DB_USER", *call), b"$(touch ran)\"`touch ran`")
        self.assertNotIn("ran", self.names())
        for format in ("markdown", "sh", "json"):
            text = self.plan(*call, "--format", format).text
            self.assertNotIn("\u202e", text)
            self.assertNotRegex(text, r"[\x00-\x09\x0b-\x1f\x7f]")

    def test_names_of_files_and_releases_are_quoted_as_well(self):
        name = "a b'$(touch ran).xml"
        self.put(name, with_url("jdbc:h2:/data/kc"))
        call = (*PAIR, "--config", name, "--home", "/x y'`touch ran`")
        self.assertEqual(self.value("CONFIG_FILE", *call), name.encode())
        self.assertEqual(self.value("OLD_HOME", *call), b"/x y'`touch ran`")
        kubernetes = (*PAIR, "--platform", "kubernetes", "--release-name", "r;touch ran", "--namespace", "n\x1b[31m")
        variables = self.variables(*kubernetes)
        self.assertEqual(variables["RELEASE_NAME"], "RELEASE_NAME='r;touch ran'")
        self.assertEqual(variables["NAMESPACE"], "NAMESPACE=$'n\\x1b[31m'")


class Secrets(PlanTest):
    """One in every place of a configuration that can hold one; none comes out, in any format."""

    URLS = (
        "jdbc:postgresql://db/kc?user=kc&password={}",
        "jdbc:postgresql://db/kc?sslpassword={}&ssl=true",
        "jdbc:postgresql://db/${{env.DB_PASSWORD:{}}}",
        "jdbc:postgresql://${{db.secret:{}}}/kc",
        "jdbc:postgresql://${{env.DB_ADDR:${{env.DB_PASSWORD:{}}}}}/kc",
        "jdbc:postgresql://kc:{}@db/kc",
        "jdbc:postgresql://db/kc?currentSchema=password={}",
        "jdbc:mysql://kc:{}@db/kc",
        "jdbc:mysql://address=(host=db)(user=kc)(password={})/kc",
        "jdbc:mysql://(host=db,password={})/kc",
        "jdbc:mysql://db/kc?trustCertificateKeyStorePassword={}",
        "jdbc:mariadb://db/kc?user=kc&password={}",
        "jdbc:mariadb:failover://kc:{}@a,kc:{}@b/kc",
        "jdbc:oracle:thin:kc/{}@db:1521/kc",
        "jdbc:oracle:thin:kc/{}@//db:1521/kc",
        "jdbc:oracle:oci:kc/{}@TNS",
        "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=db))(SECURITY=(MY_WALLET_PASSWORD={})))",
        "jdbc:oracle:thin:@//db:1521/kc?oracle.net.wallet_password={}",
        "jdbc:sqlserver://db;databaseName=kc;user=kc;password={}",
        "jdbc:sqlserver://db;databaseName=kc;password={{a;{}}};encrypt=true",
        "jdbc:sqlserver://db;databaseName=kc;keyStoreSecret={}",
        "jdbc:h2:file:/data/kc;USER=kc;PASSWORD={}",
        "jdbc:h2:tcp://kc:{}@db/kc",
        "jdbc:db2://db/kc:user=kc;password={};",
        "jdbc:unknown:kc:{}@db",
        "{}",
        "${{env.DB_URL:jdbc:postgresql://kc:{}@db/kc}}",
        "${{VAULT::kc::password::{}}}",
    )
    SOURCES = (
        DATASOURCE.replace("<password>x", "<password>{}").format("{}", url="jdbc:postgresql://db/kc", user="kc"),
        '<datasource jndi-name="java:jboss/datasources/KeycloakDS"><connection-url>jdbc:mysql://db/kc</connection-url>'
        '<security user-name="kc" password="{}"/></datasource>',
        '<datasource jndi-name="java:jboss/datasources/KeycloakDS"><connection-url>jdbc:mysql://db/kc</connection-url>'
        '<connection-property name="password">{}</connection-property>'
        '<security><user-name>kc</user-name><credential-reference clear-text="{}" store="s" alias="{}"/></security></datasource>',
        '<datasource jndi-name="java:jboss/datasources/KeycloakDS"><connection-url>jdbc:h2:/data/kc</connection-url>'
        '<!-- the password is {} --><security><user-name>${{env.DB_PASSWORD:{}}}</user-name></security></datasource>',
        '<xa-datasource jndi-name="java:jboss/datasources/KeycloakDS"><xa-datasource-property name="ServerName">db</xa-datasource-property>'
        '<xa-datasource-property name="Password">{}</xa-datasource-property><xa-datasource-property name="URL">jdbc:postgresql://db/kc?password={}'
        '</xa-datasource-property><driver>postgresql</driver><recovery><recover-credential><user-name>kc</user-name><password>{}</password>'
        '</recover-credential></recovery></xa-datasource>',
        '<xa-datasource jndi-name="java:jboss/datasources/KeycloakDS"><xa-datasource-property name="ServerName">kc:{}@db</xa-datasource-property>'
        '<xa-datasource-property name="DatabaseName">kc?password={}</xa-datasource-property><driver>postgresql</driver></xa-datasource>',
    )
    PROPERTY = '<spi name="connectionsJpa"><provider name="default" enabled="true"><properties><property name="url" value="jdbc:postgresql://db/kc?password={}"/>' \
        '<property name="user" value="kc"/><property name="password" value="{}"/></properties></provider></spi>' \
        '<spi name="x"><provider name="y"><properties><property name="secret" value="{}"/></properties></provider></spi>'

    def assert_keeps_secret(self, text):
        self.assertIn(SECRET, text)
        self.put("standalone.xml", text)
        for target in ("keycloak:15", "keycloak:18"):
            for platform in ("zip", "kubernetes"):
                for format in ("markdown", "sh", "json"):
                    ran = self.idsxml("plan", "--from", "keycloak:12", "--to", target, "--platform", platform, "--config", "standalone.xml", "--format", format)
                    self.assertEqual(ran.status, 0, ran.errors)
                    self.assertFalse(SECRET in ran.text + ran.errors, text)

    def test_in_urls(self):
        for url in self.URLS:
            self.assert_keeps_secret(with_url(url.replace("{}", SECRET).replace("{{", "{").replace("}}", "}")))

    def test_in_datasources_and_providers(self):
        for source in self.SOURCES:
            self.assert_keeps_secret(configuration(source.replace("{}", SECRET).replace("{{", "{").replace("}}", "}")))
        self.assert_keeps_secret(configuration("", self.PROPERTY.replace("{}", SECRET), f'<property name="db.password" value="{SECRET}"/>'))

    def test_in_errors(self):
        self.put("standalone.xml", f'<server xmlns="urn:jboss:domain:14.0"><a password="{SECRET}" b="1" b="2"/></server>')
        for format in ("markdown", "sh", "json"):
            ran = self.idsxml("plan", *PAIR, "--config", "standalone.xml", "--format", format)
            self.assertEqual(ran.status, 2)
            self.assertNotIn(SECRET, ran.text + ran.errors)


class Scripts(PlanTest):
    def script(self, *arguments):
        self.put("runbook.sh", self.plan(*arguments, "--format", "sh").text)

    def run_steps(self, *steps, path="", **environment):
        environment = {"PATH": f"{path}:{os.environ['PATH']}", "HOME": str(self.folder), **environment}
        return subprocess.run(["bash", "runbook.sh", *steps], cwd=self.folder, capture_output=True, text=True, env=environment, stdin=subprocess.DEVNULL)

    def server(self):
        """A home with what the steps look at, and an H2 file."""
        (self.folder / "old/standalone/configuration").mkdir(parents=True)
        (self.folder / "old/standalone/data/tx-object-store").mkdir(parents=True)
        self.put("old/standalone/configuration/standalone.xml", KEYCLOAK_12)
        self.put("old/standalone/data/keycloak.mv.db", "rows")
        self.script("--to", "keycloak:15", "--home", str(self.folder / "old"))

    def test_without_a_step_it_lists_them_and_needs_nothing_set(self):
        self.script("--from", "ids:1.4", "--to", "ids:1.5")
        ran = self.run_steps()
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))
        self.assertIn("start-server", ran.stdout)
        self.assertIn("(cannot be undone)", ran.stdout)
        self.assertEqual(set(re.findall(r"^  ([a-z-]+)  ", ran.stdout, re.M)), set(self.steps("--from", "ids:1.4", "--to", "ids:1.5")))

    def test_steps_run_and_are_verified(self):
        self.server()
        ran = self.run_steps("back-up-files", "transaction-log", "back-up-database", BACKUP=str(self.folder / "kept"))
        self.assertEqual(ran.returncode, 0, ran.stderr)
        self.assertEqual(self.get("kept/h2/keycloak.mv.db"), "rows")
        self.assertTrue((self.folder / "kept/tx-object-store").is_dir())
        self.assertFalse((self.folder / "old/standalone/data/tx-object-store").exists())
        self.assertTrue((self.folder / "kept/files.tar.gz").is_file())
        again = self.run_steps("back-up-files", "transaction-log", BACKUP=str(self.folder / "kept"))
        self.assertEqual(again.returncode, 0, again.stderr)

    def test_a_step_says_what_it_needs(self):
        self.server()
        ran = self.run_steps("unpack")
        self.assertNotEqual(ran.returncode, 0)
        self.assertIn("the zip file of the new server", ran.stderr + "the zip file of the new server" * ("NEW_HOME" in ran.stderr))
        self.assertEqual(self.run_steps("back-up-files").returncode, 0)

    def test_an_unknown_step(self):
        self.server()
        ran = self.run_steps("backup")
        self.assertEqual(ran.returncode, 2)
        self.assertIn("no step 'backup'", ran.stderr)

    def test_a_server_is_stopped_when_its_process_has_ended_by_whatever_name_of_its_folder_it_was_started(self):
        self.server()
        (self.folder / "link").symlink_to("old")
        (self.folder / "old/bin").mkdir()
        cli = self.put("old/bin/jboss-cli.sh", "#!/bin/sh\nexit 0\n")
        cli.chmod(0o755)
        tools = self.tools(sleep="kill $SERVER; exec /bin/sleep 0.1")
        for home in ("link", "old"):
            self.script("--to", "keycloak:15", "--home", str(self.folder / home))
            for name in (home, f"{home}-of-another"):
                command = ["python3", "-c", "import time; time.sleep(60)", f"-Djboss.home.dir={self.folder / name}", "org.jboss.as.standalone"]
                with subprocess.Popen(command) as server:
                    ran = self.run_steps("stop-server", path=tools, SERVER=str(server.pid), MANAGEMENT="127.0.0.1:9")
                    has_ended = server.poll() is not None
                    server.kill()
                self.assertEqual((ran.returncode, has_ended), (0, name == home), ran.stderr)

    def test_a_failing_check_ends_the_script(self):
        self.server()
        ran = self.run_steps("check-log", "keep-backup", NEW_HOME=str(self.folder / "new"))
        self.assertNotEqual(ran.returncode, 0)
        self.assertNotIn("Keep the old server", ran.stderr)

    def test_a_dump_that_fails_is_no_backup(self):
        self.put("standalone.xml", with_url("jdbc:postgresql://db/kc"))
        self.script(*PAIR, "--config", "standalone.xml")
        tool = self.folder / "bin/pg_dump"
        tool.parent.mkdir()
        tool.write_text("#!/bin/sh\necho 'CREATE TABLE public.realm ('\nexit 1\n")
        tool.chmod(0o755)
        self.assertNotEqual(self.run_steps("back-up-database", path=tool.parent).returncode, 0)

    def tools(self, **scripts):
        folder = self.folder / "bin"
        folder.mkdir(exist_ok=True)
        for name, script in scripts.items():
            (folder / name).write_text(f"#!/bin/bash\n{script}\n")
            (folder / name).chmod(0o755)
        return folder

    def test_a_backup_that_is_there_is_never_written_over(self):
        """Who begins anew after something failed would have a backup of the emptied database instead."""
        postgresql = "echo 'CREATE TABLE public.realm ('; echo \"-- ${ROWS:-rows}\"; echo '-- PostgreSQL database dump complete'"
        mysql = """for each; do case $each in --result-file=*) exec >"${each#*=}" ;; esac; done
echo 'CREATE TABLE `REALM` ('; echo "-- ${ROWS:-rows}"; echo '-- Dump completed'"""
        for url, kept, tools in (
            ("jdbc:postgresql://db/kc", "kept/database.sql", {"pg_dump": postgresql}),
            ("jdbc:mysql://db/kc", "kept/database.sql", {"mysqldump": mysql}),
            ("jdbc:mariadb://db/kc", "kept/database.sql", {"mariadb-dump": mysql}),
            (f"jdbc:h2:{self.folder}/kc", "kept/h2/kc.mv.db", {}),
            (None, "kept/database.sql", {"kubectl": postgresql}),
        ):
            self.put("kc.mv.db", "rows")
            self.put("standalone.xml", with_url(url or ""))
            if url is None:
                self.script("--from", "ids:1.4", "--to", "ids:1.5", "--platform", "kubernetes", "--release-name", "r", "--namespace", "n")
            else:
                self.script(*PAIR, "--config", "standalone.xml")
            (self.folder / "kept").mkdir()  # by somebody who let all others look into it
            environment = {"path": self.tools(**tools), "BACKUP": str(self.folder / "kept")}
            ran = self.run_steps("back-up-database", **environment)
            self.assertEqual(ran.returncode, 0, (url, ran.stderr))
            before = self.get(kept)
            if url is None or "h2" not in url:  # whose copy is as the file is
                self.assertEqual((self.folder / kept).stat().st_mode & 0o77, 0)
            self.assertIn("rows", before)
            self.put("kc.mv.db", "gone")
            ran = self.run_steps("back-up-database", **environment, ROWS="gone")
            self.assertNotEqual(ran.returncode, 0, url)
            self.assertIn("already", ran.stderr)
            self.assertEqual(self.get(kept), before)
            shutil.rmtree(self.folder / "kept")

    def test_a_backup_that_failed_can_be_made_again(self):
        self.put("standalone.xml", with_url("jdbc:postgresql://db/kc"))
        self.script(*PAIR, "--config", "standalone.xml")
        environment = {"BACKUP": str(self.folder / "kept")}
        self.assertNotEqual(self.run_steps("back-up-database", path=self.tools(pg_dump="echo half; exit 1"), **environment).returncode, 0)
        whole = "echo 'CREATE TABLE public.realm ('; echo '-- PostgreSQL database dump complete'"
        self.assertEqual(self.run_steps("back-up-database", path=self.tools(pg_dump=whole), **environment).returncode, 0)
        self.assertNotIn("half", self.get("kept/database.sql"))

    def test_nothing_is_removed_from_a_database_without_a_whole_backup(self):
        tools = self.tools(**dict.fromkeys(("psql", "mysql", "mariadb", "kubectl"), f"echo ran >>{self.folder}/called"))
        kubernetes = ("--from", "ids:1.4", "--to", "ids:1.5", "--platform", "kubernetes", "--release-name", "r", "--namespace", "n")
        for url, step in (
            ("jdbc:postgresql://db/kc", "empty-database"),
            ("jdbc:mysql://db/kc", "empty-database"),
            ("jdbc:mariadb://db/kc", "empty-database"),
            ("jdbc:postgresql://db/kc", "way-back-empty-database"),
            (None, "way-back-restore-database"),
        ):
            self.put("standalone.xml", with_url(url or ""))
            self.script(*((*PAIR, "--config", "standalone.xml") if url else kubernetes))
            for content in (None, "CREATE TABLE `REALM` (\nhalf of it\n"):
                if content:
                    self.put("kept/database.sql", content)
                ran = self.run_steps(step, path=tools, BACKUP=str(self.folder / "kept"))
                self.assertNotEqual(ran.returncode, 0, (url, step))
                self.assertIn("no whole backup", ran.stderr)
            self.assertNotIn("called", self.names(), (url, step))
            shutil.rmtree(self.folder / "kept")

    def test_what_runs_one_after_the_other_for_kubernetes(self):
        self.script("--from", "ids:1.2", "--to", "ids:1.5", "--platform", "kubernetes", "--chart", "identity-service", "--release-name", "r", "--namespace", "n")
        tools = self.folder / "bin"
        tools.mkdir()
        for name in ("helm", "kubectl"):
            (tools / name).write_text(f'#!/bin/sh\necho {name} "$@" >>{self.folder}/called\ncase "$1 $2" in\n"history r") printf "REVISION\\n7 x\\n" ;;\n'
                                      '"status r") echo "STATUS: deployed" ;;\n"get statefulset") printf 1 ;;\n"get pod") exit "${GONE:-0}" ;;\nesac\n')
            (tools / name).chmod(0o755)
        ran = self.run_steps("find-release", "delete-postgresql-statefulset", "upgrade-chart", "delete-postgresql-pod", path=tools)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        self.assertEqual(self.run_steps("stop-server", "wait", path=tools, GONE="1").returncode, 0)
        # Begun anew, it does not take for the beginning what it has made itself.
        (tools / "helm").write_text((tools / "helm").read_text().replace("7 x", "8 x"))
        (tools / "kubectl").write_text((tools / "kubectl").read_text().replace("printf 1", "printf 0"))
        self.assertEqual(self.run_steps("find-release", "stop-server", path=tools, GONE="1").returncode, 0)
        self.assertEqual((self.get("before-ids-1.5/revision"), self.get("before-ids-1.5/replicas")), ("7\n", "1"))
        self.assertEqual(self.run_steps("way-back-rollback", path=tools).returncode, 0)
        called = self.get("called")
        for line in (
            "kubectl delete statefulsets.apps r-postgresql-id --cascade=orphan --namespace n\n",
            "helm upgrade r alfresco-stable/alfresco-identity-service --version 4.0.0 --namespace n\n",
            "kubectl delete pod r-postgresql-id-0 --namespace n\n",
            "helm rollback --force --recreate-pods --cleanup-on-fail --namespace n r 7\n",
        ):
            self.assertIn(line, called)


class Pages(PlanTest):
    def test_the_page_has_what_a_person_needs(self):
        text = self.plan("--from", "ids:1.4", "--to", "ids:1.5").text
        for words in ("# Upgrade of Alfresco Identity Service 1.4", "## 6. The way back", "**This cannot be undone.**", "standalone.ps1", "standalone.bat", "**Verify:**"):
            self.assertIn(words, text)

    def test_every_step_is_named_in_the_table_of_the_guide_or_is_none_of_the_guides(self):
        guide = (SOURCE / "docs/upgrade-guide.md").read_text()
        ours = {"look-ahead", "keep-backup", "way-back-undo"}
        for more in ((), ("--platform", "kubernetes", "--chart", "identity-service")):
            for step in self.steps("--from", "ids:1.2", "--to", "ids:1.5", *more):
                self.assertTrue(step in ours or f"`{step}`" in guide, step)

    def test_the_table_of_the_guide_names_no_step_that_there_is_not(self):
        named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", (SOURCE / "docs/upgrade-guide.md").read_text()))
        self.put("standalone.xml", with_url("jdbc:postgresql://db/kc"))
        known = {"alfresco-infrastructure"}
        for more in (("--config", "standalone.xml"), ("--platform", "kubernetes", "--chart", "identity-service")):
            known |= set(self.steps("--from", "ids:1.2", "--to", "ids:1.5", *more))
        self.assertEqual(named - known, set())


if __name__ == "__main__":
    unittest.main()
