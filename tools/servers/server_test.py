"""What asking a server promises, as far as it needs no server."""

import unittest

import server

SCRIPT = """embed-server
if (outcome == failed) of /a:read-resource
  echo Adding a...
  try
    /a:add
  catch
  end-try
end-if

if (outcome == failed) of /b:read-resource
  echo Adding b...
  /b:add
end-if
echo *** End Migration ***
"""

LOG = """17:05:48,297 INFO  [org.jboss.as] (main) WFLYSRV0049: starting
17:05:48,298 ERROR [org.jboss.as.controller] (main) WFLYCTL0362: Capabilities required
    org.wildfly.example
17:05:48,299 INFO  [org.jboss.as] (main) WFLYSRV0026: started (with errors)
"""


class Server(unittest.TestCase):
    def test_a_step_left_out_leaves_the_others(self):
        step = SCRIPT[SCRIPT.index("if (outcome == failed) of /b") : SCRIPT.rindex("\necho")]
        self.assertEqual(SCRIPT.replace(step, ""), server.without_steps(SCRIPT, ["Adding b..."]))

    def test_no_step_left_out_leaves_the_script(self):
        self.assertEqual(SCRIPT, server.without_steps(SCRIPT, []))

    def test_an_error_has_all_its_lines(self):
        errors = server.Boot("refuses", LOG).errors
        self.assertEqual(1, len(errors))
        self.assertTrue(errors[0].endswith("Capabilities required\n    org.wildfly.example"))

    def test_a_log_that_ends_early_is_no_answer(self):
        started = "17:05:48,297 INFO  [org.jboss.as] (main) WFLYSRV0025: started"
        self.assertEqual("refuses", server.verdict(LOG).verdict)
        self.assertEqual("boots", server.verdict(started).verdict)
        self.assertEqual("unknown", server.verdict(LOG.splitlines()[0]).verdict)
        self.assertEqual("unknown", server.verdict(started, ended=False).verdict)

    def test_lines_of_the_cli_are_not_the_server_s(self):
        said = "[disconnected /] embed-server\n17:05:48,297 INFO  up\n[standalone@embedded /] stop-embedded-server"
        self.assertEqual("17:05:48,297 INFO  up", server.without_cli(said))

    def test_only_expressions_without_a_default_ask_for_a_value(self):
        text = "${env.HOST} ${env.PORT:8080} ${my.own} ${jboss.home.dir} ${other:1}"
        self.assertEqual(({"HOST"}, {"my.own"}), server.unset_expressions(text))


if __name__ == "__main__":
    unittest.main()
