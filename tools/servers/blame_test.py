"""What is told of a server's errors."""

import unittest

from blame import blame, line, names

ATTRIBUTE = """19:47:20,153 ERROR [org.jboss.as.controller] (Controller Boot Thread)\x20

OPVDX001: Validation error in 2.xml --------------------------------------------
|
|  391: <invalidation-cache name="entity" colour="true">
|                                         ^^^^ 'colour' isn't an allowed attribute for the 'invalidation-cache'
|                                                element
|
|                                              Attributes allowed here are: remote-timeout
|
| The primary underlying error message was:
| > ParseError at [row,col]:[391,17]
| > Message: WFLYCTL0376: Unexpected attribute 'colour' encountered. Valid
| >   attributes are: 'remote-timeout'
|
|-------------------------------------------------------------------------------"""

MODULE = """19:42:04,875 ERROR [org.jboss.as.server] (Controller Boot Thread) WFLYSRV0055: Caught exception during boot: x.Y: WFLYCTL0085: Failed to parse configuration
	at org.jboss.as.controller@18.1.2.Final//org.jboss.as.Load.load(Load.java:137)
Caused by: javax.xml.stream.XMLStreamException: WFLYCTL0083: Failed to load module org.example.jmx
	... 3 more
Caused by: java.util.concurrent.ExecutionException: javax.xml.stream.XMLStreamException: WFLYCTL0083: Failed to load module
	... 10 more"""

CAPABILITY = """19:48:30,297 ERROR [org.jboss.as.controller] (Controller Boot Thread) WFLYCTL0362: Capabilities required by resource '/subsystem=remoting' are not available:
    org.wildfly.io.worker.default; Possible registration points for this capability:
		/subsystem=io/worker=*"""

OPERATION = """19:47:51,650 ERROR [org.jboss.as.controller.management-operation] (Controller Boot Thread) WFLYCTL0013: Operation ("add") failed - address: ([
    ("subsystem" => "deployment-scanner"),
    ("scanner" => "default")
]) - failure description: "WFLYCTL0212: Duplicate resource [
    (\\"subsystem\\" => \\"deployment-scanner\\"),
    (\\"scanner\\" => \\"default\\")
]\""""

EXITING = "19:47:51,651 FATAL [org.jboss.as.server] (Controller Boot Thread) WFLYSRV0056: Server boot has failed; exiting."


class Blame(unittest.TestCase):
    def test_the_sentence_under_the_caret(self):
        told = "line 391: 'colour' isn't an allowed attribute for the 'invalidation-cache' element (WFLYCTL0376)"
        self.assertEqual(told, blame([ATTRIBUTE, EXITING]))
        self.assertEqual(391, line(told))
        self.assertEqual({"colour", "invalidation-cache"}, names(told))

    def test_the_first_cause(self):
        self.assertEqual("WFLYCTL0083: Failed to load module org.example.jmx", blame([MODULE, EXITING]))
        self.assertEqual({"org.example.jmx"}, names(blame([MODULE])))

    def test_what_is_needed_and_by_what(self):
        told = "WFLYCTL0362: /subsystem=remoting needs org.wildfly.io.worker.default"
        self.assertEqual(told, blame([CAPABILITY]))
        self.assertLessEqual({"remoting", "default"}, names(told))

    def test_the_address_and_why(self):
        told = "/subsystem=deployment-scanner/scanner=default: WFLYCTL0212: Duplicate resource"
        self.assertEqual(told, blame([OPERATION, EXITING]))
        self.assertIsNone(line(told))

    def test_the_order_of_errors_makes_no_difference(self):
        self.assertEqual(blame([MODULE, CAPABILITY]), blame([CAPABILITY, MODULE, MODULE]))

    def test_an_element_is_named_with_its_namespace(self):
        self.assertEqual({"urn:jboss:domain:io:9.0", "worker"}, names("Unexpected element '{urn:jboss:domain:io:9.0}worker'"))


if __name__ == "__main__":
    unittest.main()
