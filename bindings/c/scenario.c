/* Runs testdata/scenario/scenario.txt through the C interface and prints its transcript; testdata/scenario/README.md
 * says what stands in it. */
#include <idsxml/idsxml.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

enum { most_words = 16, most_items = 16, most_threads = 1000, longest_line = 1024 };

/* ---- a step ---- */

typedef struct step {
  const char* line;
  char copy[longest_line]; /* in which the words end with a NUL */
  const char* words[most_words];
  int count;
} step;

static const char* folder; /* that names of files begin in; ends with '/' */

static step step_of(const char* line) {
  step made = {.line = line};
  snprintf(made.copy, sizeof made.copy, "%s", line);
  return made;
}

static void split(step* made) {
  for (char* word = strtok(made->copy, " "); word != NULL && made->count < most_words; word = strtok(NULL, " "))
    made->words[made->count++] = word;
}

/* NULL where there is no such option. */
static const char* option(const step* given, const char* name) {
  const size_t length = strlen(name);
  for (int i = 1; i < given->count; ++i)
    if (strncmp(given->words[i], name, length) == 0 && given->words[i][length] == '=')
      return given->words[i] + length + 1;
  return NULL;
}

static const char* operand(const step* given, int index) {
  for (int i = 1; i < given->count; ++i)
    if (strchr(given->words[i], '=') == NULL && index-- == 0) return given->words[i];
  return "";
}

/* What stands between commas. */
typedef struct list {
  char copy[longest_line];
  const char* items[most_items];
  size_t count;
} list;

static void read_list(list* made, const char* text) {
  made->count = 0;
  snprintf(made->copy, sizeof made->copy, "%s", text == NULL ? "" : text);
  for (char* item = strtok(made->copy, ","); item != NULL && made->count < most_items; item = strtok(NULL, ","))
    made->items[made->count++] = item;
}

static void read_path(char path[longest_line], const char* name) {
  if (snprintf(path, longest_line, "%s%s", folder, name) < longest_line) return;
  fprintf(stderr, "too long a path: %s%s\n", folder, name);
  exit(2);
}

/* ---- lines of the transcript ---- */

static void print_escaped(const char* data, size_t size) {
  static const char special[] = "\\\t\n\r"; /* and the NUL behind them */
  static const char written[] = "\\tnr0";
  for (size_t i = 0; i < size; ++i) {
    const char* found = memchr(special, data[i], sizeof special);
    if (found == NULL)
      putchar(data[i]);
    else
      printf("\\%c", written[found - special]);
  }
}

static void field(idsxml_text text) {
  putchar('\t');
  print_escaped(text.data, text.size);
}

static uint64_t hash_of(idsxml_text bytes) {
  uint64_t hash = UINT64_C(14695981039346656037);
  for (size_t i = 0; i < bytes.size; ++i) hash = (hash ^ (unsigned char)bytes.data[i]) * UINT64_C(1099511628211);
  return hash;
}

static void print_bytes(const char* label, idsxml_text bytes) {
  printf("%s\t%zu\t%016" PRIx64 "\n", label, bytes.size, hash_of(bytes));
}

static void field_of_position(idsxml_position position) {
  if (position.line == 0)
    printf("\t-");
  else
    printf("\t%zu:%zu:%zu", position.offset, position.line, position.column);
}

static void field_without_folder(idsxml_text text) {
  const size_t length = strlen(folder);
  putchar('\t');
  const char* rest = text.data;
  for (const char* found = strstr(rest, folder); found != NULL; found = strstr(rest, folder)) {
    print_escaped(rest, (size_t)(found - rest));
    rest = found + length;
  }
  print_escaped(rest, strlen(rest));
}

static void print_error(idsxml_error* error) {
  idsxml_position position = {0, 0, 0};
  idsxml_error_position(error, &position);
  printf("error");
  field(idsxml_error_code(error));
  field_of_position(position);
  field_without_folder(idsxml_error_message(error));
  field_without_folder(idsxml_error_advice(error));
  field(idsxml_error_line(error));
  putchar('\n');
  idsxml_error_free(error);
}

static void print_edit(const char* label, const idsxml_edit* edit) {
  printf("%s\t%zu\t%zu", label, edit->begin, edit->end);
  print_bytes("", edit->replacement);
}

static const char* const severities[] = {"note", "warning", "error"};
static const char* const outcomes[] = {"done", "fixable", "left", "nothing"};
static const char* const kinds[] = {"added", "removed", "changed", "reordered", "schema"};

