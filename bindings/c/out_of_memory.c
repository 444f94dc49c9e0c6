/* Runs every function of the C interface that can fail again and again, each time with one allocation more that
 * succeeds: all others fail, or the next one alone. What comes out is the result or IO050, and nothing stays allocated.
 */
#include <errno.h>
#include <idsxml/idsxml.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- an allocator that runs dry: the program's own names come before those of the system's library ---- */

void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* block, size_t size);
void* __libc_memalign(size_t alignment, size_t size);
void __libc_free(void* block);

static long left = -1;     /* allocations that still succeed; -1: all */
static int fails_once = 0; /* the next one fails alone */
static int has_failed = 0;
static long live = 0;

static int is_dry(void) {
  if (left < 0) return 0;
  if (left > 0) {
    --left;
    return 0;
  }
  has_failed = 1;
  if (fails_once) left = -1;
  errno = ENOMEM;
  return 1;
}

static void* counted(void* block) {
  live += block != NULL;
  return block;
}

void* malloc(size_t size) {
  return is_dry() ? NULL : counted(__libc_malloc(size));
}
void* calloc(size_t count, size_t size) {
  return is_dry() ? NULL : counted(__libc_calloc(count, size));
}
void* realloc(void* block, size_t size) {
  if (is_dry()) return NULL;
  void* moved = __libc_realloc(block, size);
  live += block == NULL && moved != NULL;
  return moved;
}
void* aligned_alloc(size_t alignment, size_t size) {
  return is_dry() ? NULL : counted(__libc_memalign(alignment, size));
}
void free(void* block) {
  live -= block != NULL;
  __libc_free(block);
}

/* ---- what is called ---- */

static const char before_text[] =
    "<?xml version='1.0'?>\n"
    "<server xmlns='urn:jboss:domain:16.0'>\n"
    "  <extensions>\n"
    "    <extension module='org.jboss.as.logging'/>\n"
    "    <extension module='org.keycloak.keycloak-server-subsystem'/>\n"
    "    <extension module='org.wildfly.extension.microprofile.config-smallrye'/>\n"
    "  </extensions>\n"
    "  <profile>\n"
    "    <subsystem xmlns='urn:jboss:domain:logging:8.0'/>\n"
    "    <subsystem xmlns='urn:jboss:domain:keycloak-server:1.1'><web-context>auth</web-context></subsystem>\n"
    "    <subsystem xmlns='urn:wildfly:microprofile-config-smallrye:1.0'/>\n"
    "  </profile>\n"
    "</server>\n";
static const char after_text[] =
    "<server xmlns='urn:jboss:domain:16.0'>\n"
    "  <system-properties><property name='a' value='b'/></system-properties>\n"
    "  <profile><subsystem xmlns='urn:jboss:domain:logging:8.0'/></profile>\n"
    "</server>\n";
static const char mine_text[] =
    "<server xmlns='urn:jboss:domain:16.0'>\n"
    "  <extensions>\n"
    "    <extension module='org.jboss.as.logging'/>\n"
    "    <extension module='org.jboss.as.ee'/>\n"
    "  </extensions>\n"
    "</server>\n";
static const char theirs_text[] =
    "<server xmlns='urn:jboss:domain:16.0'>\n"
    "  <extensions>\n"
    "    <extension module='org.jboss.as.jmx'/>\n"
    "  </extensions>\n"
    "  <profile/>\n"
    "</server>\n";
static const char manifest[] =
    "data:\n"
    "  standalone.xml: |\n"
    "    <server xmlns='urn:jboss:domain:16.0'><profile/></server>\n"
    "  setup.cli: |\n"
    "    /subsystem=microprofile-config-smallrye:remove\n";

static idsxml_configuration* before;
static idsxml_configuration* after;
static idsxml_migration* migration;
static idsxml_lint* lint;
static idsxml_diff* diff;
static idsxml_three_way* three_way;
static const char* file_path;
static const char* rules_folder;
static const char* old_home;
static const char* new_home;
static idsxml_upgrade* upgrade;

