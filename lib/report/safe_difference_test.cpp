#include "report/safe_difference.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using idsxml::report::safe_difference;

TEST_CASE("a diff of a script has no secret, however a command takes it") {
  for (const std::string_view line :
       {"+JAVA_OPTS=\"$JAVA_OPTS -Djavax.net.ssl.trustStorePassword=hunter2\"", "+export DB_PASSWORD=hunter2",
        "+URL=jdbc:postgresql://u:hunter2@db/kc", "+curl -u admin:hunter2 http://x",
        "+curl --user admin:hunter2 http://x", "+bin/add-user.sh -u admin -p hunter2",
        "+bin/add-user.sh -u admin -p 'hunter2 hunter2'", "+mysql -u kc -phunter2 kc",
        "+./kcadm.sh config credentials --password hunter2", "+keytool -storepass hunter2 -list",
        "+set \"JAVA_OPTS=%JAVA_OPTS% -Dpassword:hunter2\"", "+db-password: hunter2", "+passwd:hunter2",
        "-keytool -storepass \"hunter2 x\" -keypass hunter2", " kcadm --password ${PW:-hunter2}"}) {
    const std::string safe = safe_difference(line);
    CHECK_MESSAGE(safe.find("hunter2") == std::string::npos, safe);
    CHECK_MESSAGE(safe.find("****") != std::string::npos, safe);
  }
}

TEST_CASE("what is no secret is shown as it is") {
  for (const std::string_view line :
       {"--- a/bin/standalone.conf", "+++ b/bin/standalone.conf", "@@ -1,4 +1,4 @@", "+JAVA_OPTS=\"-Xmx4g -Dx=y\"",
        "+mkdir -p /srv/kc", "+curl -u admin http://x:80/", "+kcadm.sh --password $PASSWORD --user \"$USER\"",
        "+  ps -p \"$PID\"  >\t/dev/null", "-", "\\ No newline at end of file"})
    CHECK(safe_difference(line) == std::string(line) + '\n');
}