static void print_finding(const idsxml_finding* finding) {
  printf("finding");
  field(finding->rule);
  printf("\t%s\t%s", severities[finding->severity], outcomes[finding->outcome]);
  field_of_position(finding->position);
  printf("\t%zu\t%d\t%d", finding->length, finding->inserted, finding->suppressed);
  field(finding->fingerprint);
  field(finding->title);
  field(finding->message);
  field(finding->help);
  field(finding->path);
  field(finding->line);
  field(finding->reason);
  putchar('\n');
}

static void field_if(int is_there, idsxml_text text) {
  printf(is_there ? "\t=" : "\t-");
  if (is_there) print_escaped(text.data, text.size);
}

static void print_difference(const char* label, const idsxml_difference* difference) {
  printf("%s\t%s", label, kinds[difference->kind]);
  field(difference->address);
  field(difference->attribute);
  field_if(difference->has_before, difference->before);
  field_if(difference->has_after, difference->after);
  field_if(difference->has_default, difference->default_value);
  field_of_position(difference->position_before);
  field_of_position(difference->position_after);
  putchar('\n');
}

/* Prints the lines of the string, each with a label, and frees it. */
static void print_lines(const char* label, idsxml_string* string) {
  const char* line = idsxml_string_text(string).data;
  for (const char* end = strchr(line, '\n'); end != NULL; line = end + 1, end = strchr(line, '\n'))
    printf("%s\t%.*s\n", label, (int)(end - line), line);
  idsxml_string_free(string);
}

/* Prints what was made for the caller, or why it was not, and frees it. */
static void print_string(idsxml_string* string, idsxml_error* error) {
  if (string == NULL)
    print_error(error);
  else
    print_bytes("bytes", idsxml_string_text(string));
  idsxml_string_free(string);
}

/* ---- what steps need; NULL, and the error printed, where it cannot be had ---- */

static idsxml_file* file_of(const char* name) {
  char path[longest_line];
  read_path(path, name);
  idsxml_error* error = NULL;
  idsxml_file* file = idsxml_file_read(path, 0, &error);
  if (file == NULL) print_error(error);
  return file;
}

static idsxml_configuration* configuration_of(const char* name) {
  idsxml_file* file = file_of(name);
  if (file == NULL) return NULL;
  const idsxml_text bytes = idsxml_file_bytes(file);
  idsxml_error* error = NULL;
  idsxml_configuration* configuration = idsxml_configuration_parse(bytes.data, bytes.size, &error);
  if (configuration == NULL) print_error(error);
  idsxml_file_free(file);
  return configuration;
}

static idsxml_rules* rules_of(const step* given) {
  char path[longest_line];
  const char* directory = option(given, "rules");
  if (directory != NULL) read_path(path, directory);
  idsxml_error* error = NULL;
  idsxml_rules* rules = idsxml_rules_load(directory == NULL ? NULL : path, &error);
  if (rules == NULL) print_error(error);
  return rules;
}

/* What a migration is made of. */
typedef struct migrating {
  idsxml_configuration* configuration;
  idsxml_rules* rules;
  idsxml_file* json;
  list only;
  list skip;
  idsxml_migrate_options options;
  idsxml_migration* migration; /* NULL where it could not be made; the error is printed */
} migrating;

static void migrate(const step* given, migrating* made) {
  *made = (migrating){.configuration = configuration_of(operand(given, 0))};
  if (made->configuration == NULL) return;
  made->rules = rules_of(given);
  if (made->rules == NULL) return;
  made->options = (idsxml_migrate_options)IDSXML_INIT(idsxml_migrate_options);
  made->options.to = option(given, "to");
  made->options.minimal = option(given, "minimal") != NULL;
  read_list(&made->only, option(given, "only"));
  made->options.only = made->only.items;
  made->options.only_count = made->only.count;
  read_list(&made->skip, option(given, "skip"));
  made->options.skip = made->skip.items;
  made->options.skip_count = made->skip.count;
  if (option(given, "json") != NULL) {
    made->json = file_of(option(given, "json"));
    if (made->json == NULL) return;
    made->options.keycloak_server_json = idsxml_file_bytes(made->json).data;
    made->options.keycloak_server_json_size = idsxml_file_bytes(made->json).size;
  }
  idsxml_error* error = NULL;
  made->migration = idsxml_migrate(made->configuration, made->rules, &made->options, &error);
  if (made->migration == NULL) print_error(error);
}

