#include "plan/database.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace idsxml;
using namespace idsxml::planning;

namespace {

/// user@host:port/name
std::string place(const std::string& url) {
  const Database database = database_of_url(url);
  return database.user + '@' + database.host + ':' + database.port + '/' + database.name;
}

/// A configuration with this in its datasources, and this in the Keycloak subsystem.
Database told_by(const std::string& datasources, const std::string& keycloak = "") {
  const auto configuration = Configuration::parse(
      R"(<server xmlns="urn:jboss:domain:16.0"><profile><subsystem xmlns="urn:jboss:domain:datasources:6.0"><datasources>)" +
      datasources + R"(</datasources></subsystem><subsystem xmlns="urn:jboss:domain:keycloak-server:1.1">)" + keycloak +
      "</subsystem></profile></server>");
  REQUIRE(configuration);
  return database_of(*configuration);
}

}  // namespace

TEST_CASE("URLs of PostgreSQL") {
  CHECK(place("jdbc:postgresql://db:5433/keycloak") == "@db:5433/keycloak");
  CHECK(place("jdbc:postgresql://db/keycloak?user=kc&password=hunter2") == "kc@db:/keycloak");
  CHECK(place("jdbc:postgresql:keycloak") == "@localhost:/keycloak");
  CHECK(place("jdbc:postgresql:/keycloak") == "@localhost:/keycloak");
  CHECK(place("jdbc:postgresql:///keycloak") == "@localhost:/keycloak");
  CHECK(place("JDBC:PostgreSQL://db/my%20db") == "@db:/my db");
  CHECK(place("jdbc:postgresql://[2001:db8::1]:5433/kc") == "@2001:db8::1:5433/kc");
  CHECK(place("jdbc:postgresql://[::1]/kc") == "@::1:/kc");
  CHECK(place("jdbc:postgresql://a:1,b:2,c/kc") == "@a,b,c:1,2,5432/kc");
  CHECK(place("jdbc:postgresql://a,b/kc") == "@a,b:/kc");
  CHECK(database_of_url("jdbc:postgresql://a,b/kc").has_several_hosts);
  const Database database =
      database_of_url("jdbc:postgresql://db/kc?currentSchema=own,public&sslmode=require&sslrootcert=/ca.pem");
  CHECK(database.schema == "own");
  CHECK(database.ssl_mode == "require");
  CHECK(database.ssl_root_certificate == "/ca.pem");
  CHECK(database_of_url("jdbc:postgresql://db/kc?ssl=true").ssl_mode == "verify-full");
  CHECK(database_of_url("jdbc:postgresql://db/kc?ssl=false").ssl_mode.empty());
}

TEST_CASE("expressions are not looked into, and one that stands for parameters is no part of a name") {
  CHECK(place("jdbc:postgresql://${env.DB_ADDR:postgres}:${env.DB_PORT:5432}/"
              "${env.DB_DATABASE:keycloak}${env.JDBC_PARAMS:}") ==
        "@${env.DB_ADDR:postgres}:${env.DB_PORT:5432}/${env.DB_DATABASE:keycloak}");
  CHECK(place("jdbc:postgresql://db-${env.STAGE:test}.example.org/kc${env.PARAMS:?ssl=true}") ==
        "@db-${env.STAGE:test}.example.org:/kc");
  CHECK(place("jdbc:postgresql://${env.A:${env.B:x}}/kc") == "@${env.A:${env.B:x}}:/kc");
  CHECK(place("jdbc:postgresql://${env.HOST_AND_PORT:db:5432}/kc") == "@:/kc");
  CHECK(place("jdbc:postgresql://${env.ALL:db/kc}") == "@:/");
  CHECK(place("jdbc:postgresql://${env.OPEN:db/kc") == "@:/");
}

TEST_CASE("URLs of MySQL and MariaDB") {
  CHECK(place("jdbc:mysql://db:3307/kc?useSSL=false&user=a&password=hunter2") == "a@db:3307/kc");
  CHECK(place("jdbc:mysql://kc:hunter2@db/kc") == "kc@db:/kc");
  CHECK(place("jdbc:mysql:loadbalance://a:1,b:2/kc") == "@a:1/kc");
  CHECK(place("jdbc:mysql://address=(host=a)(port=3)(password=hunter2),b/kc") == "@a:3/kc");
  CHECK(place("jdbc:mysql://(host=a,port=3,user=x),(host=b)/kc") == "@a:3/kc");
  CHECK(place("jdbc:mysql:///kc") == "@localhost:/kc");
  CHECK(place("jdbc:mariadb:failover://a,b/kc") == "@a:/kc");
  CHECK(database_of_url("jdbc:mariadb://db/kc").kind == DatabaseKind::mariadb);
  CHECK(database_of_url("jdbc:mysql://db/kc").kind == DatabaseKind::mysql);
}

