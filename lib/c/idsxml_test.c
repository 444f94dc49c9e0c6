/* The C interface as a C11 program uses it. */
#define _POSIX_C_SOURCE 200809L /* mkdtemp */
#include <idsxml/idsxml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int failures = 0;

static void check(int holds, const char* what) {
  if (holds) return;
  ++failures;
  fprintf(stderr, "FAILED: %s\n", what);
}

static int is(idsxml_text text, const char* expected) {
  return text.size == strlen(expected) && memcmp(text.data, expected, text.size) == 0 && text.data[text.size] == '\0';
}

static int contains(idsxml_text text, const char* part) {
  return strstr(text.data, part) != NULL;
}

static char* content_of(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  if (file == NULL) exit(2);
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char* bytes = malloc(*size);
  if (bytes == NULL || fread(bytes, 1, *size, file) != *size) exit(2);
  fclose(file);
  return bytes;
}

static idsxml_configuration* parsed(const char* text) {
  return idsxml_configuration_parse(text, strlen(text), NULL);
}

static void errors_say_what_where_and_what_to_do(void) {
  idsxml_error* error = NULL;
  check(idsxml_configuration_parse("<server>\n <a b=c/>", 18, &error) == NULL, "broken XML makes no configuration");
  check(error != NULL && is(idsxml_error_code(error), "XML028"), "the code of an error");
  check(idsxml_error_message(error).size > 0 && idsxml_error_advice(error).size > 0, "message and advice");
  idsxml_position position = {0, 0, 0};
  check(idsxml_error_position(error, &position) == 1 && position.line == 2, "the line of an error");
  check(is(idsxml_error_line(error), " <a b=c/>"), "the text of that line");
  idsxml_error_free(error);
  check(idsxml_configuration_parse("<a password=\"abc\" b=c/>", 23, &error) == NULL, "broken XML with a secret");
  check(is(idsxml_error_line(error), "<a password=\"***\" b=c/>"), "is quoted with stars for it");
  idsxml_error_free(error);
  check(idsxml_configuration_parse("", 0, NULL) == NULL, "nobody has to ask for the error");
  check(idsxml_configuration_parse(NULL, 0, &error) == NULL && error != NULL, "no bytes at all");
  idsxml_error_free(error);
  idsxml_error_free(NULL);
}