static void free_migrating(migrating* made) {
  idsxml_migration_free(made->migration);
  idsxml_file_free(made->json);
  idsxml_rules_free(made->rules);
  idsxml_configuration_free(made->configuration);
}

static idsxml_severity severity_named(const char* name) {
  for (int i = IDSXML_NOTE; i < IDSXML_ERROR; ++i)
    if (strcmp(name, severities[i]) == 0) return (idsxml_severity)i;
  return IDSXML_ERROR;
}

/* `by_name`: the bytes of any file, by its name; else those of a configuration. */
static idsxml_lint* lint_with(const step* given, const idsxml_rules* rules, int by_name) {
  idsxml_lint_options options = IDSXML_INIT(idsxml_lint_options);
  options.to = option(given, "to");
  list only;
  read_list(&only, option(given, "only"));
  options.only = only.items;
  options.only_count = only.count;
  list skip;
  read_list(&skip, option(given, "skip"));
  options.skip = skip.items;
  options.skip_count = skip.count;
  list pairs;
  read_list(&pairs, option(given, "severities"));
  idsxml_rule_severity asked[most_items];
  for (size_t i = 0; i < pairs.count; ++i) {
    char* colon = strchr(pairs.items[i], ':');
    *colon = '\0';
    asked[i] = (idsxml_rule_severity){pairs.items[i], severity_named(colon + 1)};
  }
  options.severities = asked;
  options.severity_count = pairs.count;

  idsxml_error* error = NULL;
  idsxml_lint* lint = NULL;
  if (by_name) {
    idsxml_file* file = file_of(operand(given, 0));
    if (file == NULL) return NULL;
    const idsxml_text bytes = idsxml_file_bytes(file);
    lint = idsxml_lint_bytes(bytes.data, bytes.size, operand(given, 0), rules, &options, &error);
    idsxml_file_free(file);
  } else {
    idsxml_configuration* configuration = configuration_of(operand(given, 0));
    if (configuration == NULL) return NULL;
    lint = idsxml_lint_configuration(configuration, rules, &options, &error);
    idsxml_configuration_free(configuration);
  }
  if (lint == NULL) print_error(error);
  return lint;
}

static idsxml_lint* linted(const step* given, int by_name) {
  idsxml_rules* rules = rules_of(given);
  if (rules == NULL) return NULL;
  idsxml_lint* lint = lint_with(given, rules, by_name);
  idsxml_rules_free(rules);
  return lint;
}

static idsxml_diff_options diff_options_of(const step* given) {
  idsxml_diff_options options = IDSXML_INIT(idsxml_diff_options);
  options.release = option(given, "release");
  options.resolve = option(given, "resolve") != NULL;
  options.show_secrets = option(given, "secrets") != NULL;
  return options;
}

/* ---- steps ---- */

static void releases_step(const step* given) {
  (void)given;
  idsxml_error* error = NULL;
  idsxml_string* lines = idsxml_releases(&error);
  if (lines == NULL)
    print_error(error);
  else
    print_lines("release", lines);
}

static void profiles_step(const step* given) {
  idsxml_error* error = NULL;
  idsxml_string* lines = idsxml_stock_profiles(operand(given, 0), &error);
  if (lines == NULL)
    print_error(error);
  else
    print_lines("profile", lines);
}

static void rules_step(const step* given) {
  idsxml_rules* rules = rules_of(given);
  if (rules == NULL) return;
  idsxml_rule rule = IDSXML_INIT(idsxml_rule);
  for (size_t i = 0; idsxml_rules_rule(rules, i, &rule); ++i) {
    printf("rule");
    field(rule.id);
    printf("\t%s", severities[rule.severity]);
    field(rule.product);
    field(rule.release);
    field(rule.before);
    printf("\t%d\t%d", rule.boot, rule.safe);
    field(rule.title);
    putchar('\n');
  }
  idsxml_rules_free(rules);
}

static void explain_step(const step* given) {
  idsxml_rules* rules = rules_of(given);
  if (rules == NULL) return;
  idsxml_error* error = NULL;
  idsxml_string* page = idsxml_rules_explain(rules, operand(given, 0), &error);
  print_string(page, error);
  idsxml_rules_free(rules);
}

static void read_step(const step* given) {
  idsxml_file* file = file_of(operand(given, 0));
  if (file != NULL) print_bytes("bytes", idsxml_file_bytes(file));
  idsxml_file_free(file);
}