static idsxml_text text_of(const char* text) {
  return (idsxml_text){text, strlen(text)};
}

static idsxml_migration* migrate(idsxml_error** error) {
  idsxml_migrate_options options = IDSXML_INIT(idsxml_migrate_options);
  options.to = "keycloak:13";
  return idsxml_migrate(before, NULL, &options, error);
}
static idsxml_lint* lint_manifest(idsxml_error** error) {
  idsxml_lint_options options = IDSXML_INIT(idsxml_lint_options);
  options.to = "keycloak:13";
  return idsxml_lint_bytes(manifest, strlen(manifest), "configmap.yaml", NULL, &options, error);
}
static idsxml_diff* compare(idsxml_error** error) {
  return idsxml_diff_configurations(before, after, NULL, NULL, error);
}
static idsxml_three_way* compare_three(idsxml_error** error) {
  return idsxml_three_way_configurations(before, after, before, NULL, NULL, error);
}

static idsxml_upgrade* look_at_homes(idsxml_error** error) {
  idsxml_upgrade_options options = IDSXML_INIT(idsxml_upgrade_options);
  options.old_home = old_home;
  options.new_home = new_home;
  return idsxml_upgrade_plan(&options, NULL, error);
}
static size_t action_count(const idsxml_upgrade* of) {
  idsxml_upgrade_summary summary = IDSXML_INIT(idsxml_upgrade_summary);
  idsxml_upgrade_summarize(of, &summary);
  return summary.action_count;
}
/* With all the memory that there is. */
static void take_upgrade_back(void) {
  const long still_left = left;
  left = -1;
  idsxml_string_free(idsxml_upgrade_undo(new_home, "text", NULL));
  left = still_left;
}

static size_t measure; /* of what was made last: as much as tells a whole result from half of one */

/* Each frees what it made and returns whether it made something. */
#define RETURN_MADE(type, call, size_of_made) \
  do {                                        \
    idsxml_##type* made = call;               \
    const int is_made = made != NULL;         \
    if (is_made) measure = size_of_made;      \
    idsxml_##type##_free(made);               \
    return is_made;                           \
  } while (0)

