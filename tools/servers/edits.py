"""What administrators change in a configuration by hand, as text: of a server's own writing of its stock configuration."""

from dataclasses import dataclass

KEYCLOAK = "keycloak-15.0.2/standalone.xml"
CLUSTER = "keycloak-15.0.2/standalone-ha.xml"
WILDFLY = "wildfly-35.0.1/standalone.xml"
WILDFLY_23 = "wildfly-23.0.2/standalone-full.xml"


@dataclass(frozen=True)
class Edit:
    """Each text of `changes` stands in the configuration (its first place counts) and is replaced."""

    name: str
    base: str
    changes: tuple

    def apply(self, content):
        text = content.decode()
        for old, new in self.changes:
            if old not in text:
                raise ValueError(f"{self.name}: {self.base} has no {old}")
            text = text.replace(old, new, 1)
        return text.encode()


def before(mark, inserted):
    return (mark, inserted + mark)


def after(mark, inserted):
    return (mark, mark + inserted)


OFFLINE = '<distributed-cache name="offlineSessions" owners="1">'
DRIVERS = "<drivers>"
LISTENER = '<http-listener name="default" socket-binding="http" redirect-socket="https" enable-http2="true"/>'
HTTPS = '<https-listener name="https" socket-binding="https" security-realm="ApplicationRealm" enable-http2="true"/>'
HOST = '<host name="default-host" alias="localhost">'
LOCATION = '<location name="/" handler="welcome-content"/>'
MAIL = '<smtp-server outbound-socket-binding-ref="mail-smtp"/>'
SCANNER = 'scan-interval="5000"'
TIMER = '<spi name="timer">'
TCP = '<transport type="TCP" socket-binding="jgroups-tcp"/>'
KEY_STORE = '<key-stores>'