static void parse_step(const step* given) {
  idsxml_configuration* configuration = configuration_of(operand(given, 0));
  if (configuration == NULL) return;
  printf("configuration");
  field(idsxml_configuration_kind(configuration));
  field(idsxml_configuration_namespace(configuration));
  printf("\t%d\t%d\n", idsxml_configuration_has_keycloak(configuration), idsxml_configuration_is_ha(configuration));
  print_lines("release", idsxml_configuration_releases(configuration, NULL));
  print_bytes("bytes", idsxml_configuration_bytes(configuration));
  idsxml_configuration_free(configuration);
}

static void detect_report_step(const step* given) {
  idsxml_configuration* configuration = configuration_of(operand(given, 0));
  if (configuration == NULL) return;
  idsxml_error* error = NULL;
  idsxml_string* report =
      idsxml_configuration_report(configuration, option(given, "format"), operand(given, 0), &error);
  print_string(report, error);
  idsxml_configuration_free(configuration);
}

static void print_migration(const idsxml_migration* migration) {
  printf("left\t%zu\n", idsxml_migration_left_to_do(migration));
  idsxml_edit edit;
  for (size_t i = 0; i < idsxml_migration_finding_count(migration); ++i) {
    idsxml_finding finding = IDSXML_INIT(idsxml_finding);
    idsxml_migration_finding(migration, i, &finding);
    print_finding(&finding);
    for (size_t j = 0; idsxml_migration_finding_edit(migration, i, j, &edit); ++j) print_edit("fix", &edit);
  }
  for (size_t i = 0; idsxml_migration_edit(migration, i, &edit); ++i) print_edit("edit", &edit);
  print_bytes("bytes", idsxml_migration_bytes(migration));
}

static void migrate_step(const step* given) {
  migrating made;
  migrate(given, &made);
  if (made.migration != NULL) print_migration(made.migration);
  free_migrating(&made);
}

static void migrate_report_step(const step* given) {
  migrating made;
  migrate(given, &made);
  if (made.migration != NULL) {
    idsxml_error* error = NULL;
    idsxml_string* report = idsxml_migration_report(made.migration, option(given, "format"), operand(given, 0), &error);
    print_string(report, error);
  }
  free_migrating(&made);
}

/* Whether a second migration of the same objects comes to the same. */
static int migrate_again(void* argument) {
  const migrating* made = argument;
  idsxml_migration* again = idsxml_migrate(made->configuration, made->rules, &made->options, NULL);
  if (again == NULL) return 0;
  const idsxml_text first = idsxml_migration_bytes(made->migration);
  const idsxml_text second = idsxml_migration_bytes(again);
  const int is_same = first.size == second.size && memcmp(first.data, second.data, first.size) == 0 &&
                      idsxml_migration_finding_count(made->migration) == idsxml_migration_finding_count(again);
  idsxml_migration_free(again);
  return is_same;
}

static void threads_step(const step* given) {
  migrating made;
  migrate(given, &made);
  if (made.migration != NULL) {
    static thrd_t threads[most_threads];
    const size_t count = (size_t)strtoul(option(given, "count"), NULL, 10);
    size_t equal = 0;
    for (size_t i = 0; i < count; ++i) thrd_create(&threads[i], migrate_again, &made);
    for (size_t i = 0; i < count; ++i) {
      int is_same = 0;
      thrd_join(threads[i], &is_same);
      equal += (size_t)is_same;
    }
    printf("threads\t%zu\t%zu\n", count, equal);
    print_bytes("bytes", idsxml_migration_bytes(made.migration));
  }
  free_migrating(&made);
}

static void print_lint(idsxml_lint* lint) {
  if (lint == NULL) return;
  for (size_t i = 0; i < idsxml_lint_finding_count(lint); ++i) {
    idsxml_finding finding = IDSXML_INIT(idsxml_finding);
    idsxml_lint_finding(lint, i, &finding);
    print_finding(&finding);
    idsxml_edit edit;
    for (size_t j = 0; j < finding.edit_count && idsxml_lint_finding_edit(lint, i, j, &edit); ++j)
      print_edit("fix", &edit);
  }
  idsxml_lint_free(lint);
}

static void lint_step(const step* given) {
  print_lint(linted(given, 0));
}

static void lint_file_step(const step* given) {
  print_lint(linted(given, 1));
}

static void lint_report_step(const step* given) {
  idsxml_lint* lint = linted(given, 1);
  if (lint == NULL) return;
  idsxml_error* error = NULL;
  idsxml_string* report = idsxml_lint_report(lint, option(given, "format"), operand(given, 0), &error);
  print_string(report, error);
  idsxml_lint_free(lint);
}

