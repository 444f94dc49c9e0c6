/* The C interface as a C11 program uses it. */
#include <idsxml/idsxml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
  check(idsxml_rules_count(rules) > 50 && idsxml_rules_id(rules, 0).size > 0, "the rules of the library");
  check(idsxml_rules_id(rules, 1000000).size == 0, "no rule behind the last");
  idsxml_string* page = idsxml_rules_explain(rules, "KC1301", &error);
  check(contains(idsxml_string_text(page), "SmallRye"), "the page of a rule");
  idsxml_string_free(page);
  check(idsxml_rules_explain(rules, "KC9999", &error) == NULL, "an unknown rule has no page");
  idsxml_error_free(error);
  idsxml_rules_free(rules);
  check(idsxml_rules_load("/nonexistent", &error) == NULL && error != NULL, "a folder that is not there");
  idsxml_error_free(error);
}

int main(void) {
  check(strlen(idsxml_version()) > 0, "a version");
  errors_say_what_where_and_what_to_do();
  migration_gives_bytes_edits_and_findings();
  lint_reads_any_file_and_rules_are_explained();
  if (failures == 0) printf("the C interface: all checks hold\n");
  return failures == 0 ? 0 : 1;
}