static void migration_gives_bytes_edits_and_findings(void) {
  size_t size = 0;
  char* bytes = content_of(IDSXML_SOURCE_DIR "/testdata/servers/12.0.4/standalone/input.xml", &size);
  idsxml_configuration* configuration = idsxml_configuration_parse(bytes, size, NULL);
  check(configuration != NULL, "a configuration");
  check(is(idsxml_configuration_kind(configuration), "standalone"), "its kind");
  check(idsxml_configuration_has_keycloak(configuration) == 1, "Keycloak is in it");
  check(idsxml_configuration_bytes(configuration).size == size, "its bytes");
  check(is(idsxml_configuration_namespace(configuration), "urn:jboss:domain:14.0"), "its namespace");
  idsxml_string* releases = idsxml_configuration_releases(configuration, NULL);
  check(contains(idsxml_string_text(releases), "keycloak:12\n"), "the release that wrote it");
  idsxml_string_free(releases);

  idsxml_migrate_options options = IDSXML_INIT(idsxml_migrate_options);
  options.to = "keycloak:13";
  idsxml_error* error = NULL;
  idsxml_migration* migration = idsxml_migrate(configuration, NULL, &options, &error);
  check(migration != NULL && error == NULL, "a migration");
  const idsxml_text result = idsxml_migration_bytes(migration);
  check(strstr(result.data, "smallrye") == NULL, "no SmallRye is left");
  size_t grown = size;
  for (size_t i = 0; i < idsxml_migration_edit_count(migration); ++i) {
    idsxml_edit edit;
    check(idsxml_migration_edit(migration, i, &edit) == 1, "an edit");
    grown = grown - (edit.end - edit.begin) + edit.replacement.size;
  }
  check(grown == result.size, "the edits make the result");
  check(idsxml_migration_left_to_do(migration) == 0, "nothing is left to do");
  size_t edits = 0;
  int is_kc1301_there = 0;
  for (size_t i = 0; i < idsxml_migration_finding_count(migration); ++i) {
    idsxml_finding finding = IDSXML_INIT(idsxml_finding);
    check(idsxml_migration_finding(migration, i, &finding) == 1 && finding.message.size > 0, "a finding");
    is_kc1301_there = is_kc1301_there || (is(finding.rule, "KC1301") && finding.position.line > 1 &&
                                          finding.severity == IDSXML_ERROR && finding.outcome == IDSXML_DONE);
    edits += finding.edit_count;
  }
  check(is_kc1301_there, "KC1301 was done");
  check(edits == idsxml_migration_edit_count(migration), "each edit belongs to a finding");
  idsxml_finding none = IDSXML_INIT(idsxml_finding);
  check(idsxml_migration_finding(migration, 100000, &none) == 0, "no finding behind the last");

  const char* only[] = {"KC9999"};
  options.only = only;
  options.only_count = 1;
  check(idsxml_migrate(configuration, NULL, &options, &error) == NULL && error != NULL, "an unknown rule");
  idsxml_error_free(error);
  options.to = NULL;
  check(idsxml_migrate(configuration, NULL, &options, &error) == NULL, "a migration needs a target");
  check(is(idsxml_error_code(error), "CLI101"), "and says so");
  idsxml_error_free(error);

  idsxml_configuration* migrated = idsxml_configuration_parse(result.data, result.size, NULL);
  idsxml_diff* diff = idsxml_diff_configurations(configuration, migrated, NULL, NULL, &error);
  check(diff != NULL && idsxml_diff_count(diff) > 0 && !idsxml_diff_means_the_same(diff), "a diff");
  idsxml_difference difference = IDSXML_INIT(idsxml_difference);
  check(idsxml_diff_difference(diff, 0, &difference) == 1 && difference.address.data[0] == '/', "a difference");
  idsxml_string* report = idsxml_diff_report(diff, "text", "old.xml", "new.xml", &error);
  check(contains(idsxml_string_text(report), "microprofile"), "a report of the differences");
  idsxml_string_free(report);
  check(idsxml_diff_report(diff, "fax", "old.xml", "new.xml", &error) == NULL, "an unknown format");
  idsxml_error_free(error);
  idsxml_diff_free(diff);
  idsxml_configuration_free(migrated);
  idsxml_migration_free(migration);
  idsxml_configuration_free(configuration);
  free(bytes);
}