static void print_attribute(const idsxml_attribute* attribute) {
  printf("attribute");
  field(attribute->name);
  field(attribute->value);
  putchar('\n');
}

/* Prints a diff, or the error, and frees it. */
static void print_diff(const step* given, idsxml_diff* diff, idsxml_error* error) {
  if (diff == NULL) {
    print_error(error);
    return;
  }
  if (option(given, "format") != NULL) {
    idsxml_string* report =
        idsxml_diff_report(diff, option(given, "format"), operand(given, 0), operand(given, 1), &error);
    print_string(report, error);
    idsxml_diff_free(diff);
    return;
  }
  printf("same\t%d\n", idsxml_diff_means_the_same(diff));
  for (size_t i = 0; i < idsxml_diff_count(diff); ++i) {
    idsxml_difference difference = IDSXML_INIT(idsxml_difference);
    idsxml_diff_difference(diff, i, &difference);
    print_difference("difference", &difference);
    idsxml_attribute attribute;
    for (size_t j = 0; idsxml_diff_attribute(diff, i, j, &attribute); ++j) print_attribute(&attribute);
  }
  idsxml_diff_free(diff);
}

static void diff_step(const step* given) {
  idsxml_configuration* before = configuration_of(operand(given, 0));
  idsxml_configuration* after = before == NULL ? NULL : configuration_of(operand(given, 1));
  if (after != NULL) {
    const idsxml_diff_options options = diff_options_of(given);
    idsxml_error* error = NULL;
    idsxml_diff* diff = idsxml_diff_configurations(before, after, NULL, &options, &error);
    print_diff(given, diff, error);
  }
  idsxml_configuration_free(after);
  idsxml_configuration_free(before);
}

static void against_step(const step* given) {
  idsxml_configuration* configuration = configuration_of(operand(given, 1));
  if (configuration == NULL) return;
  const idsxml_diff_options options = diff_options_of(given);
  idsxml_error* error = NULL;
  idsxml_diff* diff =
      idsxml_diff_against(configuration, operand(given, 0), option(given, "profile"), NULL, &options, &error);
  print_diff(given, diff, error);
  idsxml_configuration_free(configuration);
}

static void print_three_way(const idsxml_three_way* three_way) {
  static const char* const sides[] = {"mine", "theirs", "both"};
  idsxml_difference difference = IDSXML_INIT(idsxml_difference);
  idsxml_attribute attribute;
  for (int side = IDSXML_MINE; side <= IDSXML_BOTH; ++side)
    for (size_t i = 0; idsxml_three_way_difference(three_way, (idsxml_side)side, i, &difference); ++i) {
      print_difference(sides[side], &difference);
      for (size_t j = 0; idsxml_three_way_attribute(three_way, (idsxml_side)side, i, j, &attribute); ++j)
        print_attribute(&attribute);
    }
  idsxml_difference other = IDSXML_INIT(idsxml_difference);
  for (size_t i = 0; idsxml_three_way_collision(three_way, i, &difference, &other); ++i) {
    print_difference("collision-mine", &difference);
    for (size_t j = 0; idsxml_three_way_collision_attribute(three_way, i, IDSXML_MINE, j, &attribute); ++j)
      print_attribute(&attribute);
    print_difference("collision-theirs", &other);
    for (size_t j = 0; idsxml_three_way_collision_attribute(three_way, i, IDSXML_THEIRS, j, &attribute); ++j)
      print_attribute(&attribute);
  }
}

static void compare_three(const step* given, idsxml_configuration* const sides[3]) {
  const idsxml_diff_options options = diff_options_of(given);
  idsxml_error* error = NULL;
  idsxml_three_way* three_way = idsxml_three_way_configurations(sides[0], sides[1], sides[2], NULL, &options, &error);
  if (three_way == NULL) {
    print_error(error);
  } else if (option(given, "format") == NULL) {
    print_three_way(three_way);
  } else {
    idsxml_string* report = idsxml_three_way_report(three_way, option(given, "format"), operand(given, 0),
                                                    operand(given, 1), operand(given, 2), &error);
    print_string(report, error);
  }
  idsxml_three_way_free(three_way);
}

static void three_way_step(const step* given) {
  idsxml_configuration* sides[3] = {NULL, NULL, NULL};
  int count = 0;
  while (count < 3 && (sides[count] = configuration_of(operand(given, count))) != NULL) ++count;
  if (count == 3) compare_three(given, sides);
  for (int i = 0; i < 3; ++i) idsxml_configuration_free(sides[i]);
}

