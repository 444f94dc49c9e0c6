/* A program that was built when some structures were smaller: it declares what it knew of the interface itself, and
 * shall run with any later library. What is behind the members that it knows must stay as it is. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef struct text {
  const char* data;
  size_t size;
} text;

typedef struct position {
  size_t offset;
  size_t line;
  size_t column;
} position;

struct migrate_options {
  size_t struct_size;
  const char* to;
};

struct finding {
  size_t struct_size;
  int severity;
  int outcome;
  text rule;
};

struct difference {
  size_t struct_size;
  int kind;
  text address;
};

struct rule {
  size_t struct_size;
  text id;
};

enum { untouched = 0x5a };

/* Each structure has something behind it that the library must not write to. */
struct {
  struct finding known;
  unsigned char behind[256];
} finding;
struct {
  struct difference known;
  unsigned char behind[256];
} difference;
struct {
  struct rule known;
  unsigned char behind[256];
} rule;

const char* idsxml_version(void);
void* idsxml_file_read(const char* path, size_t max_size, void** error);
text idsxml_file_bytes(const void* file);
void idsxml_file_free(void* file);
void* idsxml_configuration_parse(const char* bytes, size_t size, void** error);
void idsxml_configuration_free(void* configuration);
void* idsxml_rules_load(const char* directory, void** error);
int idsxml_rules_rule(const void* rules, size_t index, struct rule* rule);
void idsxml_rules_free(void* rules);
void* idsxml_migrate(const void* configuration, const void* rules, const struct migrate_options* options, void** error);
text idsxml_migration_bytes(const void* migration);
int idsxml_migration_finding(const void* migration, size_t index, struct finding* finding);
void idsxml_migration_free(void* migration);
void* idsxml_diff_configurations(const void* before, const void* after, const void* rules, const void* options,
                                 void** error);
int idsxml_diff_difference(const void* diff, size_t index, struct difference* difference);
void idsxml_diff_free(void* diff);
text idsxml_error_code(const void* error);
void idsxml_error_free(void* error);

static int failures = 0;

static void check(int holds, const char* what) {
  if (holds) return;
  ++failures;
  printf("FAILED: %s\n", what);
}

static int is_untouched(const unsigned char behind[256]) {
  for (size_t i = 0; i < 256; ++i)
    if (behind[i] != untouched) return 0;
  return 1;
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  void* error = NULL;
  void* file = idsxml_file_read(argv[1], 0, &error);
  if (file == NULL) return 2;
  const text bytes = idsxml_file_bytes(file);
  void* configuration = idsxml_configuration_parse(bytes.data, bytes.size, &error);
  const struct migrate_options options = {sizeof options, "keycloak:13"};
  void* migration = idsxml_migrate(configuration, NULL, &options, &error);
  check(migration != NULL, "smaller options make a migration");
  memset(&finding, untouched, sizeof finding);
  finding.known.struct_size = sizeof finding.known;
  check(idsxml_migration_finding(migration, 0, &finding.known) == 1, "a finding is there");
  check(finding.known.struct_size == sizeof finding.known, "the size stays the caller's");
  check(finding.known.rule.size == 6 && finding.known.severity <= 2 && finding.known.outcome <= 3,
        "what it knew is told");
  check(is_untouched(finding.behind), "nothing is written behind a smaller finding");

  const text migrated = idsxml_migration_bytes(migration);
  void* after = idsxml_configuration_parse(migrated.data, migrated.size, &error);
  void* diff = idsxml_diff_configurations(configuration, after, NULL, NULL, &error);
  memset(&difference, untouched, sizeof difference);
  difference.known.struct_size = sizeof difference.known;
  check(idsxml_diff_difference(diff, 0, &difference.known) == 1, "a difference is there");
  check(difference.known.kind <= 4 && difference.known.address.data[0] == '/', "what it knew of it is told");
  check(is_untouched(difference.behind), "nothing is written behind a smaller difference");

  void* rules = idsxml_rules_load(NULL, &error);
  memset(&rule, untouched, sizeof rule);
  rule.known.struct_size = sizeof rule.known;
  check(idsxml_rules_rule(rules, 0, &rule.known) == 1 && rule.known.id.size == 6, "a rule is told");
  check(is_untouched(rule.behind), "nothing is written behind a smaller rule");

  const struct migrate_options none = {sizeof none.struct_size, NULL};
  check(idsxml_migrate(configuration, NULL, &none, &error) == NULL, "options without a target are refused");
  check(strcmp(idsxml_error_code(error).data, "CLI101") == 0, "by the code for it");

  idsxml_error_free(error);
  idsxml_rules_free(rules);
  idsxml_diff_free(diff);
  idsxml_configuration_free(after);
  idsxml_migration_free(migration);
  idsxml_configuration_free(configuration);
  idsxml_file_free(file);
  if (failures == 0) printf("ok: a program with smaller structures runs with %s\n", idsxml_version());
  return failures == 0 ? 0 : 1;
}