static void lint_reads_any_file_and_rules_are_explained(void) {
  idsxml_lint_options options = IDSXML_INIT(idsxml_lint_options);
  options.to = "keycloak:13";
  const char* script = "/subsystem=undertow:remove\n";
  idsxml_error* error = NULL;
  idsxml_lint* lint = idsxml_lint_bytes(script, strlen(script), "setup.cli", NULL, &options, &error);
  check(lint != NULL, "a script can be looked at");
  idsxml_lint_free(lint);
  idsxml_configuration* configuration = parsed(
      "<server xmlns='urn:jboss:domain:16.0'><extensions><extension module='org.unheard.of'/></extensions></server>");
  lint = idsxml_lint_configuration(configuration, NULL, &options, &error);
  check(lint != NULL && idsxml_lint_finding_count(lint) > 0, "lint finds something");
  idsxml_finding finding = IDSXML_INIT(idsxml_finding);
  check(idsxml_lint_finding(lint, 0, &finding) == 1 && finding.fingerprint.size == 16, "a fingerprint");
  struct {
    size_t struct_size;
    idsxml_severity severity;
    idsxml_outcome outcome;
    char behind[64];
  } old = {offsetof(idsxml_finding, rule), IDSXML_NOTE, IDSXML_DONE, "untouched"};
  check(idsxml_lint_finding(lint, 0, (idsxml_finding*)&old) == 1 && old.severity == finding.severity,
        "an older caller");
  check(strcmp(old.behind, "untouched") == 0, "nothing is written behind what it knows");
  idsxml_lint_free(lint);
  idsxml_configuration_free(configuration);

  idsxml_rules* rules = idsxml_rules_load(NULL, &error);
  idsxml_rule rule = IDSXML_INIT(idsxml_rule);
  check(idsxml_rules_count(rules) > 50 && idsxml_rules_rule(rules, 0, &rule) == 1 && rule.id.size > 0,
        "the rules of the library");
  for (size_t i = 0; idsxml_rules_rule(rules, i, &rule) == 1; ++i)
    check(rule.id.data[rule.id.size] == '\0' && rule.title.data[rule.title.size] == '\0', "texts end with a NUL");
  check(idsxml_rules_rule(rules, 1000000, &rule) == 0, "no rule behind the last");
  idsxml_string* page = idsxml_rules_explain(rules, "KC1301", &error);
  check(contains(idsxml_string_text(page), "SmallRye"), "the page of a rule");
  idsxml_string_free(page);
  check(idsxml_rules_explain(rules, "KC9999", &error) == NULL, "an unknown rule has no page");
  idsxml_error_free(error);
  idsxml_rules_free(rules);
  check(idsxml_rules_load("/nonexistent", &error) == NULL && error != NULL, "a folder that is not there");
  idsxml_error_free(error);
}

/* Frees the text. */
static int starts_with(idsxml_string* text, const char* part) {
  const int does = text != NULL && strncmp(idsxml_string_text(text).data, part, strlen(part)) == 0;
  idsxml_string_free(text);
  return does;
}

static const char* const one_resource =
    "<server xmlns='urn:jboss:domain:16.0'><profile><subsystem xmlns='urn:jboss:domain:io:3.0'>"
    "<worker name='default'/></subsystem></profile></server>";
static const char* const with_threads =
    "<server xmlns='urn:jboss:domain:16.0'><profile><subsystem xmlns='urn:jboss:domain:io:3.0'>"
    "<worker name='default' io-threads='5'/></subsystem></profile></server>";
static const char* const with_two =
    "<server xmlns='urn:jboss:domain:16.0'><profile><subsystem xmlns='urn:jboss:domain:io:3.0'>"
    "<worker name='default' io-threads='7'/><worker name='b' io-threads='2'/></subsystem></profile></server>";

static void reports_are_those_of_the_program(void) {
  idsxml_error* error = NULL;
  idsxml_configuration* configuration = parsed(one_resource);
  check(starts_with(idsxml_configuration_report(configuration, "json", "a.xml", &error), "{"), "a detection");
  idsxml_migrate_options to = IDSXML_INIT(idsxml_migrate_options);
  to.to = "wildfly:26";
  idsxml_migration* migration = idsxml_migrate(configuration, NULL, &to, &error);
  check(starts_with(idsxml_migration_report(migration, "json", "a.xml", &error), "{"), "a migration as JSON");
  check(starts_with(idsxml_migration_report(migration, "html", "a.xml", &error), "<!DOCTYPE html>"), "as a page");
  check(starts_with(idsxml_migration_report(migration, "diff", "a.xml", &error), ""), "as a diff");
  check(idsxml_migration_report(migration, "fax", "a.xml", &error) == NULL, "not as a fax");
  idsxml_error_free(error);
  idsxml_migration_free(migration);
  idsxml_lint_options lint_to = IDSXML_INIT(idsxml_lint_options);
  lint_to.to = "wildfly:26";
  idsxml_lint* lint = idsxml_lint_configuration(configuration, NULL, &lint_to, &error);
  check(starts_with(idsxml_lint_report(lint, "sarif", "a.xml", &error), "{"), "findings as SARIF");
  idsxml_lint_free(lint);
  idsxml_configuration_free(configuration);
  check(starts_with(idsxml_releases(&error), "wildfly:"), "the releases");
  check(starts_with(idsxml_stock_profiles("keycloak:15", &error), "standalone\n"), "the profiles of one");
}

