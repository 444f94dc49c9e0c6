#include "upgrade/layers.hpp"

#include <doctest/doctest.h>

using idsxml::upgrading::merged_layers;

TEST_CASE("layers of the old home's own go before those of the new release") {
  CHECK(merged_layers("layers=acme,keycloak\n", "layers=keycloak\n") == "layers=acme,keycloak\n");
  CHECK(merged_layers("layers=keycloak, acme \r\n", "layers=keycloak") == "layers=acme,keycloak\n");
}

TEST_CASE("a file without layers has none") {
  CHECK(merged_layers("# layers=no\nlayers=acme", "") == "layers=acme\n");
  CHECK(merged_layers("", "layers=keycloak") == "layers=keycloak\n");
}