static int releases(idsxml_error** error) {
  RETURN_MADE(string, idsxml_releases(error), idsxml_string_text(made).size);
}
static int stock_profiles(idsxml_error** error) {
  RETURN_MADE(string, idsxml_stock_profiles("keycloak:12", error), idsxml_string_text(made).size);
}
static int parse(idsxml_error** error) {
  RETURN_MADE(configuration, idsxml_configuration_parse(before_text, strlen(before_text), error),
              idsxml_configuration_bytes(made).size);
}
static int configuration_releases(idsxml_error** error) {
  RETURN_MADE(string, idsxml_configuration_releases(before, error), idsxml_string_text(made).size);
}
static int configuration_report(idsxml_error** error) {
  RETURN_MADE(string, idsxml_configuration_report(before, "text", "a.xml", error), idsxml_string_text(made).size);
}
static int rules_load(idsxml_error** error) {
  RETURN_MADE(rules, idsxml_rules_load(NULL, error), idsxml_rules_count(made));
}
static int rules_load_folder(idsxml_error** error) {
  RETURN_MADE(rules, idsxml_rules_load(rules_folder, error), idsxml_rules_count(made));
}
static int rules_explain(idsxml_error** error) {
  RETURN_MADE(string, idsxml_rules_explain(NULL, "KC1301", error), idsxml_string_text(made).size);
}
static int migrate_configuration(idsxml_error** error) {
  RETURN_MADE(migration, migrate(error), idsxml_migration_bytes(made).size);
}
static int migration_report(idsxml_error** error) {
  RETURN_MADE(string, idsxml_migration_report(migration, "json", "a.xml", error), idsxml_string_text(made).size);
}
static int lint_configuration(idsxml_error** error) {
  idsxml_lint_options options = IDSXML_INIT(idsxml_lint_options);
  options.to = "keycloak:13";
  RETURN_MADE(lint, idsxml_lint_configuration(before, NULL, &options, error), idsxml_lint_finding_count(made));
}
static int lint_bytes(idsxml_error** error) {
  RETURN_MADE(lint, lint_manifest(error), idsxml_lint_finding_count(made));
}
static int lint_report(idsxml_error** error) {
  RETURN_MADE(string, idsxml_lint_report(lint, "sarif", "a.yaml", error), idsxml_string_text(made).size);
}
static int diff_configurations(idsxml_error** error) {
  RETURN_MADE(diff, compare(error), idsxml_diff_count(made));
}
static int diff_against(idsxml_error** error) {
  RETURN_MADE(diff, idsxml_diff_against(after, "keycloak:12", NULL, NULL, NULL, error), idsxml_diff_count(made));
}
static int diff_report(idsxml_error** error) {
  RETURN_MADE(string, idsxml_diff_report(diff, "cli", "a.xml", "b.xml", error), idsxml_string_text(made).size);
}
static int three_way_configurations(idsxml_error** error) {
  RETURN_MADE(three_way, compare_three(error), idsxml_three_way_count(made, IDSXML_MINE));
}
static int three_way_report(idsxml_error** error) {
  RETURN_MADE(string, idsxml_three_way_report(three_way, "json", "a.xml", "b.xml", "c.xml", error),
              idsxml_string_text(made).size);
}
static int merge(idsxml_error** error) {
  RETURN_MADE(merged, idsxml_merge(text_of(before_text), text_of(mine_text), text_of(theirs_text), NULL, NULL, error),
              idsxml_merged_bytes(made).size);
}
static int file_read(idsxml_error** error) {
  RETURN_MADE(file, idsxml_file_read(file_path, 0, error), idsxml_file_bytes(made).size);
}
static int file_replace(idsxml_error** error) {
  static size_t calls_so_far = 0;
  const idsxml_text contents[] = {text_of(mine_text), text_of(theirs_text)};
  const idsxml_text content = contents[calls_so_far++ % 2];
  idsxml_replace_options options = IDSXML_INIT(idsxml_replace_options);
  options.no_backup = 1;
  idsxml_file* file = idsxml_file_read(file_path, 0, error);
  if (file == NULL) return 0;
  idsxml_replaced* replaced = idsxml_file_replace(file, content.data, content.size, &options, error);
  idsxml_file_free(file);
  RETURN_MADE(replaced, replaced, 1);
}
static int plan(idsxml_error** error) {
  idsxml_plan_options options = IDSXML_INIT(idsxml_plan_options);
  options.to = "ids:1.5";
  options.from = "ids:1.2";
  options.configuration = before;
  RETURN_MADE(string, idsxml_plan(&options, "sh", error), idsxml_string_text(made).size);
}
static int upgrade_plan(idsxml_error** error) {
  RETURN_MADE(upgrade, look_at_homes(error), action_count(made));
}
static int upgrade_report(idsxml_error** error) {
  RETURN_MADE(string, idsxml_upgrade_report(upgrade, "json", error), idsxml_string_text(made).size);
}
static int upgrade_stage(idsxml_error** error) {
  RETURN_MADE(string, idsxml_upgrade_stage(new_home, error), idsxml_string_text(made).size);
}
static int upgrade_run(idsxml_error** error) {
  take_upgrade_back();
  RETURN_MADE(upgraded, idsxml_upgrade_run(upgrade, NULL, NULL, error), 1);
}
static int upgrade_resume(idsxml_error** error) {
  RETURN_MADE(upgraded, idsxml_upgrade_resume(new_home, NULL, NULL, NULL, error), 1);
}
static int upgrade_undo(idsxml_error** error) {
  RETURN_MADE(string, idsxml_upgrade_undo(new_home, "text", error), 1);
}

typedef struct call {
  const char* name;
  int (*run)(idsxml_error** error);
} call;