static void two_and_three_configurations_are_compared(void) {
  idsxml_error* error = NULL;
  idsxml_configuration* base = parsed(one_resource);
  idsxml_configuration* mine = parsed(with_threads);
  idsxml_configuration* theirs = parsed(with_two);
  idsxml_diff* diff = idsxml_diff_configurations(mine, theirs, NULL, NULL, &error);
  idsxml_difference added = IDSXML_INIT(idsxml_difference);
  check(idsxml_diff_difference(diff, 1, &added) == 1 && added.kind == IDSXML_ADDED, "a worker more");
  idsxml_attribute attribute;
  check(idsxml_diff_attribute(diff, 1, 0, &attribute) == 1 && is(attribute.name, "io-threads") &&
            is(attribute.value, "2"),
        "with its attribute");
  check(idsxml_diff_attribute(diff, 1, 1, &attribute) == 0, "and no other");
  check(starts_with(idsxml_diff_report(diff, "cli", "a", "b", &error), "#"), "operations are made when asked for");
  idsxml_diff_free(diff);
  diff = idsxml_diff_against(mine, "wildfly:26", "standalone", NULL, NULL, &error);
  check(diff != NULL && idsxml_diff_count(diff) > 10, "what was changed of a release");
  idsxml_diff_free(diff);
  check(idsxml_diff_against(mine, "wildfly:26", "no-such", NULL, NULL, &error) == NULL, "an unknown profile");
  check(is(idsxml_error_code(error), "DIF004"), "and says so");
  idsxml_error_free(error);

  idsxml_three_way* three = idsxml_three_way_configurations(base, mine, theirs, NULL, NULL, &error);
  check(three != NULL && idsxml_three_way_count(three, IDSXML_MINE) == 0, "mine alone changed nothing");
  check(idsxml_three_way_count(three, IDSXML_THEIRS) == 1, "theirs added a worker");
  check(idsxml_three_way_difference(three, IDSXML_THEIRS, 0, &added) == 1 && added.kind == IDSXML_ADDED, "this one");
  idsxml_difference theirs_of_it = IDSXML_INIT(idsxml_difference);
  check(idsxml_three_way_collision_count(three) == 1, "both changed the threads");
  check(idsxml_three_way_collision(three, 0, &added, &theirs_of_it) == 1 && is(added.after, "5") &&
            is(theirs_of_it.after, "7"),
        "to other numbers");
  check(starts_with(idsxml_three_way_report(three, "json", "base", "mine", "theirs", &error), "{"), "as JSON");
  idsxml_three_way_free(three);
  idsxml_configuration_free(base);
  idsxml_configuration_free(mine);
  idsxml_configuration_free(theirs);
}

static idsxml_text text(const char* characters) {
  const idsxml_text made = {characters, strlen(characters)};
  return made;
}

static void three_files_are_merged(void) {
  idsxml_error* error = NULL;
  idsxml_merged* merged = idsxml_merge(text("a\n"), text("b\n"), text("a\n"), NULL, NULL, &error);
  check(is(idsxml_merged_bytes(merged), "b\n") && idsxml_merged_conflict_count(merged) == 0, "a clean merge");
  idsxml_merged_free(merged);
  merged = idsxml_merge(text("a\n"), text("b\n"), text("c\n"), NULL, NULL, &error);
  check(idsxml_merged_conflict_count(merged) == 1 && idsxml_merged_conflict_line(merged, 0) == 1, "a conflict");
  check(idsxml_merged_conflict_line(merged, 1) == 0, "and no other");
  idsxml_merged_free(merged);
}

