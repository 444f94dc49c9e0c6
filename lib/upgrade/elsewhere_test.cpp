#include "upgrade/elsewhere.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

TEST_CASE("a script that starts a server names the folders that it runs in") {
  const auto folders = idsxml::upgrading::folders_named_in(
      "# -Djboss.server.base.dir=/not/this\n"
      "JAVA_OPTS=\"$JAVA_OPTS -Djboss.server.base.dir=/var/lib/kc -Dx=y\"\r\n"
      "  JAVA_OPTS=\"$JAVA_OPTS -Djboss.server.data.dir=$DATA/x -Djboss.home.dir=/opt\"\n"
      "JBOSS_BASE_DIR='/srv/with space'\n"
      "JBOSS_CONFIG_DIR=/etc/kc; RUN=yes");
  std::vector<std::string> said;
  for (const auto& folder : folders) said.push_back(folder.path + " " + std::to_string(folder.line));
  CHECK(said == std::vector<std::string>{"/var/lib/kc 2", "/srv/with space 4", "/etc/kc 5"});
}
