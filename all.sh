#!/usr/bin/env bash
set -euo pipefail
f1_find_release() {
helm list --namespace "$NAMESPACE"
mkdir -p "$BACKUP"
helm history "$RELEASE_NAME" --namespace "$NAMESPACE" --max 1 | awk 'NR == 2 { print $1 }' >"$BACKUP/revision"
}
(f1_find_release)
f2_find_release() {
helm status "$RELEASE_NAME" --namespace "$NAMESPACE" >/dev/null
grep -x '[0-9][0-9]*' "$BACKUP/revision"
}
(f2_find_release)
f3_transaction_log() {
kubectl exec --namespace "$NAMESPACE" "$KEYCLOAK_POD" -- rm -rf "$POD_HOME/standalone/data/tx-object-store"
}
(f3_transaction_log)
f4_transaction_log() {
kubectl exec --namespace "$NAMESPACE" "$KEYCLOAK_POD" -- ls -A "$POD_HOME/standalone/data"
}
(f4_transaction_log)
f5_stop_server() {
mkdir -p "$BACKUP"
kubectl get statefulset "$KEYCLOAK_STATEFULSET" --namespace "$NAMESPACE" --output=jsonpath='{.spec.replicas}' >"$BACKUP/replicas"
kubectl scale statefulset "$KEYCLOAK_STATEFULSET" --namespace "$NAMESPACE" --replicas=0
kubectl wait --for=delete "pod/$KEYCLOAK_POD" --namespace "$NAMESPACE" --timeout=10m
}
(f5_stop_server)
f6_stop_server() {
if kubectl get pod "$KEYCLOAK_POD" --namespace "$NAMESPACE" 2>/dev/null; then exit 1; fi
}
(f6_stop_server)
f7_back_up_files() {
mkdir -p "$BACKUP"
helm get values "$RELEASE_NAME" --namespace "$NAMESPACE" >"$BACKUP/values.yaml"
helm get manifest "$RELEASE_NAME" --namespace "$NAMESPACE" >"$BACKUP/manifest.yaml"
}
(f7_back_up_files)
f8_back_up_files() {
grep -q 'kind: StatefulSet' "$BACKUP/manifest.yaml"
[ -s "$BACKUP/values.yaml" ]
}
(f8_back_up_files)
f9_back_up_database() {
mkdir -p "$BACKUP"
# shellcheck disable=SC2016 # a variable of the pod
kubectl exec --namespace "$NAMESPACE" "$POSTGRES_POD" -- sh -c 'PGPASSWORD=$POSTGRES_PASSWORD exec pg_dump "$@"' pg_dump \
  --clean --if-exists --no-owner --no-acl -h 127.0.0.1 -U "$DB_USER" "$DB_NAME" |
  awk '/^COPY .* FROM stdin;$/ { data = 1 }
    data || !/^((DROP|CREATE) (SCHEMA|EXTENSION)|COMMENT ON (SCHEMA public|EXTENSION)) /
    /^\\\.$/ { data = 0 }' >"$BACKUP/database.sql"
}
(f9_back_up_database)
f10_back_up_database() {
grep -q -i -E '^CREATE TABLE .*\.realm \($' "$BACKUP/database.sql"
tail -n 10 "$BACKUP/database.sql" | grep 'PostgreSQL database dump complete'
}
(f10_back_up_database)
f11_delete_postgresql_statefulset() {
kubectl delete statefulsets.apps "$POSTGRES_STATEFULSET" --cascade=orphan --namespace "$NAMESPACE"
}
(f11_delete_postgresql_statefulset)
f12_delete_postgresql_statefulset() {
kubectl get pod "$POSTGRES_POD" --namespace "$NAMESPACE"
}
(f12_delete_postgresql_statefulset)
f13_upgrade_chart() {
helm repo update
helm upgrade "$RELEASE_NAME" "$CHART" --version "$CHART_VERSION" --namespace "$NAMESPACE"
}
(f13_upgrade_chart)
f14_upgrade_chart() {
helm status "$RELEASE_NAME" --namespace "$NAMESPACE" | grep -i 'status: deployed'
}
(f14_upgrade_chart)
f15_delete_postgresql_pod() {
kubectl delete pod "$POSTGRES_POD" --namespace "$NAMESPACE"
}
(f15_delete_postgresql_pod)
f16_delete_postgresql_pod() {
kubectl rollout status "statefulset/$POSTGRES_STATEFULSET" --namespace "$NAMESPACE" --timeout=10m
}
(f16_delete_postgresql_pod)
f17_wait() {
kubectl scale statefulset "$KEYCLOAK_STATEFULSET" --namespace "$NAMESPACE" --replicas="$(cat "$BACKUP/replicas")"
kubectl rollout status "statefulset/$KEYCLOAK_STATEFULSET" --namespace "$NAMESPACE" --timeout=30m
}
(f17_wait)
f18_wait() {
kubectl get statefulset "$KEYCLOAK_STATEFULSET" --namespace "$NAMESPACE" --output=wide
}
(f18_wait)
f19_check_log() {
kubectl logs "$KEYCLOAK_POD" --namespace "$NAMESPACE" | grep -E 'WFLYSRV002[56]| ERROR '
}
(f19_check_log)
f20_way_back_stop() {
kubectl scale statefulset "$KEYCLOAK_STATEFULSET" --namespace "$NAMESPACE" --replicas=0
kubectl wait --for=delete "pod/$KEYCLOAK_POD" --namespace "$NAMESPACE" --timeout=10m
}
(f20_way_back_stop)
f21_way_back_stop() {
if kubectl get pod "$KEYCLOAK_POD" --namespace "$NAMESPACE" 2>/dev/null; then exit 1; fi
}
(f21_way_back_stop)
f22_way_back_restore_database() {
# shellcheck disable=SC2016 # a variable of the pod
in_pod=(kubectl exec -i --namespace "$NAMESPACE" "$POSTGRES_POD" -- sh -c 'PGPASSWORD=$POSTGRES_PASSWORD exec psql "$@"' psql
  -X -v ON_ERROR_STOP=1 -h 127.0.0.1 -U "$DB_USER" -d "$DB_NAME")
"${in_pod[@]}" -v schema="$DB_SCHEMA" <<'SQL'
SELECT format('DROP TABLE IF EXISTS %I.%I CASCADE', schemaname, tablename) FROM pg_tables WHERE schemaname = :'schema' \gexec
SQL
"${in_pod[@]}" -q -o /dev/null --single-transaction -f - <"$BACKUP/database.sql"
}
(f22_way_back_restore_database)
f23_way_back_rollback() {
helm rollback --force --recreate-pods --cleanup-on-fail --namespace "$NAMESPACE" "$RELEASE_NAME" "$(cat "$BACKUP/revision")"
kubectl scale statefulset "$KEYCLOAK_STATEFULSET" --namespace "$NAMESPACE" --replicas="$(cat "$BACKUP/replicas")"
}
(f23_way_back_rollback)
f24_way_back_rollback() {
kubectl rollout status "statefulset/$KEYCLOAK_STATEFULSET" --namespace "$NAMESPACE" --timeout=30m
}
(f24_way_back_rollback)
f25_look_ahead() {
idsxml migrate --dry-run --to "$TO" "$OLD_HOME/standalone/configuration/$CONFIG_FILE" || [ "$?" -eq 1 ]
}
(f25_look_ahead)
f26_look_ahead() {
idsxml diff --against "$FROM" "$OLD_HOME/standalone/configuration/$CONFIG_FILE" || true
idsxml lint --to "$TO" "$OLD_HOME/standalone/configuration/$CONFIG_FILE" || [ "$?" -eq 1 ]
}
(f26_look_ahead)
f27_sessions() {
"$OLD_HOME/bin/kcadm.sh" config credentials --server "$SERVER_URL" --realm master --user "$ADMIN_USER"
"$OLD_HOME/bin/kcadm.sh" get client-session-stats --target-realm "$REALM"
"$OLD_HOME/bin/kcadm.sh" create logout-all --target-realm "$REALM" --set realm="$REALM"
}
(f27_sessions)
f28_sessions() {
"$OLD_HOME/bin/kcadm.sh" get client-session-stats --target-realm "$REALM"
}
(f28_sessions)
f29_transactions() {
"$OLD_HOME/bin/jboss-cli.sh" --connect --controller="$MANAGEMENT" --command='/subsystem=transactions/log-store=log-store:probe'
"$OLD_HOME/bin/jboss-cli.sh" --connect --controller="$MANAGEMENT" --command='/subsystem=transactions/log-store=log-store:read-children-names(child-type=transactions)'
}
(f29_transactions)
f30_stop_server() {
"$OLD_HOME/bin/jboss-cli.sh" --connect --controller="$MANAGEMENT" --command=shutdown
}
(f30_stop_server)
f31_stop_server() {
for _ in {1..60}; do
  if ! (exec 3<>"/dev/tcp/${MANAGEMENT%:*}/${MANAGEMENT##*:}") 2>/dev/null; then exit 0; fi
  sleep 1
done
echo "the server at $MANAGEMENT still answers" >&2
exit 1
}
(f31_stop_server)
f32_stop_server() {
"$OLD_HOME/bin/jboss-cli.sh" --connect --controller="$MANAGEMENT" --command=shutdown
}
(f32_stop_server)
f33_stop_server() {
for _ in {1..60}; do
  if ! (exec 3<>"/dev/tcp/${MANAGEMENT%:*}/${MANAGEMENT##*:}") 2>/dev/null; then exit 0; fi
  sleep 1
done
echo "the server at $MANAGEMENT still answers" >&2
exit 1
}
(f33_stop_server)
f34_back_up_files() {
mkdir -p "$BACKUP"
kept=()
for name in bin domain/configuration modules providers standalone/configuration standalone/deployments themes welcome-content; do
  if [ -e "$OLD_HOME/$name" ]; then kept+=("$name"); fi
done
tar -C "$OLD_HOME" -czf "$BACKUP/files.tar.gz" "${kept[@]}"
}
(f34_back_up_files)
f35_back_up_files() {
tar -tzf "$BACKUP/files.tar.gz" "standalone/configuration/$CONFIG_FILE"
}
(f35_back_up_files)
f36_transaction_log() {
if [ -d "$OLD_HOME/standalone/data/tx-object-store" ]; then
  mkdir -p "$BACKUP"
  mv "$OLD_HOME/standalone/data/tx-object-store" "$BACKUP/tx-object-store"
fi
}
(f36_transaction_log)
f37_transaction_log() {
[ ! -e "$OLD_HOME/standalone/data/tx-object-store" ]
}
(f37_transaction_log)
f38_unpack() {
unzip -q "$DISTRIBUTION" -d "$(dirname -- "$NEW_HOME")"
}
(f38_unpack)
f39_unpack() {
[ -x "$NEW_HOME/bin/standalone.sh" ]
}
(f39_unpack)
f40_carry_over() {
idsxml upgrade --dry-run "$OLD_HOME" "$NEW_HOME"
idsxml upgrade "$OLD_HOME" "$NEW_HOME"
}
(f40_carry_over)
f41_carry_over() {
idsxml lint --to "$TO" "$NEW_HOME/standalone/configuration/$CONFIG_FILE"
}
(f41_carry_over)
f42_carry_over() {
for name in providers standalone/deployments; do
  if [ -d "$OLD_HOME/$name" ]; then cp -a "$OLD_HOME/$name/." "$NEW_HOME/$name/"; fi
done
}
(f42_carry_over)
f43_carry_over() {
idsxml lint --to "$TO" "$NEW_HOME/standalone/configuration/$CONFIG_FILE"
}
(f43_carry_over)
f44_configure_database() {
idsxml diff "$OLD_HOME/standalone/configuration/$CONFIG_FILE" "$NEW_HOME/standalone/configuration/$CONFIG_FILE"
}
(f44_configure_database)
f45_start_server() {
mkdir -p "$BACKUP"
nohup "$NEW_HOME/bin/standalone.sh" -c "$CONFIG_FILE" -b "$BIND_ADDRESS" </dev/null >"$BACKUP/console.log" 2>&1 &
}
(f45_start_server)
f46_start_server() {
for _ in {1..300}; do
  if curl --fail --silent --output /dev/null "$SERVER_URL/realms/master/.well-known/openid-configuration"; then exit 0; fi
  sleep 1
done
echo "nothing answers at $SERVER_URL: see $BACKUP/console.log and $NEW_HOME/standalone/log/server.log" >&2
exit 1
}
(f46_start_server)
f47_start_server() {
mkdir -p "$BACKUP"
nohup "$NEW_HOME/bin/standalone.sh" -c "$CONFIG_FILE" -b "$BIND_ADDRESS" </dev/null >"$BACKUP/console.log" 2>&1 &
}
(f47_start_server)
f48_start_server() {
for _ in {1..300}; do
  state=$("$NEW_HOME/bin/jboss-cli.sh" --connect --controller="$MANAGEMENT" --command=':read-attribute(name=server-state)' || true)
  if [[ $state == *'"running"'* ]]; then exit 0; fi
  sleep 1
done
echo "the server at $MANAGEMENT is not running: see $BACKUP/console.log" >&2
exit 1
}
(f48_start_server)
f49_check_log() {
grep -E 'WFLYSRV002[56]| ERROR ' "$NEW_HOME/standalone/log/server.log"
}
(f49_check_log)
f50_check_log() {
grep -q WFLYSRV0025 "$NEW_HOME/standalone/log/server.log"
if grep WFLYSRV0026 "$NEW_HOME/standalone/log/server.log"; then exit 1; fi
}
(f50_check_log)
f51_check_login() {
read -rsp "password of $ADMIN_USER: " password
printf '%s' "$password" | curl --fail --silent --show-error --output /dev/null --data client_id=admin-cli --data grant_type=password \
  --data-urlencode "username=$ADMIN_USER" --data-urlencode password@- "$SERVER_URL/realms/master/protocol/openid-connect/token"
echo "logged in"
}
(f51_check_login)
f52_way_back_stop() {
"$NEW_HOME/bin/jboss-cli.sh" --connect --controller="$MANAGEMENT" --command=shutdown
}
(f52_way_back_stop)
f53_way_back_stop() {
for _ in {1..60}; do
  if ! (exec 3<>"/dev/tcp/${MANAGEMENT%:*}/${MANAGEMENT##*:}") 2>/dev/null; then exit 0; fi
  sleep 1
done
echo "the server at $MANAGEMENT still answers" >&2
exit 1
}
(f53_way_back_stop)
f54_way_back_undo() {
idsxml upgrade --undo "$OLD_HOME" "$NEW_HOME"
}
(f54_way_back_undo)
f55_way_back_start() {
mkdir -p "$BACKUP"
nohup "$OLD_HOME/bin/standalone.sh" -c "$CONFIG_FILE" -b "$BIND_ADDRESS" </dev/null >"$BACKUP/console-old.log" 2>&1 &
}
(f55_way_back_start)
f56_way_back_start() {
for _ in {1..300}; do
  if curl --fail --silent --output /dev/null "$SERVER_URL/realms/master/.well-known/openid-configuration"; then exit 0; fi
  sleep 1
done
echo "nothing answers at $SERVER_URL: see $BACKUP/console-old.log and $OLD_HOME/standalone/log/server.log" >&2
exit 1
}
(f56_way_back_start)
f57_way_back_start() {
mkdir -p "$BACKUP"
nohup "$OLD_HOME/bin/standalone.sh" -c "$CONFIG_FILE" -b "$BIND_ADDRESS" </dev/null >"$BACKUP/console-old.log" 2>&1 &
}
(f57_way_back_start)
f58_back_up_database() {
sqlcmd -b -S "tcp:$DB_HOST,$DB_PORT" -U "$DB_USER" -v name="${DB_NAME//\'/\'\'}" file="${SERVER_BACKUP//\'/\'\'}" -i /dev/stdin <<'SQL'
DECLARE @name sysname = N'$(name)', @file nvarchar(4000) = N'$(file)';
BACKUP DATABASE @name TO DISK = @file WITH COPY_ONLY, CHECKSUM, INIT;
SQL
}
(f58_back_up_database)
f59_back_up_database() {
sqlcmd -b -S "tcp:$DB_HOST,$DB_PORT" -U "$DB_USER" -v file="${SERVER_BACKUP//\'/\'\'}" -i /dev/stdin <<'SQL'
DECLARE @file nvarchar(4000) = N'$(file)';
RESTORE VERIFYONLY FROM DISK = @file WITH CHECKSUM;
SQL
}
(f59_back_up_database)
f60_restore_database() {
sqlcmd -b -S "tcp:$DB_HOST,$DB_PORT" -U "$DB_USER" -d master -v name="${DB_NAME//\'/\'\'}" file="${SERVER_BACKUP//\'/\'\'}" -i /dev/stdin <<'SQL'
DECLARE @name sysname = N'$(name)', @file nvarchar(4000) = N'$(file)', @statement nvarchar(max);
SET @statement = N'ALTER DATABASE ' + QUOTENAME(@name) + N' SET SINGLE_USER WITH ROLLBACK IMMEDIATE';
EXEC sys.sp_executesql @statement;
RESTORE DATABASE @name FROM DISK = @file WITH REPLACE, CHECKSUM;
SET @statement = N'ALTER DATABASE ' + QUOTENAME(@name) + N' SET MULTI_USER';
EXEC sys.sp_executesql @statement;
SQL
}
(f60_restore_database)
f61_restore_database() {
sqlcmd -b -h -1 -S "tcp:$DB_HOST,$DB_PORT" -U "$DB_USER" -d "$DB_NAME" -Q 'SET NOCOUNT ON; SELECT NAME FROM REALM' | grep .
}
(f61_restore_database)
f62_back_up_database() {
mkdir -p "$BACKUP"
mysqldump --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" --single-transaction --routines --triggers --no-tablespaces \
  --default-character-set=utf8mb4 --hex-blob --result-file="$BACKUP/database.sql" "$DB_NAME"
}
(f62_back_up_database)
f63_back_up_database() {
grep -q -i 'CREATE TABLE .REALM. ' "$BACKUP/database.sql"
tail -n 1 "$BACKUP/database.sql" | grep 'Dump completed'
}
(f63_back_up_database)
f64_empty_database() {
{
  echo 'SET FOREIGN_KEY_CHECKS = 0;'
  mysql --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" --batch --raw --skip-column-names "$DB_NAME" <<'SQL'
SELECT CONCAT('DROP TABLE IF EXISTS `', REPLACE(table_name, '`', '``'), '`;')
FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE';
SQL
} | mysql --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" "$DB_NAME"
}
(f64_empty_database)
f65_empty_database() {
mysql --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" --batch --skip-column-names "$DB_NAME" <<'SQL' | grep '^tables: 0$'
SELECT CONCAT('tables: ', COUNT(*)) FROM information_schema.tables WHERE table_schema = DATABASE();
SQL
}
(f65_empty_database)
f66_restore_database() {
mysql --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" --default-character-set=utf8mb4 "$DB_NAME" <"$BACKUP/database.sql"
}
(f66_restore_database)
f67_restore_database() {
mysql --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" --batch --skip-column-names "$DB_NAME" <<'SQL' | grep .
SELECT NAME FROM REALM ORDER BY NAME;
SQL
}
(f67_restore_database)
f68_way_back_restore_database() {
mysql --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" --batch --skip-column-names "$DB_NAME" <<'SQL' | grep .
SELECT NAME FROM REALM ORDER BY NAME;
SQL
}
(f68_way_back_restore_database)
f69_back_up_database() {
expdp "$DB_USER@\"$DB_CONNECT\"" schemas="$DB_USER" directory="$DUMP_DIRECTORY" dumpfile=before-upgrade.dmp logfile=before-upgrade-export.log reuse_dumpfiles=yes flashback_time=systimestamp
}
(f69_back_up_database)
f70_empty_database() {
mkdir -p "$BACKUP"
cat >"$BACKUP/empty.sql" <<'SQL'
WHENEVER SQLERROR EXIT FAILURE
BEGIN
  FOR each IN (SELECT table_name FROM user_tables) LOOP
    EXECUTE IMMEDIATE 'DROP TABLE "' || each.table_name || '" CASCADE CONSTRAINTS PURGE';
  END LOOP;
END;
/
SELECT 'tables: ' || COUNT(*) FROM user_tables;
EXIT
SQL
sqlplus -S -L "$DB_USER@\"$DB_CONNECT\"" @"$BACKUP/empty.sql"
}
(f70_empty_database)
f71_restore_database() {
impdp "$DB_USER@\"$DB_CONNECT\"" schemas="$DB_USER" directory="$DUMP_DIRECTORY" dumpfile=before-upgrade.dmp logfile=before-upgrade-import.log table_exists_action=replace
}
(f71_restore_database)
f72_back_up_database() {
mkdir -p "$BACKUP"
pg_dump --clean --if-exists --no-owner --no-acl -h "$DB_HOST" -p "$DB_PORT" -U "$DB_USER" "$DB_NAME" |
  awk '/^COPY .* FROM stdin;$/ { data = 1 }
    data || !/^((DROP|CREATE) (SCHEMA|EXTENSION)|COMMENT ON (SCHEMA public|EXTENSION)) /
    /^\\\.$/ { data = 0 }' >"$BACKUP/database.sql"
}
(f72_back_up_database)
f73_back_up_database() {
grep -q -i -E '^CREATE TABLE .*\.realm \($' "$BACKUP/database.sql"
tail -n 10 "$BACKUP/database.sql" | grep 'PostgreSQL database dump complete'
}
(f73_back_up_database)
f74_empty_database() {
psql -X -v ON_ERROR_STOP=1 -v schema="$DB_SCHEMA" -h "$DB_HOST" -p "$DB_PORT" -d "$DB_NAME" -U "$DB_USER" <<'SQL'
SELECT format('DROP TABLE IF EXISTS %I.%I CASCADE', schemaname, tablename) FROM pg_tables WHERE schemaname = :'schema' \gexec
SQL
}
(f74_empty_database)
f75_empty_database() {
psql -X -A -t -v ON_ERROR_STOP=1 -v schema="$DB_SCHEMA" -h "$DB_HOST" -p "$DB_PORT" -d "$DB_NAME" -U "$DB_USER" <<'SQL' | grep '^tables: 0$'
SELECT 'tables: ' || count(*) FROM pg_tables WHERE schemaname = :'schema';
SQL
}
(f75_empty_database)
f76_restore_database() {
psql -X -q -o /dev/null -v ON_ERROR_STOP=1 --single-transaction -h "$DB_HOST" -p "$DB_PORT" -d "$DB_NAME" -U "$DB_USER" -f "$BACKUP/database.sql"
}
(f76_restore_database)
f77_restore_database() {
psql -X -A -t -v ON_ERROR_STOP=1 -v schema="$DB_SCHEMA" -h "$DB_HOST" -p "$DB_PORT" -d "$DB_NAME" -U "$DB_USER" <<'SQL' | grep .
SELECT name FROM :"schema".realm ORDER BY name;
SQL
}
(f77_restore_database)
f78_way_back_restore_database() {
psql -X -A -t -v ON_ERROR_STOP=1 -v schema="$DB_SCHEMA" -h "$DB_HOST" -p "$DB_PORT" -d "$DB_NAME" -U "$DB_USER" <<'SQL' | grep .
SELECT name FROM :"schema".realm ORDER BY name;
SQL
}
(f78_way_back_restore_database)
f79_back_up_database() {
mkdir -p "$BACKUP/h2"
cp -a "$H2_FILE".*.db "$BACKUP/h2/"
}
(f79_back_up_database)
f80_back_up_database() {
for file in "$H2_FILE".*.db; do
  cmp "$file" "$BACKUP/h2/$(basename -- "$file")"
done
}
(f80_back_up_database)
f81_way_back_restore_database() {
cp -a "$BACKUP"/h2/*.db "$(dirname -- "$H2_FILE")/"
}
(f81_way_back_restore_database)
f82_way_back_restore_database() {
for file in "$H2_FILE".*.db; do
  cmp "$file" "$BACKUP/h2/$(basename -- "$file")"
done
}
(f82_way_back_restore_database)
f83_back_up_database() {
mkdir -p "$BACKUP"
mariadb-dump --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" --single-transaction --routines --triggers --no-tablespaces \
  --default-character-set=utf8mb4 --hex-blob --result-file="$BACKUP/database.sql" "$DB_NAME"
}
(f83_back_up_database)
f84_back_up_database() {
grep -q -i 'CREATE TABLE .REALM. ' "$BACKUP/database.sql"
tail -n 1 "$BACKUP/database.sql" | grep 'Dump completed'
}
(f84_back_up_database)
f85_empty_database() {
{
  echo 'SET FOREIGN_KEY_CHECKS = 0;'
  mariadb --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" --batch --raw --skip-column-names "$DB_NAME" <<'SQL'
SELECT CONCAT('DROP TABLE IF EXISTS `', REPLACE(table_name, '`', '``'), '`;')
FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE';
SQL
} | mariadb --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" "$DB_NAME"
}
(f85_empty_database)
f86_empty_database() {
mariadb --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" --batch --skip-column-names "$DB_NAME" <<'SQL' | grep '^tables: 0$'
SELECT CONCAT('tables: ', COUNT(*)) FROM information_schema.tables WHERE table_schema = DATABASE();
SQL
}
(f86_empty_database)
f87_restore_database() {
mariadb --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" --default-character-set=utf8mb4 "$DB_NAME" <"$BACKUP/database.sql"
}
(f87_restore_database)
f88_restore_database() {
mariadb --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" --batch --skip-column-names "$DB_NAME" <<'SQL' | grep .
SELECT NAME FROM REALM ORDER BY NAME;
SQL
}
(f88_restore_database)
f89_way_back_restore_database() {
mariadb --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" --batch --skip-column-names "$DB_NAME" <<'SQL' | grep .
SELECT NAME FROM REALM ORDER BY NAME;
SQL
}
(f89_way_back_restore_database)
f90_first_broker_login() {
"$OLD_HOME/bin/kcadm.sh" config credentials --server "$SERVER_URL" --realm master --user "$ADMIN_USER"
execution=$("$OLD_HOME/bin/kcadm.sh" get 'authentication/flows/first%20broker%20login/executions' --target-realm "$REALM" |
  jq --compact-output '.[] | select(.providerId == "idp-create-user-if-unique") | .requirement = "ALTERNATIVE"')
printf '%s' "$execution" | "$OLD_HOME/bin/kcadm.sh" update 'authentication/flows/first%20broker%20login/executions' --target-realm "$REALM" --file -
}
(f90_first_broker_login)
f91_first_broker_login() {
"$OLD_HOME/bin/kcadm.sh" get 'authentication/flows/first%20broker%20login/executions' --target-realm "$REALM" |
  jq --exit-status 'any(.[]; .providerId == "idp-create-user-if-unique" and .requirement == "ALTERNATIVE")'
}
(f91_first_broker_login)
f92_first_broker_login() {
in_pod=(kubectl exec -i --namespace "$NAMESPACE" "$KEYCLOAK_POD" -- "$POD_HOME/bin/kcadm.sh")
"${in_pod[@]}" config credentials --server http://localhost:8080/auth --realm master --user "$ADMIN_USER"
execution=$("${in_pod[@]}" get 'authentication/flows/first%20broker%20login/executions' --target-realm "$REALM" |
  jq --compact-output '.[] | select(.providerId == "idp-create-user-if-unique") | .requirement = "ALTERNATIVE"')
printf '%s' "$execution" | "${in_pod[@]}" update 'authentication/flows/first%20broker%20login/executions' --target-realm "$REALM" --file -
}
(f92_first_broker_login)
f93_first_broker_login() {
kubectl exec --namespace "$NAMESPACE" "$KEYCLOAK_POD" -- "$POD_HOME/bin/kcadm.sh" get 'authentication/flows/first%20broker%20login/executions' --target-realm "$REALM" |
  jq --exit-status 'any(.[]; .providerId == "idp-create-user-if-unique" and .requirement == "ALTERNATIVE")'
}
(f93_first_broker_login)