static void a_file_is_replaced_and_kept(void) {
  idsxml_error* error = NULL;
  char folder[] = "/tmp/idsxml-c-XXXXXX";
  if (mkdtemp(folder) == NULL) exit(2);
  char path[64];
  snprintf(path, sizeof path, "%s/standalone.xml", folder);
  FILE* stream = fopen(path, "wb");
  if (stream == NULL || fputs("old", stream) < 0 || fclose(stream) != 0) exit(2);
  idsxml_file* file = idsxml_file_read(path, 0, &error);
  check(is(idsxml_file_bytes(file), "old"), "the content of a file");
  idsxml_replaced* replaced = idsxml_file_replace(file, "new", 3, NULL, &error);
  check(replaced != NULL && idsxml_replaced_changed(replaced) == 1, "a file is replaced");
  check(contains(idsxml_replaced_backup(replaced), ".before-idsxml.bak"), "a backup is kept");
  check(is(idsxml_replaced_notes(replaced), ""), "nothing was lost");
  check(idsxml_file_replace(file, "newer", 5, NULL, &error) == NULL && error != NULL, "it is no longer what was read");
  idsxml_error_free(error);
  remove(idsxml_replaced_backup(replaced).data);
  remove(path);
  remove(folder);
  idsxml_replaced_free(replaced);
  idsxml_file_free(file);
  check(idsxml_file_read("/nonexistent", 0, &error) == NULL && error != NULL, "a file that is not there");
  idsxml_error_free(error);
}

static void put(const char* path, const char* content) {
  FILE* stream = fopen(path, "wb");
  if (stream == NULL || fputs(content, stream) < 0 || fclose(stream) != 0) exit(2);
}

/* A folder that passes for a server's. */
static void make_home(const char* home, const char* version) {
  static const char* const folders[] = {"", "/bin", "/modules", "/standalone", "/standalone/configuration"};
  char path[200];
  char line[64];
  for (size_t i = 0; i < sizeof folders / sizeof *folders; ++i) {
    snprintf(path, sizeof path, "%s%s", home, folders[i]);
    if (mkdir(path, 0755) != 0) exit(2);
  }
  snprintf(path, sizeof path, "%s/version.txt", home);
  snprintf(line, sizeof line, "Keycloak - Version %s\n", version);
  put(path, line);
  snprintf(path, sizeof path, "%s/jboss-modules.jar", home);
  put(path, "jar");
  snprintf(path, sizeof path, "%s/standalone/configuration/standalone.xml", home);
  put(path,
      "<server xmlns='urn:jboss:domain:14.0'><profile><subsystem xmlns='urn:jboss:domain:keycloak-server:1.1'/>"
      "</profile></server>");
}

static int is_there(const char* home, const char* name) {
  char path[200];
  snprintf(path, sizeof path, "%s/%s", home, name);
  return access(path, F_OK) == 0;
}

static int stops(void* context, size_t done, size_t total) {
  ++*(int*)context;
  return done <= total;
}

static int stage_is(const char* home, const char* expected) {
  idsxml_string* stage = idsxml_upgrade_stage(home, NULL);
  const int holds = stage != NULL && is(idsxml_string_text(stage), expected);
  idsxml_string_free(stage);
  return holds;
}