static const call calls[] = {
    {"releases", releases},
    {"stock_profiles", stock_profiles},
    {"configuration_parse", parse},
    {"configuration_releases", configuration_releases},
    {"configuration_report", configuration_report},
    {"rules_load", rules_load},
    {"rules_load of a folder", rules_load_folder},
    {"rules_explain", rules_explain},
    {"migrate", migrate_configuration},
    {"migration_report", migration_report},
    {"lint_configuration", lint_configuration},
    {"lint_bytes", lint_bytes},
    {"lint_report", lint_report},
    {"diff_configurations", diff_configurations},
    {"diff_against", diff_against},
    {"diff_report", diff_report},
    {"three_way_configurations", three_way_configurations},
    {"three_way_report", three_way_report},
    {"merge", merge},
    {"file_read", file_read},
    {"file_replace", file_replace},
    {"plan", plan},
    {"upgrade_plan", upgrade_plan},
    {"upgrade_report", upgrade_report},
    {"upgrade_run", upgrade_run},
    {"upgrade_resume", upgrade_resume},
    {"upgrade_stage", upgrade_stage},
    {"upgrade_undo", upgrade_undo},
};

/* Runs it with so many allocations that succeed. Returns 0 where it does not keep its promise. */
static int keeps_promise(const call* called, long succeeding, int once, size_t whole) {
  const long live_before = live;
  idsxml_error* error = NULL;
  has_failed = 0;
  fails_once = once;
  left = succeeding;
  const int is_made = called->run(&error);
  left = -1;
  const char* code = error == NULL ? "no error" : idsxml_error_code(error).data;
  const int is_whole = is_made && error == NULL && (measure == whole || succeeding < 0);
  const int is_told = !is_made && error != NULL && has_failed && strcmp(code, "IO050") == 0;
  if (!is_whole && !is_told)
    printf("FAILED: %s, allocation %ld, %s: %s\n", called->name, succeeding, once ? "it alone" : "and all behind",
           code);
  idsxml_error_free(error);
  if (live == live_before) return is_whole || is_told;
  printf("FAILED: %s, allocation %ld: %ld blocks are not freed\n", called->name, succeeding, live - live_before);
  return 0;
}

static int run(const call* called) {
  keeps_promise(called, -1, 0, 0); /* whatever is made once and kept */
  const size_t whole = measure;
  for (int once = 0; once <= 1; ++once) {
    long succeeding = 0;
    do {
      if (!keeps_promise(called, succeeding, once, whole)) return 0;
      ++succeeding;
    } while (has_failed);
    if (once == 0) printf("%s: %ld allocations\n", called->name, succeeding - 1);
  }
  return 1;
}

int main(int argc, char** argv) {
  if (argc != 5) {
    fprintf(stderr, "usage: out_of_memory FILE FOLDER_OF_RULES OLD_HOME NEW_HOME; file and new home are overwritten\n");
    return 2;
  }
  setvbuf(stdout, NULL, _IONBF, 0); /* nothing of its own is allocated while it counts */
  file_path = argv[1];
  rules_folder = argv[2];
  old_home = argv[3];
  new_home = argv[4];
  before = idsxml_configuration_parse(before_text, strlen(before_text), NULL);
  after = idsxml_configuration_parse(after_text, strlen(after_text), NULL);
  migration = migrate(NULL);
  lint = lint_manifest(NULL);
  diff = compare(NULL);
  three_way = compare_three(NULL);
  upgrade = look_at_homes(NULL);
  if (!before || !after || !migration || !lint || !diff || !three_way || !upgrade) return 2;
  int is_kept = 1;
  for (size_t i = 0; i < sizeof calls / sizeof *calls; ++i) is_kept = run(&calls[i]) && is_kept;
  idsxml_upgrade_free(upgrade);
  idsxml_three_way_free(three_way);
  idsxml_diff_free(diff);
  idsxml_lint_free(lint);
  idsxml_migration_free(migration);
  idsxml_configuration_free(after);
  idsxml_configuration_free(before);
  return is_kept ? 0 : 1;
}