static void merge_three(const step* given, idsxml_file* const files[3]) {
  idsxml_merge_options options = IDSXML_INIT(idsxml_merge_options);
  const char* size = option(given, "marker-size");
  options.marker_size = size == NULL ? 0 : (size_t)strtoul(size, NULL, 10);
  options.mine = option(given, "mine");
  options.base = option(given, "base");
  options.theirs = option(given, "theirs");
  idsxml_error* error = NULL;
  idsxml_merged* merged = idsxml_merge(idsxml_file_bytes(files[0]), idsxml_file_bytes(files[1]),
                                       idsxml_file_bytes(files[2]), NULL, &options, &error);
  if (merged == NULL) {
    print_error(error);
    return;
  }
  for (size_t i = 0; i < idsxml_merged_conflict_count(merged); ++i)
    printf("conflict\t%zu\n", idsxml_merged_conflict_line(merged, i));
  print_bytes("bytes", idsxml_merged_bytes(merged));
  idsxml_merged_free(merged);
}

static void merge_step(const step* given) {
  idsxml_file* files[3] = {NULL, NULL, NULL};
  int count = 0;
  while (count < 3 && (files[count] = file_of(operand(given, count))) != NULL) ++count;
  if (count == 3) merge_three(given, files);
  for (int i = 0; i < 3; ++i) idsxml_file_free(files[i]);
}

static const char* name_without_folder(const char* path) {
  const char* slash = path == NULL ? NULL : strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

static void plan_step(const step* given) {
  const char* file = option(given, "config");
  idsxml_configuration* configuration = file == NULL ? NULL : configuration_of(file);
  if (file != NULL && configuration == NULL) return;
  idsxml_plan_options options = IDSXML_INIT(idsxml_plan_options);
  options.to = option(given, "to");
  options.from = option(given, "from");
  options.platform = option(given, "platform");
  options.chart = option(given, "chart");
  options.configuration = configuration;
  options.configuration_name = name_without_folder(file);
  options.home = option(given, "home");
  options.release_name = option(given, "release-name");
  options.name_space = option(given, "namespace");
  idsxml_error* error = NULL;
  idsxml_string* runbook = idsxml_plan(&options, option(given, "format"), &error);
  print_string(runbook, error);
  idsxml_configuration_free(configuration);
}

typedef struct command {
  const char* name;
  void (*run)(const step* given);
} command;

static const command commands[] = {
    {"releases", releases_step},
    {"profiles", profiles_step},
    {"rules", rules_step},
    {"explain", explain_step},
    {"read", read_step},
    {"parse", parse_step},
    {"detect-report", detect_report_step},
    {"migrate", migrate_step},
    {"migrate-report", migrate_report_step},
    {"threads", threads_step},
    {"lint", lint_step},
    {"lint-file", lint_file_step},
    {"lint-report", lint_report_step},
    {"diff", diff_step},
    {"against", against_step},
    {"three-way", three_way_step},
    {"merge", merge_step},
    {"plan", plan_step},
};

/* Returns 0 where there is no such command. */
static int run_step(const char* line) {
  step given = step_of(line);
  split(&given);
  for (size_t i = 0; i < sizeof commands / sizeof *commands; ++i) {
    if (given.count == 0 || strcmp(commands[i].name, given.words[0]) != 0) continue;
    printf("> %s\n", line);
    commands[i].run(&given);
    return 1;
  }
  fprintf(stderr, "no such step: %s\n", line);
  return 0;
}

static int run_scenario(const char* path) {
  FILE* steps = fopen(path, "rb");
  if (steps == NULL) {
    perror(path);
    return 2;
  }
  char line[longest_line];
  int is_fine = 1;
  while (is_fine && fgets(line, sizeof line, steps) != NULL) {
    line[strcspn(line, "\n")] = '\0';
    if (line[0] != '\0' && line[0] != '#') is_fine = run_step(line);
  }
  fclose(steps);
  return is_fine ? 0 : 2;
}

int main(int argc, char** argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: scenario TESTDATA\n");
    return 2;
  }
  char with_slash[longest_line];
  snprintf(with_slash, sizeof with_slash, "%s/", argv[1]);
  folder = with_slash;
  char path[longest_line];
  read_path(path, "scenario/scenario.txt");
  return run_scenario(path);
}
