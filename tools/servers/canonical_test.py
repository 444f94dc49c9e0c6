"""What the comparison of canonical forms promises."""

import unittest

import canonical


def server(profile, outside=""):
    return f'<server xmlns="urn:jboss:domain:16.0"><profile>{profile}</profile>{outside}</server>'.encode()


def mail(host, port):
    destination = f'<outbound-socket-binding name="mail-smtp"><remote-destination host="{host}" port="{port}"/>'
    group = f'<socket-binding-group name="standard-sockets">{destination}</outbound-socket-binding></socket-binding-group>'
    return server("", group)


def stack(*protocols):
    inside = "".join(f'<protocol type="{protocol}"/>' for protocol in protocols)
    return server(f'<subsystem xmlns="urn:jboss:domain:jgroups:8.0"><stack name="udp">{inside}</stack></subsystem>')


def infinispan(container):
    return server(f'<subsystem xmlns="urn:jboss:domain:infinispan:12.0">{container}</subsystem>')


class Comparison(unittest.TestCase):
    def test_siblings_without_an_order_may_stand_in_any(self):
        first = infinispan('<local-cache name="a"/><local-cache name="b"/>')
        second = infinispan('<local-cache name="b"/><local-cache name="a"/>')
        self.assertEqual([], canonical.compare(first, second))

    def test_protocols_of_a_stack_may_not(self):
        found = canonical.compare(stack("PING", "FD_SOCK", "FRAG3"), stack("PING", "FRAG3", "FD_SOCK"))
        self.assertEqual(["order of protocols"], [difference.attribute for difference in found])

    def test_layout_within_a_text_is_no_difference(self):
        first, second = infinispan("<q>\n  one\n  two\n</q>"), infinispan("<q>\n      one\n      two\n</q>")
        self.assertEqual([], canonical.compare(first, second))

    def test_a_difference_says_where_and_what(self):
        found = canonical.compare(infinispan('<local-cache name="a" x="1"/>'), infinispan('<local-cache name="a" x="2"/>'))
        self.assertEqual(["! /server/profile/subsystem[infinispan]/local-cache[a] @x: 1 -> 2"], [str(d) for d in found])

    def test_elements_on_one_side_only_are_differences(self):
        found = canonical.compare(infinispan('<local-cache name="a"/>'), infinispan('<local-cache name="b"/>'))
        self.assertEqual([None, None], [found[0].actual, found[1].expected])


class AcceptedDifferences(unittest.TestCase):
    script = mail("${jboss.mail.server.host:localhost}", "${jboss.mail.server.port:25}")

    def test_a_mail_server_of_the_user_is_kept(self):
        users = mail("smtp.example.org", "587")
        self.assertEqual(({"mail-smtp": 2}, []), canonical.judge(self.script, users, users))

    def test_a_value_that_the_user_never_wrote_is_not_excused(self):
        excused, others = canonical.judge(self.script, mail("elsewhere", "587"), mail("smtp.example.org", "587"))
        self.assertEqual(({"mail-smtp": 1}, 1), (excused, len(others)))

    def test_nor_is_the_mail_server_that_was_shipped(self):
        shipped = mail("localhost", "25")
        self.assertEqual(2, len(canonical.judge(self.script, shipped, shipped)[1]))

    def test_health_keeps_what_smallrye_said(self):
        source = server('<subsystem xmlns="urn:wildfly:microprofile-health-smallrye:2.0" security-enabled="true"/>')
        script = server('<subsystem xmlns="urn:wildfly:health:1.0" security-enabled="false"/>')
        ours = server('<subsystem xmlns="urn:wildfly:health:1.0" security-enabled="true"/>')
        self.assertEqual(({"health and metrics": 1}, []), canonical.judge(script, ours, source))

    def test_a_cache_container_keeps_its_own_module(self):
        source = infinispan('<cache-container name="keycloak" module="org.example.own"/>')
        script = infinispan(f'<cache-container name="keycloak" modules="{canonical.MODULE}"/>')
        ours = infinispan('<cache-container name="keycloak" modules="org.example.own"/>')
        self.assertEqual(({"cache-container module": 1}, []), canonical.judge(script, ours, source))

    def test_but_must_have_one(self):
        source = infinispan('<cache-container name="keycloak"/>')
        script = infinispan(f'<cache-container name="keycloak" modules="{canonical.MODULE}"/>')
        self.assertEqual(1, len(canonical.judge(script, source, source)[1]))

    def test_config_stays_only_where_another_subsystem_of_smallrye_does(self):
        config = '<subsystem xmlns="urn:wildfly:microprofile-config-smallrye:1.0"/>'
        jwt = '<subsystem xmlns="urn:wildfly:microprofile-jwt-smallrye:1.0"/>'
        found = canonical.judge(server(jwt), server(config + jwt), server(config + jwt))
        self.assertEqual(({"needed config-smallrye": 1}, []), found)
        self.assertEqual(1, len(canonical.judge(server(""), server(config), server(config))[1]))


if __name__ == "__main__":
    unittest.main()
