#include "config/secret.hpp"

#include <doctest/doctest.h>

#include <string>

using idsxml::config::is_secret;
using idsxml::config::may_name_secret;

TEST_CASE("names of secrets are known in any case, as a part of a name, and misspelt") {
  for (const char* name : {"password", "PASSWORD", "Passwd", "keystore-pass", "db.pasword", "pwd", "clientSecret",
                           "passphrase", "credential", "access_token", "clear-text", "private-key", "ApiKey", "api-key",
                           "AUTH_VALUE", "auth-value", "passord"}) {
    CAPTURE(name);
    CHECK(is_secret(name));
    CHECK(may_name_secret(std::string("<a b=\"c\" ") + name + "=\"d\"/>"));
  }
}

TEST_CASE("other names are no secrets") {
  for (const char* name : {"", "p", "name", "path", "principal", "passivation", "module", "user-name", "store"}) {
    CAPTURE(name);
    CHECK_FALSE(is_secret(name));
  }
  CHECK_FALSE(may_name_secret("<socket-binding name=\"http\" port=\"${jboss.http.port:8080}\"/>"));
  CHECK(may_name_secret("<passivation/>"));  // too often, which costs time alone
}