EDITS = [
    Edit("port offset", KEYCLOAK, ((":0}\">\n        <socket-binding name=\"ajp", ":100}\">\n        <socket-binding name=\"ajp"),)),
    Edit("a port", KEYCLOAK, (('port="${jboss.https.port:8443}"', 'port="443"'),)),
    Edit("a socket binding", KEYCLOAK, (before('<socket-binding name="http" ', '<socket-binding name="admin" interface="management" port="9191" fixed-port="true"/>'),)),
    Edit("client mappings", KEYCLOAK, (('port="${jboss.http.port:8080}"/>', 'port="8080"><client-mapping source-network="10.0.0.0/8" destination-address="gate.example.org" destination-port="80"/><client-mapping destination-address="x y" destination-port="81"/></socket-binding>'),)),
    Edit("an outbound socket", KEYCLOAK, (before('<outbound-socket-binding name="mail-smtp"', '<outbound-socket-binding name="log-tcp" source-port="1234"><remote-destination host="log.example.org" port="514"/></outbound-socket-binding>'),)),
    Edit("an interface", KEYCLOAK, (before('<interface name="public">', '<interface name="intern"><any><nic name="eth1"/><site-local-address/></any><not><nic name="eth0"/></not></interface>'),)),
    Edit("any address", KEYCLOAK, (('<inet-address value="${jboss.bind.address:127.0.0.1}"/>', "<any-address/>"),)),
    Edit("system properties", KEYCLOAK, (before("    <management>", '<system-properties><property name="a.b" value="${env.X:y} &amp; &lt;z&gt;"/><property name="c d/e:f=g&quot;h\'i\\j$k" value="1 &quot;q&quot; \\ $v ${not"/><property name="db.password" value="s3cret"/></system-properties>'),)),
    Edit("a path", KEYCLOAK, (before("    <management>", '<paths><path name="share" path="/mnt/share"/><path name="logs" path="logs/app" relative-to="share"/></paths>'),)),
    Edit("proxy address forwarding", KEYCLOAK, ((LISTENER, LISTENER.replace('enable-http2="true"', 'proxy-address-forwarding="true" enable-http2="true"')),)),
    Edit("no http2, longer requests", KEYCLOAK, ((LISTENER, LISTENER.replace('enable-http2="true"', 'max-post-size="20971520" read-timeout="30000"')),)),
    Edit("an https listener of Elytron", KEYCLOAK, ((HTTPS, '<https-listener name="https" socket-binding="https" ssl-context="applicationSSC"/>'),)),
    Edit("an admin listener", KEYCLOAK, (after(HTTPS, '<http-listener name="admin" socket-binding="management-http"/>'),)),
    Edit("a host", KEYCLOAK, (before(HOST, '<host name="sso" alias="sso.example.org, login.example.org" default-web-module="a.war"><access-log pattern="%h %t &quot;%r&quot; %s" prefix="sso."/><single-sign-on path="/x"/></host>'),)),
    Edit("aliases", KEYCLOAK, ((HOST, HOST.replace("localhost", "localhost, a.example.org, b.example.org")),)),
    Edit("a reverse proxy", KEYCLOAK, (after('<file name="welcome-content" path="${jboss.home.dir}/welcome-content"/>', '<reverse-proxy name="app" connections-per-thread="30"><host name="node1" outbound-socket-binding="mail-smtp" scheme="http" path="/x" instance-id="n1"/></reverse-proxy>'),)),
    Edit("session cookies", KEYCLOAK, (("<jsp-config/>", '<jsp-config development="true"/><session-cookie http-only="true" secure="true" name="SID"/>'),)),
    Edit("mime types and welcome files", KEYCLOAK, (("<websockets/>", '<websockets/><mime-mappings><mime-mapping name="x" value="application/x"/></mime-mappings><welcome-files><welcome-file name="b.html"/><welcome-file name="a.html"/></welcome-files>'),)),
    Edit("a driver and a data source", KEYCLOAK, (before(DRIVERS, '<datasource jndi-name="java:/jdbc/App &amp; Co" pool-name="App &amp; Co" enabled="true" use-ccm="false"><connection-url>jdbc:postgresql://db:5432/app?ssl=true&amp;x=${db.x:1}</connection-url><driver>postgres</driver><new-connection-sql>select 1; -- it\'s "quoted"</new-connection-sql><pool><min-pool-size>2</min-pool-size><max-pool-size>20</max-pool-size><prefill>true</prefill></pool><security><user-name>app</user-name><password>pa"ss\\word$1</password></security><validation><valid-connection-checker class-name="org.jboss.jca.adapters.jdbc.extensions.postgres.PostgreSQLValidConnectionChecker"><config-property name="a">b</config-property></valid-connection-checker><background-validation>true</background-validation></validation></datasource>'), after(DRIVERS, '<driver name="postgres" module="org.postgresql"><driver-class>org.postgresql.Driver</driver-class></driver>'))),
    Edit("an XA data source", KEYCLOAK, (before(DRIVERS, '<xa-datasource jndi-name="java:/XA" pool-name="XA"><xa-datasource-property name="URL">jdbc:h2:mem:xa</xa-datasource-property><xa-datasource-property name="User">sa</xa-datasource-property><driver>h2</driver><xa-pool><min-pool-size>1</min-pool-size><is-same-rm-override>false</is-same-rm-override></xa-pool><recovery><recover-credential><user-name>r</user-name><password>r</password></recover-credential></recovery></xa-datasource>'),)),
    Edit("another database", KEYCLOAK, (("jdbc:h2:${jboss.server.data.dir}/keycloak;AUTO_SERVER=TRUE", "jdbc:h2:tcp://db/keycloak"), ('pool-name="KeycloakDS" enabled="true"', 'pool-name="KeycloakDS" enabled="${ds.enabled:true}"'))),
    Edit("a driver's class", KEYCLOAK, (("<xa-datasource-class>org.h2.jdbcx.JdbcDataSource</xa-datasource-class>", "<driver-class>org.h2.Driver</driver-class><xa-datasource-class>org.h2.jdbcx.JdbcDataSource</xa-datasource-class>"),)),
    Edit("connection properties", KEYCLOAK, (("<connection-url>jdbc:h2:${jboss.server.data.dir}/keycloak;AUTO_SERVER=TRUE</connection-url>", "<connection-url>jdbc:h2:x</connection-url><connection-property name=\"a b\">c = d</connection-property>"),)),
    Edit("no example data source", KEYCLOAK, (('datasource="java:jboss/datasources/ExampleDS" ', ""),)),
    Edit("a scanner off", KEYCLOAK, ((SCANNER, 'scan-enabled="false" ' + SCANNER),)),
    Edit("a slower scanner", KEYCLOAK, ((SCANNER, 'scan-interval="${scan:60000}" auto-deploy-exploded="true" deployment-timeout="900"'),)),
    Edit("a mail server", KEYCLOAK, ((MAIL, '<smtp-server outbound-socket-binding-ref="mail-smtp" tls="true" username="u" password="p w"/>'), ("${jboss.mail.server.host:localhost}", "smtp.example.org"))),
    Edit("a mail session", KEYCLOAK, (before('<mail-session name="default"', '<mail-session name="two" jndi-name="java:/Two" debug="true" from="a@example.org"><imap-server outbound-socket-binding-ref="mail-smtp" ssl="true"/><custom-server name="c"><property name="x.y" value="z"/></custom-server></mail-session>'),)),
    Edit("mail credentials", KEYCLOAK, ((MAIL, '<smtp-server outbound-socket-binding-ref="mail-smtp" username="u"><credential-reference clear-text="x"/></smtp-server>'),)),
    Edit("a logger", KEYCLOAK, (before("<root-logger>", '<logger category="org.keycloak" use-parent-handlers="false"><level name="TRACE"/><filter-spec value="not(match(&quot;a,b&quot;))"/><handlers><handler name="FILE"/><handler name="CONSOLE"/></handlers></logger>'),)),
    Edit("a level", KEYCLOAK, (('<logger category="sun.rmi">\n                <level name="WARN"/>', '<logger category="sun.rmi">\n                <level name="${rmi.level:ERROR}"/>'),)),
    Edit("handlers the other way", KEYCLOAK, (('<handler name="CONSOLE"/>\n                    <handler name="FILE"/>', '<handler name="FILE"/>\n                    <handler name="CONSOLE"/>'),)),
    Edit("a size rotating and an async handler", KEYCLOAK, (before('<periodic-rotating-file-handler name="FILE"', '<async-handler name="ASYNC"><queue-length value="512"/><overflow-action value="discard"/><subhandlers><handler name="SIZE"/></subhandlers></async-handler>'), after('</periodic-rotating-file-handler>', '<size-rotating-file-handler name="SIZE" rotate-on-boot="true"><formatter><pattern-formatter pattern="%d{HH:mm:ss} \\ %s%n"/></formatter><file relative-to="jboss.server.log.dir" path="size.log"/><rotate-size value="10m"/><max-backup-index value="5"/></size-rotating-file-handler>'))),
    Edit("JSON logs and a profile", KEYCLOAK, (before('<formatter name=\"PATTERN\">', '<formatter name="JSON"><json-formatter pretty-print="true"/></formatter>'),)),
    Edit("a custom formatter and handler", KEYCLOAK, (before('<logger category="com.arjuna">', '<custom-handler name="C" class="java.util.logging.MemoryHandler" module="org.jboss.logmanager"><level name="ALL"/><properties><property name="pushLevel" value="ERROR"/></properties></custom-handler>'),)),
    Edit("an SPI provider", KEYCLOAK, (before(TIMER, '<spi name="truststore"><default-provider>file</default-provider><provider name="file" enabled="true"><properties><property name="file" value="${jboss.server.config.dir}/trust.jks"/><property name="password" value="p&quot;w"/><property name="hostname-verification-policy" value="WILDCARD"/></properties></provider></spi>'),)),
    Edit("a property of a provider", KEYCLOAK, (('name="migrationStrategy" value="update"', 'name="migrationStrategy" value="manual"'),)),
    Edit("a property more", KEYCLOAK, (before('<property name="initializeEmpty"', '<property name="schema" value="kc"/>'),)),
    Edit("all properties of a provider gone", KEYCLOAK, (('<property name="minTimeBetweenRequests" value="10"/>', ""),)),
    Edit("themes and web context", KEYCLOAK, (("<web-context>auth</web-context>", "<web-context>sso</web-context>"), ("<cacheThemes>true</cacheThemes>", "<cacheThemes>false</cacheThemes>"), ("<staticMaxAge>2592000</staticMaxAge>", "<staticMaxAge>-1</staticMaxAge><welcomeTheme>own</welcomeTheme>"))),
    Edit("providers", KEYCLOAK, (("classpath:${jboss.home.dir}/providers/*\n                </provider>", "classpath:${jboss.home.dir}/providers/*\n                </provider><provider>module:org.example.one</provider>"),)),
    Edit("an SPI gone", KEYCLOAK, (('<spi name="timer">\n                <default-provider>basic</default-provider>\n            </spi>', ""),)),
    Edit("cache owners", CLUSTER, ((OFFLINE, OFFLINE.replace("1", "2")), ('<distributed-cache name="sessions" owners="1">', '<distributed-cache name="sessions" owners="3" l1-lifespan="0">'))),
    Edit("a cache limit", CLUSTER, (('<local-cache name="users">\n                    <heap-memory size="10000"/>', '<local-cache name="users">\n                    <heap-memory size="50000"/><expiration lifespan="10"/>'),)),
    Edit("a cache off the heap", CLUSTER, (('<local-cache name="users">\n                    <heap-memory size="10000"/>', '<local-cache name="users">\n                    <off-heap-memory size="1000" size-unit="KB"/>'),)),
    Edit("no cache limit", CLUSTER, (('<local-cache name="users">\n                    <heap-memory size="10000"/>', '<local-cache name="users">'),)),
    Edit("a cache", CLUSTER, (before('<replicated-cache name="work">', '<replicated-cache name="extra"><locking acquire-timeout="5"/><transaction mode="NON_XA" locking="OPTIMISTIC"/><heap-memory size="5"/><expiration max-idle="1"/><file-store passivation="false" purge="false" path="x"><property name="a">b</property></file-store><state-transfer timeout="1"/></replicated-cache>'),)),
    Edit("a cache container", CLUSTER, (before('<cache-container name="web"', '<cache-container name="own" aliases="a b" default-cache="c" modules="org.m org.n" statistics-enabled="true"><transport lock-timeout="5" channel="ee"/><listener-thread-pool max-threads="3"/><local-cache name="c"/><invalidation-cache name="i"/></cache-container>'),)),
    Edit("tcp instead of udp", CLUSTER, (('name="ee" stack="udp"', 'name="ee" stack="tcp"'),)),
    Edit("a protocol in between", CLUSTER, (after(TCP, '<protocol type="TCPPING"><property name="initial_hosts">a[7600],b[7600]</property><property name="port_range">0</property></protocol>'), ('<socket-protocol type="MPING" socket-binding="jgroups-mping"/>', ""))),
    Edit("jdbc ping", CLUSTER, (('<socket-protocol type="MPING" socket-binding="jgroups-mping"/>', '<jdbc-protocol type="JDBC_PING" data-source="KeycloakDS"><property name="initialize_sql">CREATE TABLE x (a varchar(200) NOT NULL)</property></jdbc-protocol>'),)),
    Edit("a property of a protocol", CLUSTER, (('<protocol type="pbcast.GMS"/>', '<protocol type="pbcast.GMS"><property name="join_timeout">5000</property></protocol>'),)),
    Edit("a transport", CLUSTER, ((TCP, '<transport type="TCP" socket-binding="jgroups-tcp" site="s" machine="m"><property name="external_addr">${ext:x}</property><default-thread-pool max-threads="5"/></transport>'),)),
    Edit("a stack", CLUSTER, (before('<stack name="tcp">', '<stack name="own"><transport type="TCP" socket-binding="jgroups-tcp"/><protocol type="MERGE3"/><auth-protocol type="AUTH"><digest-token><shared-secret-reference clear-text="s"/></digest-token></auth-protocol><protocol type="pbcast.GMS"/></stack>'),)),
    Edit("a security domain", KEYCLOAK, (before('<security-domain name="jboss-web-policy"', '<security-domain name="own"><authentication><login-module name="one" code="Database" flag="required"><module-option name="dsJndiName" value="java:/x"/><module-option name="principalsQuery" value="select a from b where c=?"/></login-module><login-module code="UsersRoles" flag="optional"/></authentication><mapping><mapping-module code="SimpleRoles" type="role"><module-option name="a" value="b"/></mapping-module></mapping></security-domain>'),)),
    Edit("a login module first", KEYCLOAK, (before('<login-module code="Remoting" flag="optional">', '<login-module code="Client" flag="optional"/>'),)),
    Edit("a security realm", KEYCLOAK, (before('<security-realm name="ApplicationRealm">', '<security-realm name="LdapRealm"><authentication><ldap connection="l" base-dn="dc=x,dc=y"><username-filter attribute="uid"/></ldap></authentication></security-realm>'), after("</security-realms>", '<outbound-connections><ldap name="l" url="ldap://l" search-dn="cn=a" search-credential="sec ret"/></outbound-connections>'))),
    Edit("a key store's realm", KEYCLOAK, (('alias="server" key-password="password" generate-self-signed-certificate-host="localhost"/>', 'alias="other" key-password="password2"/>'),)),
    Edit("users of roles", KEYCLOAK, (after('<user name="$local"/>', '<user name="ann"/><group name="admins"/>'), ('<access-control provider="simple">', '<access-control provider="rbac">'))),
    Edit("an audit log", KEYCLOAK, (('enabled="false">\n                <handlers>', 'enabled="true">\n                <handlers>'), ('path="audit-log.log"', 'path="audit.log"'))),
    Edit("management over https", KEYCLOAK, (('<socket-binding http="management-http"/>', '<socket-binding http="management-http" https="management-https"/>'), ('<http-interface security-realm="ManagementRealm">', '<http-interface security-realm="ManagementRealm" console-enabled="false" allowed-origins="https://a https://b">'))),
    Edit("an Elytron domain", KEYCLOAK, (before('<security-domain name="ManagementDomain"', '<security-domain name="Own" default-realm="local" permission-mapper="default-permission-mapper" outflow-security-domains="ApplicationDomain"><realm name="local"/><realm name="ApplicationRealm" role-decoder="groups-to-roles"/></security-domain>'),)),
    Edit("realms of a domain the other way", KEYCLOAK, (('<realm name="ManagementRealm" role-decoder="groups-to-roles"/>\n                    <realm name="local" role-mapper="super-user-mapper"/>', '<realm name="local" role-mapper="super-user-mapper"/><realm name="ManagementRealm" role-decoder="groups-to-roles"/>'),)),
    Edit("a key store", KEYCLOAK, (after(KEY_STORE, '<key-store name="own" alias-filter="a,b"><credential-reference clear-text="a b"/><implementation type="PKCS12"/><file path="own.p12" relative-to="jboss.server.config.dir"/></key-store>'), ('            <tls>', '            <credential-stores><credential-store name="cs" relative-to="jboss.server.config.dir" location="cs.jceks" create="true"><implementation-properties><property name="keyStoreType" value="JCEKS"/></implementation-properties><credential-reference clear-text="store pass"/></credential-store></credential-stores><tls>'))),
    Edit("a credential's form", KEYCLOAK, (('<credential-reference clear-text="password"/>', '<credential-reference clear-text="${ks.password:password}"/>'),)),
    Edit("permissions", KEYCLOAK, (before('<permission-mapping match-all="true">', '<permission-mapping><principal name="ann"/><principal name="bob"/><role name="r1"/><permission-set name="login-permission"/></permission-mapping>'), ('<permission class-name="org.jboss.ejb.client.RemoteEJBPermission" module="org.jboss.ejb-client"/>', ""))),
    Edit("mechanisms", KEYCLOAK, (('<mechanism mechanism-name="DIGEST">\n                            <mechanism-realm realm-name="ManagementRealm"/>\n                        </mechanism>', '<mechanism mechanism-name="BASIC"/><mechanism mechanism-name="DIGEST"><mechanism-realm realm-name="ManagementRealm"/><mechanism-realm realm-name="X" realm-mapper="local"/></mechanism>'),)),
    Edit("a pool of beans", KEYCLOAK, (('<strict-max-pool name="slsb-strict-max-pool" derive-size="from-worker-pools"', '<strict-max-pool name="slsb-strict-max-pool" max-pool-size="40"'),)),
    Edit("threads of beans", KEYCLOAK, (('<max-threads count="10"/>\n                    <keepalive-time time="60" unit="seconds"/>', '<max-threads count="20"/><core-threads count="3"/><keepalive-time time="5" unit="minutes"/>'),)),
    Edit("an executor", KEYCLOAK, (before('<managed-executor-service name="default" ', '<managed-executor-service name="own" jndi-name="java:/own" core-threads="2" keepalive-time="5" queue-length="7"/>'),)),
    Edit("global modules", KEYCLOAK, (('<spec-descriptor-property-replacement>false</spec-descriptor-property-replacement>', '<global-modules><module name="org.a" slot="x" annotations="true"/><module name="org.b"/></global-modules><spec-descriptor-property-replacement>true</spec-descriptor-property-replacement>'),)),
    Edit("names", KEYCLOAK, (("<remote-naming/>", '<bindings><simple name="java:global/a b" value="100" type="int"/><lookup name="java:global/c" lookup="java:global/a b"/><object-factory name="java:global/o" module="org.m" class="org.m.F"><environment><property name="x" value="y=z"/></environment></object-factory></bindings><remote-naming/>'),)),
    Edit("a worker and a buffer pool", KEYCLOAK, (('<worker name="default"/>', '<worker name="default" io-threads="4" task-max-threads="${t:64}"/><worker name="own" stack-size="1024"/>'), ('<buffer-pool name="default"/>', '<buffer-pool name="default" buffer-size="8192" direct-buffers="false"/>'))),
    Edit("transactions", KEYCLOAK, (('<object-store path="tx-object-store" relative-to="jboss.server.data.dir"/>', '<object-store path="tx" relative-to="jboss.server.data.dir"/>'), ('<coordinator-environment ', '<coordinator-environment default-timeout="900" '), ("${jboss.tx.node.id:1}", "node-2"))),
    Edit("recovery listener", KEYCLOAK, (('<recovery-environment ', '<recovery-environment recovery-listener="true" '), ("<uuid/>", '<socket socket-binding="txn-recovery-environment" socket-process-id-max-ports="10"/>'))),
    Edit("health and metrics", KEYCLOAK, (('<subsystem xmlns="urn:wildfly:health:1.0" security-enabled="false"/>', '<subsystem xmlns="urn:wildfly:health:1.0" security-enabled="true"/>'), ('exposed-subsystems="*"', 'exposed-subsystems="undertow datasources"'))),
    Edit("a subsystem gone", KEYCLOAK, (('<extension module="org.jboss.as.weld"/>', ""), ('<subsystem xmlns="urn:jboss:domain:weld:4.0"/>', ""))),
    Edit("a name for the server", KEYCLOAK, (("<server xmlns", '<server name="node 1" xmlns'),)),
    Edit("a workmanager's threads", KEYCLOAK, (('<core-threads count="50"/>', '<core-threads count="20"/>'),)),
    Edit("proxies of mod_cluster", CLUSTER, (('<load-metric type="cpu"/>', '<load-metric type="mem" weight="2"/><load-metric type="cpu" capacity="5"/>'), ('listener="ajp"', 'listener="ajp" sticky-session="false" excluded-contexts="a,b"'))),
    Edit("an ssl context", WILDFLY, (("<server-ssl-contexts>", '<server-ssl-contexts><server-ssl-context name="own" protocols="TLSv1.2 TLSv1.3" want-client-auth="true" key-manager="applicationKM"/>'),)),
    Edit("a jdbc realm", WILDFLY, (before('<properties-realm name="ApplicationRealm">', '<jdbc-realm name="db"><principal-query sql="select p, r from u where n=?" data-source="ExampleDS"><attribute-mapping><attribute index="2" to="groups"/><attribute index="3" to="mail"/></attribute-mapping><clear-password-mapper password-index="1"/></principal-query></jdbc-realm>'),)),
    Edit("filters", WILDFLY, (after(LOCATION, '<filter-ref name="hsts" priority="20"/><filter-ref name="limit" predicate="path-prefix(\'/auth\')"/>'), before('<handlers>\n                <file name="welcome-content"', '<filters><request-limit name="limit" max-concurrent-requests="100"/><response-header name="hsts" header-name="Strict-Transport-Security" header-value="max-age=31536000; includeSubDomains"/><gzip name="gz"/></filters>'))),
    Edit("a queue", WILDFLY_23, (before('<jms-queue name="ExpiryQueue"', '<jms-queue name="q.one" entries="java:/q/one java:jboss/exported/q/one" durable="false" selector="a=\'b\'"/>'),)),
    Edit("address settings", WILDFLY_23, (before('<address-setting name="#"', '<address-setting name="jms.queue.a.#" max-delivery-attempts="3" redelivery-delay="500" dead-letter-address="jms.queue.DLQ"/>'),)),
]