TEST_CASE("URLs of SQL Server") {
  CHECK(place("jdbc:sqlserver://db:1434;databaseName=kc;user=sa;password={a;b}hunter2}") == "sa@db:1434/kc");
  CHECK(place("jdbc:sqlserver://db\\SQL1;database=kc") == "@db\\SQL1:/kc");
  CHECK(place("jdbc:sqlserver://;serverName=db;portNumber=1;DatabaseName={k;c};encrypt=true") == "@db:1/k;c");
  CHECK(place("jdbc:sqlserver://db;instanceName=x") == "@db\\x:/");
}

TEST_CASE("URLs of Oracle") {
  const auto connect = [](const std::string& url) { return database_of_url(url).connect; };
  CHECK(connect("jdbc:oracle:thin:@//db:1521/kc") == "//db:1521/kc");
  CHECK(connect("jdbc:oracle:thin:@db:1521/kc") == "db:1521/kc");
  CHECK(connect("jdbc:oracle:thin:@db:1521:KC") ==
        "(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1521))(CONNECT_DATA=(SID=KC)))");
  CHECK(connect("jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=a)(PORT=1)))") ==
        "(DESCRIPTION=(ADDRESS=(HOST=a)(PORT=1)))");
  CHECK(connect("jdbc:oracle:thin:@KC_TNS?TNS_ADMIN=/etc") == "KC_TNS");
  CHECK(connect("jdbc:oracle:oci:scott/hunter2@KC") == "KC");
  CHECK(database_of_url("jdbc:oracle:thin:scott/hunter2@db:1521/kc").user == "scott");
  CHECK(connect("jdbc:oracle:thin:@(DESCRIPTION=(WALLET_PASSWORD=hunter2))").empty());
}

TEST_CASE("URLs of H2") {
  const auto file = [](const std::string& url) { return database_of_url(url).file; };
  CHECK(file("jdbc:h2:${jboss.server.data.dir}/keycloak;AUTO_SERVER=TRUE") == "${jboss.server.data.dir}/keycloak");
  CHECK(file("jdbc:h2:file:/data/kc;PASSWORD=hunter2") == "/data/kc");
  CHECK(file("jdbc:h2:~/kc") == "${user.home}/kc");
  CHECK(database_of_url("jdbc:h2:mem:kc").is_in_memory);
  CHECK(file("jdbc:h2:tcp://db/~/kc").empty());
  CHECK(database_of_url("jdbc:h2:tcp://db/~/kc").kind == DatabaseKind::other);
}

TEST_CASE("other databases, and what is no URL, are not known") {
  for (const char* url :
       {"jdbc:db2://db/kc", "", "jdbc:", "postgresql://db/kc", "{{ jdbc_url }}", "jdbc:postgresql_x://db/kc"})
    CHECK_MESSAGE(database_of_url(url).kind == DatabaseKind::other, url);
}

TEST_CASE("the datasource is the one that Keycloak uses") {
  const std::string datasources =
      R"(<datasource jndi-name="java:jboss/datasources/KeycloakDS"><connection-url>jdbc:mysql://a/kc</connection-url></datasource>
<datasource jndi-name="java:/Own"><connection-url>jdbc:postgresql://b/kc</connection-url><security><user-name>kc</user-name>
<password>hunter2</password></security></datasource>)";
  CHECK(told_by(datasources).host == "a");
  const Database own =
      told_by(datasources, R"(<spi name="connectionsJpa"><provider name="default" enabled="true"><properties>
<property name="dataSource" value="java:/Own"/><property name="schema" value="own"/></properties></provider></spi>)");
  CHECK(own.host == "b");
  CHECK(own.user == "kc");
  CHECK(own.schema == "own");
  CHECK(told_by("").kind == DatabaseKind::other);
}

TEST_CASE("an XA datasource says the same in properties, and its driver what it is") {
  const Database database = told_by(
      R"(<xa-datasource jndi-name="java:jboss/datasources/KeycloakDS"><xa-datasource-property name="ServerName">db</xa-datasource-property>
<xa-datasource-property name="PortNumber">5433</xa-datasource-property><xa-datasource-property name="DatabaseName">kc</xa-datasource-property>
<driver>pg</driver><security user-name="kc" password="hunter2"/></xa-datasource>
<drivers><driver name="pg" module="org.postgresql"/></drivers>)");
  CHECK(database.kind == DatabaseKind::postgresql);
  CHECK(database.host == "db");
  CHECK(database.port == "5433");
  CHECK(database.name == "kc");
  CHECK(database.user == "kc");
}

TEST_CASE("of a URL that is one expression, only the kind of the database is told") {
  const Database database = told_by(
      R"(<datasource jndi-name="java:jboss/datasources/KeycloakDS"><connection-url>${env.DB_URL:jdbc:postgresql://db/kc}</connection-url></datasource>)");
  CHECK(database.kind == DatabaseKind::postgresql);
  CHECK(database.host.empty());
}