static void an_installation_is_carried_over_and_back(void) {
  char folder[] = "/tmp/idsxml-c-XXXXXX";
  char old_home[100];
  char new_home[100];
  char path[200];
  if (mkdtemp(folder) == NULL) exit(2);
  snprintf(old_home, sizeof old_home, "%s/old", folder);
  snprintf(new_home, sizeof new_home, "%s/new", folder);
  make_home(old_home, "12.0.4");
  make_home(new_home, "15.0.2");
  snprintf(path, sizeof path, "%s/standalone/one", old_home);
  put(path, "1");
  snprintf(path, sizeof path, "%s/standalone/two", old_home);
  put(path, "2");

  idsxml_error* error = NULL;
  idsxml_upgrade_options options = IDSXML_INIT(idsxml_upgrade_options);
  options.old_home = old_home;
  check(idsxml_upgrade_plan(&options, NULL, &error) == NULL && error != NULL, "an upgrade needs two homes");
  idsxml_error_free(error);
  options.new_home = new_home;
  options.ignore_ports = 1;
  idsxml_upgrade* upgrade = idsxml_upgrade_plan(&options, NULL, &error);
  check(upgrade != NULL, "an upgrade");
  idsxml_upgrade_summary summary = IDSXML_INIT(idsxml_upgrade_summary);
  idsxml_upgrade_summarize(upgrade, &summary);
  check(is(summary.from, "keycloak:12") && is(summary.to, "keycloak:15"), "from which release to which");
  check(summary.action_count > 2 && summary.bytes >= 2 && summary.space_free > 0, "how much there is to do");
  check(idsxml_upgrade_obstacle_count(upgrade) == 0 && idsxml_upgrade_obstacle(upgrade, 0) == NULL, "no obstacle");
  check(starts_with(idsxml_upgrade_report(upgrade, "json", &error), "{"), "what it would do");
  check(idsxml_upgrade_report(upgrade, "fax", &error) == NULL && is(idsxml_error_code(error), "CLI003"), "no fax");
  idsxml_error_free(error);
  check(stage_is(new_home, "none") && !is_there(new_home, "standalone/one"), "nothing is done yet");

  int calls = 0;
  check(idsxml_upgrade_run(upgrade, stops, &calls, &error) == NULL && calls > 0, "it is stopped");
  check(is(idsxml_error_code(error), "UPG018") && stage_is(new_home, "begun"), "and says so");
  idsxml_error_free(error);
  idsxml_upgraded* upgraded = idsxml_upgrade_resume(new_home, NULL, NULL, NULL, &error);
  check(upgraded != NULL && is_there(new_home, "standalone/one") && is_there(new_home, "standalone/two"), "resumed");
  check(stage_is(new_home, "finished"), "to the end");
  check(idsxml_upgraded_needs_attention(upgraded) == summary.needs_attention, "as it was planned");
  idsxml_string* done = idsxml_upgraded_report(upgraded, "text", &error);
  check(done != NULL && idsxml_string_text(done).size > 0, "what it has done");
  idsxml_string_free(done);
  idsxml_string* undone = idsxml_upgrade_undo(new_home, "text", &error);
  check(undone != NULL && !is_there(new_home, "standalone/one") && stage_is(new_home, "none"), "taken back");
  idsxml_string_free(undone);
  check(idsxml_upgrade_resume(new_home, NULL, NULL, NULL, &error) == NULL && error != NULL, "nothing to resume");
  idsxml_error_free(error);
  idsxml_upgraded_free(upgraded);
  idsxml_upgrade_free(upgrade);
  snprintf(path, sizeof path, "rm -r %s", folder);
  check(system(path) == 0, "the folder is removed");
}

static void a_runbook_is_printed(void) {
  idsxml_error* error = NULL;
  idsxml_plan_options options = IDSXML_INIT(idsxml_plan_options);
  options.to = "ids:1.5";
  options.from = "ids:1.4";
  check(starts_with(idsxml_plan(&options, "sh", &error), "#!"), "a script");
  options.platform = "barge";
  check(idsxml_plan(&options, "sh", &error) == NULL && is(idsxml_error_code(error), "CLI003"), "no such platform");
  idsxml_error_free(error);
  options.platform = "kubernetes";
  options.from = NULL;
  check(idsxml_plan(&options, "sh", &error) == NULL && is(idsxml_error_code(error), "CLI004"), "nothing tells it");
  idsxml_error_free(error);
}

int main(void) {
  check(strlen(idsxml_version()) > 0, "a version");
  errors_say_what_where_and_what_to_do();
  migration_gives_bytes_edits_and_findings();
  lint_reads_any_file_and_rules_are_explained();
  reports_are_those_of_the_program();
  two_and_three_configurations_are_compared();
  three_files_are_merged();
  a_file_is_replaced_and_kept();
  a_runbook_is_printed();
  an_installation_is_carried_over_and_back();
  if (failures == 0) printf("the C interface: all checks hold\n");
  return failures == 0 ? 0 : 1;
}
