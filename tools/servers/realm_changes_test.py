"""What comparing exports of a realm promises."""

import unittest

import realm_changes

OLD = {
    "keycloakVersion": "12.0.4",
    "defaultRoles": ["offline_access"],
    "clientScopes": [{"name": "email", "protocol": "openid-connect"}, {"name": "role_list", "protocol": "saml"}],
    "clients": [
        {"clientId": "account", "defaultRoles": ["view-profile"], "defaultClientScopes": ["email", "role_list"]},
        {"clientId": "shop", "protocol": "saml", "defaultClientScopes": ["email", "role_list"]},
    ],
    "roles": {"realm": [{"name": "offline_access", "composite": False}]},
    "users": [{"username": "alice", "realmRoles": ["offline_access"]}, {"username": "bernard", "realmRoles": []}],
    "authenticationFlows": [{"alias": "browser", "authenticationExecutions": [{"authenticator": "auth-cookie", "autheticatorFlow": False}]}],
}


def migrated():
    role = {"name": "default-roles-shop", "composites": {"realm": ["offline_access"], "client": {"account": ["view-profile"]}}}
    return {
        "keycloakVersion": "15.0.2",
        "defaultRole": {"name": "default-roles-shop"},
        "clientPolicies": {"policies": []},
        "oauth2DeviceCodeLifespan": 600,
        "clientScopes": OLD["clientScopes"][::-1],
        "clients": [
            {"clientId": "shop", "protocol": "saml", "defaultClientScopes": ["role_list"]},
            {"clientId": "account", "defaultClientScopes": ["email"]},
        ],
        "roles": {"realm": [role, {"name": "offline_access", "composite": False}]},
        "users": OLD["users"][::-1],
        "authenticationFlows": [
            {
                "alias": "browser",
                "authenticationExecutions": [{"authenticator": "auth-cookie", "autheticatorFlow": False, "authenticatorFlow": False}],
            }
        ],
    }


def unknown(new):
    return [change.path for change in realm_changes.sorted_out(OLD, new)[1]]


class RealmChanges(unittest.TestCase):
    def test_order_of_named_elements_and_of_words_does_not_count(self):
        old = {"users": [{"username": "a", "roles": ["x", "y"]}, {"username": "b"}]}
        new = {"users": [{"username": "b"}, {"username": "a", "roles": ["y", "x"]}]}
        self.assertEqual(realm_changes.changes(old, new), [])

    def test_order_of_elements_without_a_name_counts(self):
        old = {"executions": [{"authenticator": "cookie"}, {"authenticator": "form"}]}
        self.assertEqual(len(realm_changes.changes(old, {"executions": old["executions"][::-1]})), 2)

    def test_a_migrated_realm_has_nothing_unknown(self):
        known, rest = realm_changes.sorted_out(OLD, migrated())
        self.assertEqual(rest, [])
        self.assertEqual(sum(known.values()), len(realm_changes.changes(OLD, migrated())))

    def test_a_lost_default_role_is_not_a_migration(self):
        new = migrated()
        new["roles"]["realm"][0]["composites"] = {"realm": ["offline_access"]}
        self.assertIn("defaultRoles", unknown(new))

    def test_a_lost_client_scope_of_the_clients_own_protocol_is_not_a_migration(self):
        new = migrated()
        new["clients"][1]["defaultClientScopes"] = []
        self.assertEqual(unknown(new), ["clients[account].defaultClientScopes"])

    def test_a_policy_that_nobody_made_is_not_a_migration(self):
        new = migrated()
        new["clientPolicies"] = {"policies": ["strict"]}
        self.assertEqual(unknown(new), ["clientPolicies.policies"])

    def test_a_required_action_that_is_on_is_not_a_migration(self):
        new = migrated()
        new["requiredActions"] = [{"alias": "delete_account", "enabled": True}]
        self.assertEqual(unknown(new), ["requiredActions[delete_account].enabled"])

    def test_a_required_action_that_is_off_is_a_migration(self):
        new = migrated()
        new["requiredActions"] = [{"alias": "delete_account", "enabled": False, "priority": 60}]
        self.assertEqual(unknown(new), [])

    def test_a_lost_user_is_not_a_migration(self):
        new = migrated()
        del new["users"][0]
        self.assertEqual(unknown(new), ["users[bernard].username", "users[bernard].realmRoles"])

    def test_an_execution_that_changed_is_not_a_migration(self):
        new = migrated()
        new["authenticationFlows"][0]["authenticationExecutions"][0]["authenticatorFlow"] = True
        self.assertEqual(unknown(new), ["authenticationFlows[browser].authenticationExecutions[0].authenticatorFlow"])


if __name__ == "__main__":
    unittest.main()
