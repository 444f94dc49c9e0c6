/* idsxml for C, and for every language that calls C: the one interface whose binary form is kept.
 *
 * Texts are UTF-8. Sizes, offsets and lengths are in bytes; offsets count from 0, lines and columns from 1, columns in
 * code points. Every text that is returned ends with a NUL that its size does not count.
 *
 * What a function returns as a pointer to an opaque type is the caller's, who frees it with the function that belongs
 * to it; freeing NULL does nothing. No other pointer may be NULL where nothing says so. What is returned by value
 * (idsxml_text, and structures of them) is borrowed: it lives as long as the object that it was asked of.
 *
 * A function with a parameter `error` returns NULL where something stands in the way, and then stores an object there
 * that says what, unless `error` is NULL. Nothing is printed, nothing exits, no exception leaves the library; too
 * little memory is an error like others. A call needs up to 640 KB of stack, for files that are nested as deeply as
 * none is that a server wrote.
 *
 * Objects do not change once they are made: any number of threads may use one at the same time, as long as none frees
 * it.
 *
 * Structures whose first member is `struct_size` may grow at their end: IDSXML_INIT sets it. What an older caller does
 * not know is as if it were 0, and is not written to. */
#ifndef IDSXML_H
#define IDSXML_H

#include <stddef.h>

#if defined(IDSXML_EXPORTS)
#define IDSXML_API __attribute__((visibility("default")))
#else
#define IDSXML_API
#endif

#ifdef __cplusplus
#define IDSXML_NOEXCEPT noexcept
extern "C" {
#else
#define IDSXML_NOEXCEPT
#endif

/* A structure whose size is told and all else is 0: idsxml_finding finding = IDSXML_INIT(idsxml_finding); */
#ifdef __cplusplus
#define IDSXML_INIT(type)                   \
  [] {                                      \
    type idsxml_made{};                     \
    idsxml_made.struct_size = sizeof(type); \
    return idsxml_made;                     \
  }()
#else
#define IDSXML_INIT(type) \
  { .struct_size = sizeof(type) }
#endif

/* Some text; data is never NULL. */
typedef struct idsxml_text {
  const char* data;
  size_t size;
} idsxml_text;

/* The version of the library: "0.1.0". Lives as long as the library. */
IDSXML_API const char* idsxml_version(void) IDSXML_NOEXCEPT;

/* ---- errors ---- */

/* Why something could not be done. */
typedef struct idsxml_error idsxml_error;

/* The code is stable: XML…, CFG…, CLI…, DIF…, RUL…, PLN…, UPG…, IO… and three digits; IO050 where memory ran out.
 * docs/errors.md has them. */
IDSXML_API idsxml_text idsxml_error_code(const idsxml_error* error) IDSXML_NOEXCEPT;
IDSXML_API idsxml_text idsxml_error_message(const idsxml_error* error) IDSXML_NOEXCEPT;
/* What to do about it; may be empty. */
IDSXML_API idsxml_text idsxml_error_advice(const idsxml_error* error) IDSXML_NOEXCEPT;

/* Where in an input. */
typedef struct idsxml_position {
  size_t offset;
  size_t line;
  size_t column;
} idsxml_position;

/* Returns 0 and leaves `position` alone where the error is nowhere in an input; else 1. */
IDSXML_API int idsxml_error_position(const idsxml_error* error, idsxml_position* position) IDSXML_NOEXCEPT;
/* The line at that position, without its end, secrets in it are stars; empty where there is none. */
IDSXML_API idsxml_text idsxml_error_line(const idsxml_error* error) IDSXML_NOEXCEPT;
IDSXML_API void idsxml_error_free(idsxml_error* error) IDSXML_NOEXCEPT;

/* ---- texts that are made for the caller ---- */

typedef struct idsxml_string idsxml_string;

IDSXML_API idsxml_text idsxml_string_text(const idsxml_string* string) IDSXML_NOEXCEPT;
IDSXML_API void idsxml_string_free(idsxml_string* string) IDSXML_NOEXCEPT;

/* ---- releases ---- */

/* All releases that are known, as `keycloak:12`, by product, oldest first, one a line. */
IDSXML_API idsxml_string* idsxml_releases(idsxml_error** error) IDSXML_NOEXCEPT;
/* The profiles that a release is shipped with, one a line: standalone, ha. None where they are not known. Errors:
 * CLI101… for `release`. */
IDSXML_API idsxml_string* idsxml_stock_profiles(const char* release, idsxml_error** error) IDSXML_NOEXCEPT;

/* ---- a server configuration ---- */

typedef struct idsxml_configuration idsxml_configuration;

/* Reads a standalone.xml, domain.xml or host.xml from memory; the bytes are copied. Nothing else is read and no entity
 * is expanded. Errors: XML…, CFG001. */
IDSXML_API idsxml_configuration* idsxml_configuration_parse(const char* bytes, size_t size,
                                                            idsxml_error** error) IDSXML_NOEXCEPT;
/* The bytes as they came. */
IDSXML_API idsxml_text idsxml_configuration_bytes(const idsxml_configuration* configuration) IDSXML_NOEXCEPT;
/* standalone, domain or host. */
IDSXML_API idsxml_text idsxml_configuration_kind(const idsxml_configuration* configuration) IDSXML_NOEXCEPT;
/* urn:jboss:domain:16.0 */
IDSXML_API idsxml_text idsxml_configuration_namespace(const idsxml_configuration* configuration) IDSXML_NOEXCEPT;
IDSXML_API int idsxml_configuration_has_keycloak(const idsxml_configuration* configuration) IDSXML_NOEXCEPT;
/* Whether it is clustered: the jgroups subsystem is in it. */
IDSXML_API int idsxml_configuration_is_ha(const idsxml_configuration* configuration) IDSXML_NOEXCEPT;
/* The releases that could have written it, oldest first, as `keycloak:12`, one a line. */
IDSXML_API idsxml_string* idsxml_configuration_releases(const idsxml_configuration* configuration,
                                                        idsxml_error** error) IDSXML_NOEXCEPT;
/* What `idsxml detect` prints: these releases, and why. Formats: text, json. Errors: CLI003 for an unknown format. */
IDSXML_API idsxml_string* idsxml_configuration_report(const idsxml_configuration* configuration, const char* format,
                                                      const char* name, idsxml_error** error) IDSXML_NOEXCEPT;
IDSXML_API void idsxml_configuration_free(idsxml_configuration* configuration) IDSXML_NOEXCEPT;

/* ---- rules ---- */

typedef enum idsxml_severity { IDSXML_NOTE = 0, IDSXML_WARNING = 1, IDSXML_ERROR = 2 } idsxml_severity;

/* What a list of rules says of one. */
typedef struct idsxml_rule {
  size_t struct_size;
  idsxml_text id; /* KC1301 */
  idsxml_severity severity;
  idsxml_text product; /* keycloak */
  idsxml_text release; /* the first release that it is for: 13.0.0 */
  idsxml_text before;  /* the first that it is no longer for; empty where there is none */
  int boot;            /* the release refuses to boot without it */
  int safe;            /* nothing is lost by it, and nothing left to do */
  idsxml_text title;
} idsxml_rule;

/* Some severity for a rule, whatever the rule says. */
typedef struct idsxml_rule_severity {
  const char* rule;
  idsxml_severity severity;
} idsxml_rule_severity;

typedef struct idsxml_rules idsxml_rules;

/* The rules that are compiled into the library and, unless `directory` is NULL, those of every *.xml in it. Errors:
 * RUL… with a position, IO…. */
IDSXML_API idsxml_rules* idsxml_rules_load(const char* directory, idsxml_error** error) IDSXML_NOEXCEPT;
IDSXML_API size_t idsxml_rules_count(const idsxml_rules* rules) IDSXML_NOEXCEPT;
/* The rule of an index, in the order in which they run. Returns 0 for an index that is too large, else 1; so do all
 * functions like it. */
IDSXML_API int idsxml_rules_rule(const idsxml_rules* rules, size_t index, idsxml_rule* rule) IDSXML_NOEXCEPT;
/* The page of a rule, in Markdown; `rules` NULL for those of the library, here and below. Errors: RUL004 for an unknown
 * id. */
IDSXML_API idsxml_string* idsxml_rules_explain(const idsxml_rules* rules, const char* id,
                                               idsxml_error** error) IDSXML_NOEXCEPT;
IDSXML_API void idsxml_rules_free(idsxml_rules* rules) IDSXML_NOEXCEPT;

/* ---- findings ---- */

typedef enum idsxml_outcome {
  IDSXML_DONE = 0,    /* migrate: the edits of the finding are made */
  IDSXML_FIXABLE = 1, /* lint: a migration would make them */
  IDSXML_LEFT = 2,    /* a person has to do it: the finding says what */
  IDSXML_NOTHING = 3  /* nothing has to be done */
} idsxml_outcome;

/* One thing that a rule, or a check, has to say. */
typedef struct idsxml_finding {
  size_t struct_size;
  idsxml_severity severity;
  idsxml_outcome outcome;
  idsxml_text rule;         /* KC1301 */
  idsxml_text title;        /* of the rule */
  idsxml_text message;      /* what is wrong, was done, or is to be done here */
  idsxml_text help;         /* what a person may do; may be empty */
  idsxml_text path;         /* lint: the elements on the way to the place */
  idsxml_position position; /* of a start tag or an attribute */
  size_t length;            /* of the place, at most to the end of the line */
  idsxml_text line;         /* without its end; secrets in it are stars */
  int inserted;             /* what the finding speaks of was inserted inside of what stands there */
  int suppressed;           /* lint: it does not count, because the file says so */
  idsxml_text reason;       /* of the suppression */
  idsxml_text fingerprint;  /* lint: what it is known by from run to run; empty in a migration */
  size_t edit_count;
} idsxml_finding;

/* Replace the bytes [begin, end) of the configuration. */
typedef struct idsxml_edit {
  size_t begin;
  size_t end;
  idsxml_text replacement;
} idsxml_edit;

/* ---- migrate ---- */

/* What a migration does. */
typedef struct idsxml_migrate_options {
  size_t struct_size;
  const char* to; /* the release that the result is for: keycloak:15, ids:1.6 */
  int minimal;    /* only what the target refuses to boot with */
  const char* const* only;
  size_t only_count; /* 0: all rules */
  const char* const* skip;
  size_t skip_count;
  const char* keycloak_server_json; /* the content of such a file, or NULL */
  size_t keycloak_server_json_size;
} idsxml_migrate_options;

typedef struct idsxml_migration idsxml_migration;

/* Makes of the configuration one that the target boots; `rules` NULL for those of the library. Errors: CLI101… for
 * `to`, CFG…, RUL…, BUG001. */
IDSXML_API idsxml_migration* idsxml_migrate(const idsxml_configuration* configuration, const idsxml_rules* rules,
                                            const idsxml_migrate_options* options,
                                            idsxml_error** error) IDSXML_NOEXCEPT;
/* The whole configuration with all edits made. */
IDSXML_API idsxml_text idsxml_migration_bytes(const idsxml_migration* migration) IDSXML_NOEXCEPT;
/* How many findings a person has to see to. */
IDSXML_API size_t idsxml_migration_left_to_do(const idsxml_migration* migration) IDSXML_NOEXCEPT;
IDSXML_API size_t idsxml_migration_edit_count(const idsxml_migration* migration) IDSXML_NOEXCEPT;
/* All edits in order. */
IDSXML_API int idsxml_migration_edit(const idsxml_migration* migration, size_t index,
                                     idsxml_edit* edit) IDSXML_NOEXCEPT;
IDSXML_API size_t idsxml_migration_finding_count(const idsxml_migration* migration) IDSXML_NOEXCEPT;
IDSXML_API int idsxml_migration_finding(const idsxml_migration* migration, size_t index,
                                        idsxml_finding* finding) IDSXML_NOEXCEPT;
IDSXML_API int idsxml_migration_finding_edit(const idsxml_migration* migration, size_t finding, size_t index,
                                             idsxml_edit* edit) IDSXML_NOEXCEPT;
/* What `idsxml migrate` says of a file that is called `name`. Formats: text, json, html (a page for a browser), diff
 * (for git apply and patch). Errors: CLI003 for an unknown format. */
IDSXML_API idsxml_string* idsxml_migration_report(const idsxml_migration* migration, const char* format,
                                                  const char* name, idsxml_error** error) IDSXML_NOEXCEPT;
IDSXML_API void idsxml_migration_free(idsxml_migration* migration) IDSXML_NOEXCEPT;

/* ---- lint ---- */

/* What lint looks for. */
typedef struct idsxml_lint_options {
  size_t struct_size;
  const char* to; /* the release that shall read the configuration */
  const char* const* only;
  size_t only_count;
  const char* const* skip;
  size_t skip_count;
  const idsxml_rule_severity* severities;
  size_t severity_count;
} idsxml_lint_options;

typedef struct idsxml_lint idsxml_lint;

/* Everything that the target would refuse or silently change. Errors: CLI101… for `to`, RUL…. */
IDSXML_API idsxml_lint* idsxml_lint_configuration(const idsxml_configuration* configuration, const idsxml_rules* rules,
                                                  const idsxml_lint_options* options,
                                                  idsxml_error** error) IDSXML_NOEXCEPT;
/* The same of the bytes of any file that lint looks at: a configuration, a template of one, a manifest with one in it,
 * a jboss-cli script. The name, which may be NULL, says which. Errors besides: XML…, CFG…. */
IDSXML_API idsxml_lint* idsxml_lint_bytes(const char* bytes, size_t size, const char* name, const idsxml_rules* rules,
                                          const idsxml_lint_options* options, idsxml_error** error) IDSXML_NOEXCEPT;
IDSXML_API size_t idsxml_lint_finding_count(const idsxml_lint* lint) IDSXML_NOEXCEPT;
IDSXML_API int idsxml_lint_finding(const idsxml_lint* lint, size_t index, idsxml_finding* finding) IDSXML_NOEXCEPT;
IDSXML_API int idsxml_lint_finding_edit(const idsxml_lint* lint, size_t finding, size_t index,
                                        idsxml_edit* edit) IDSXML_NOEXCEPT;
/* What `idsxml lint` says of a file that is called `name`, in any of its formats: text, json, sarif, github and the
 * others of `idsxml lint --help`. Errors: CLI003 for an unknown format. */
IDSXML_API idsxml_string* idsxml_lint_report(const idsxml_lint* lint, const char* format, const char* name,
                                             idsxml_error** error) IDSXML_NOEXCEPT;
IDSXML_API void idsxml_lint_free(idsxml_lint* lint) IDSXML_NOEXCEPT;

/* ---- diff ---- */

/* How configurations are compared. */
typedef struct idsxml_diff_options {
  size_t struct_size;
  const char* release; /* whose defaults count; NULL: the newest that could have written one of the two */
  int resolve;         /* compare expressions by their default values */
  int show_secrets;
} idsxml_diff_options;

typedef enum idsxml_difference_kind {
  IDSXML_ADDED = 0,
  IDSXML_REMOVED = 1,
  IDSXML_CHANGED = 2,
  IDSXML_REORDERED = 3,
  IDSXML_SCHEMA = 4
} idsxml_difference_kind;

/* One thing in which two configurations differ. */
typedef struct idsxml_difference {
  size_t struct_size;
  idsxml_difference_kind kind;
  idsxml_text address;   /* /subsystem=undertow/server=default-server */
  idsxml_text attribute; /* of changed; of reordered the type of the resources */
  int has_before;
  int has_after;
  idsxml_text before;
  idsxml_text after;
  idsxml_position position_before; /* line 0 where there is none */
  idsxml_position position_after;
  int has_default;
  idsxml_text default_value; /* of changed: what a server takes where nothing is written */
  size_t attribute_count;    /* of added and removed: the attributes that are written for it */
} idsxml_difference;

/* An attribute of a resource that was added or removed. */
typedef struct idsxml_attribute {
  idsxml_text name;
  idsxml_text value;
} idsxml_attribute;

typedef struct idsxml_diff idsxml_diff;

/* In what two configurations differ as a server sees them. `options` may be NULL. Errors: DIF…, CLI101… for `release`.
 */
IDSXML_API idsxml_diff* idsxml_diff_configurations(const idsxml_configuration* before,
                                                   const idsxml_configuration* after, const idsxml_rules* rules,
                                                   const idsxml_diff_options* options,
                                                   idsxml_error** error) IDSXML_NOEXCEPT;
/* The same of the configuration that a release is shipped with, keycloak:12, and one that was made of it. `profile`:
 * standalone, ha, …; NULL for the one that is most like the configuration. Errors besides: DIF003, DIF004. */
IDSXML_API idsxml_diff* idsxml_diff_against(const idsxml_configuration* configuration, const char* release,
                                            const char* profile, const idsxml_rules* rules,
                                            const idsxml_diff_options* options, idsxml_error** error) IDSXML_NOEXCEPT;
/* 1 where a server would see no difference. */
IDSXML_API int idsxml_diff_means_the_same(const idsxml_diff* diff) IDSXML_NOEXCEPT;
IDSXML_API size_t idsxml_diff_count(const idsxml_diff* diff) IDSXML_NOEXCEPT;
IDSXML_API int idsxml_diff_difference(const idsxml_diff* diff, size_t index,
                                      idsxml_difference* difference) IDSXML_NOEXCEPT;
IDSXML_API int idsxml_diff_attribute(const idsxml_diff* diff, size_t difference, size_t index,
                                     idsxml_attribute* attribute) IDSXML_NOEXCEPT;
/* All of it as text, json, markdown, html or cli; the names are those that a reader of the report knows the two by.
 * Errors: CLI003 for an unknown format. */
IDSXML_API idsxml_string* idsxml_diff_report(const idsxml_diff* diff, const char* format, const char* before_name,
                                             const char* after_name, idsxml_error** error) IDSXML_NOEXCEPT;
IDSXML_API void idsxml_diff_free(idsxml_diff* diff) IDSXML_NOEXCEPT;

/* ---- diff of three ---- */

/* What two configurations made of a third one. */
typedef struct idsxml_three_way idsxml_three_way;

/* Which of its lists. */
typedef enum idsxml_side {
  IDSXML_MINE = 0,   /* differences from the base that only mine has */
  IDSXML_THEIRS = 1, /* that only theirs has */
  IDSXML_BOTH = 2    /* that both have */
} idsxml_side;

/* Errors: those of idsxml_diff_configurations(). */
IDSXML_API idsxml_three_way* idsxml_three_way_configurations(
    const idsxml_configuration* base, const idsxml_configuration* mine, const idsxml_configuration* theirs,
    const idsxml_rules* rules, const idsxml_diff_options* options, idsxml_error** error) IDSXML_NOEXCEPT;
IDSXML_API size_t idsxml_three_way_count(const idsxml_three_way* three_way, idsxml_side side) IDSXML_NOEXCEPT;
IDSXML_API int idsxml_three_way_difference(const idsxml_three_way* three_way, idsxml_side side, size_t index,
                                           idsxml_difference* difference) IDSXML_NOEXCEPT;
/* What both sides did to one thing, and not the same. */
IDSXML_API size_t idsxml_three_way_collision_count(const idsxml_three_way* three_way) IDSXML_NOEXCEPT;
IDSXML_API int idsxml_three_way_collision(const idsxml_three_way* three_way, size_t index, idsxml_difference* mine,
                                          idsxml_difference* theirs) IDSXML_NOEXCEPT;
/* The attributes of a difference that was added or removed, as idsxml_diff_attribute(). */
IDSXML_API int idsxml_three_way_attribute(const idsxml_three_way* three_way, idsxml_side side, size_t difference,
                                          size_t index, idsxml_attribute* attribute) IDSXML_NOEXCEPT;
/* The same of a collision; `side`: IDSXML_MINE or IDSXML_THEIRS. */
IDSXML_API int idsxml_three_way_collision_attribute(const idsxml_three_way* three_way, size_t collision,
                                                    idsxml_side side, size_t index,
                                                    idsxml_attribute* attribute) IDSXML_NOEXCEPT;
/* Formats: text, json. Errors: CLI003 for another one. */
IDSXML_API idsxml_string* idsxml_three_way_report(const idsxml_three_way* three_way, const char* format,
                                                  const char* base_name, const char* mine_name, const char* theirs_name,
                                                  idsxml_error** error) IDSXML_NOEXCEPT;
IDSXML_API void idsxml_three_way_free(idsxml_three_way* three_way) IDSXML_NOEXCEPT;

/* ---- merge ---- */

/* How a conflict is marked; 0 and NULL for how git does it. */
typedef struct idsxml_merge_options {
  size_t struct_size;
  size_t marker_size;
  const char* mine;
  const char* base;
  const char* theirs;
} idsxml_merge_options;

typedef struct idsxml_merged idsxml_merged;

/* Merges what `theirs` changed of `base` into `mine`, element by element; what is no configuration line by line.
 * `options` may be NULL. Errors: IO050. */
IDSXML_API idsxml_merged* idsxml_merge(idsxml_text base, idsxml_text mine, idsxml_text theirs,
                                       const idsxml_rules* rules, const idsxml_merge_options* options,
                                       idsxml_error** error) IDSXML_NOEXCEPT;
IDSXML_API idsxml_text idsxml_merged_bytes(const idsxml_merged* merged) IDSXML_NOEXCEPT;
/* 0: the merge is clean. */
IDSXML_API size_t idsxml_merged_conflict_count(const idsxml_merged* merged) IDSXML_NOEXCEPT;
/* The line on which a conflict begins; 0 for an index that is too large. */
IDSXML_API size_t idsxml_merged_conflict_line(const idsxml_merged* merged, size_t index) IDSXML_NOEXCEPT;
IDSXML_API void idsxml_merged_free(idsxml_merged* merged) IDSXML_NOEXCEPT;

/* ---- files ---- */

/* A file as it was read. */
typedef struct idsxml_file idsxml_file;

/* Reads a whole regular file, links followed, unless it is larger than `max_size`; 0 for 256 MiB. Paths are bytes as
 * the system knows them. Errors: IO…. */
IDSXML_API idsxml_file* idsxml_file_read(const char* path, size_t max_size, idsxml_error** error) IDSXML_NOEXCEPT;
IDSXML_API idsxml_text idsxml_file_bytes(const idsxml_file* file) IDSXML_NOEXCEPT;
IDSXML_API void idsxml_file_free(idsxml_file* file) IDSXML_NOEXCEPT;

/* How a file is replaced. */
typedef struct idsxml_replace_options {
  size_t struct_size;
  int no_backup;
  const char* backup_directory; /* must exist; NULL: the file's own folder */
  const char* backup_label;     /* keycloak-12 makes FILE.keycloak-12.bak; NULL: before-idsxml */
  int in_place;                 /* overwrite the file instead of renaming a new one over it */
} idsxml_replace_options;

typedef struct idsxml_replaced idsxml_replaced;

/* Replaces the content of a file whole or not at all; mode, owner, links stay, an earlier backup is never overwritten.
 * Refuses where the file is no longer what was read. `options` may be NULL. Errors: IO…. */
IDSXML_API idsxml_replaced* idsxml_file_replace(const idsxml_file* file, const char* bytes, size_t size,
                                                const idsxml_replace_options* options,
                                                idsxml_error** error) IDSXML_NOEXCEPT;
/* 0 where the file held these bytes already; then nothing was touched. */
IDSXML_API int idsxml_replaced_changed(const idsxml_replaced* replaced) IDSXML_NOEXCEPT;
/* The path of the backup; empty where none was made. */
IDSXML_API idsxml_text idsxml_replaced_backup(const idsxml_replaced* replaced) IDSXML_NOEXCEPT;
/* What could not be kept, sentences for a person; one a line. */
IDSXML_API idsxml_text idsxml_replaced_notes(const idsxml_replaced* replaced) IDSXML_NOEXCEPT;
IDSXML_API void idsxml_replaced_free(idsxml_replaced* replaced) IDSXML_NOEXCEPT;

/* ---- plan ---- */

/* The installation that is to be upgraded, and to what. Everything but `to` may be NULL. */
typedef struct idsxml_plan_options {
  size_t struct_size;
  const char* to;                            /* the release to come: ids:1.5 */
  const char* from;                          /* the release there is; NULL: the one that the configuration tells */
  const char* platform;                      /* zip, or kubernetes; NULL: zip */
  const char* chart;                         /* of Helm: infrastructure, or identity-service; NULL: infrastructure */
  const idsxml_configuration* configuration; /* a standalone.xml: tells the database */
  const char* configuration_name;            /* of its file, without its folder */
  const char* home;                          /* the folder of the server; NULL, here and below: a person has to say */
  const char* release_name;                  /* of Helm */
  const char* name_space;                    /* of Kubernetes */
} idsxml_plan_options;

/* The runbook for the upgrade of one installation, with its commands, how to verify each step, and the way back.
 * Nothing is run; no secret of the configuration is in it. Formats: markdown, sh, json. Errors: PLN…, CLI101… for
 * releases, CLI003 for an unknown format, platform or chart, CLI004 where nothing tells the release that there is. */
IDSXML_API idsxml_string* idsxml_plan(const idsxml_plan_options* options, const char* format,
                                      idsxml_error** error) IDSXML_NOEXCEPT;

/* ---- upgrade ---- */

/* What is carried into what: folders of installed servers. */
typedef struct idsxml_upgrade_options {
  size_t struct_size;
  const char* old_home; /* is only read */
  const char* new_home; /* the newer release as it was unpacked */
  const char* original; /* the old release as it is shipped, unpacked; NULL where it is not at hand */
  int ignore_ports;     /* do not mind that an unknown program listens on a port of the old server */
} idsxml_upgrade_options;

/* What an upgrade would do. */
typedef struct idsxml_upgrade idsxml_upgrade;

/* From where to where, and how much there is to do. */
typedef struct idsxml_upgrade_summary {
  size_t struct_size;
  idsxml_text from; /* keycloak:12 */
  idsxml_text to;
  size_t action_count;
  size_t bytes;        /* to be copied */
  size_t space_needed; /* at most, on the disk of the new home */
  size_t space_free;
  int needs_attention; /* a person has something to do: the report says what */
} idsxml_upgrade_summary;

/* Looks at both homes and changes nothing. Errors: UPG…, IO…. */
IDSXML_API idsxml_upgrade* idsxml_upgrade_plan(const idsxml_upgrade_options* options, const idsxml_rules* rules,
                                               idsxml_error** error) IDSXML_NOEXCEPT;
IDSXML_API void idsxml_upgrade_summarize(const idsxml_upgrade* upgrade,
                                         idsxml_upgrade_summary* summary) IDSXML_NOEXCEPT;
/* What stood in the way when it was planned: a server that runs, a port that is taken, too little space. */
IDSXML_API size_t idsxml_upgrade_obstacle_count(const idsxml_upgrade* upgrade) IDSXML_NOEXCEPT;
/* Borrowed, so not to be freed; NULL for an index that is too large. */
IDSXML_API const idsxml_error* idsxml_upgrade_obstacle(const idsxml_upgrade* upgrade, size_t index) IDSXML_NOEXCEPT;
/* What `idsxml upgrade --dry-run` prints. Formats: text, json. Errors: CLI003 for another one. */
IDSXML_API idsxml_string* idsxml_upgrade_report(const idsxml_upgrade* upgrade, const char* format,
                                                idsxml_error** error) IDSXML_NOEXCEPT;
IDSXML_API void idsxml_upgrade_free(idsxml_upgrade* upgrade) IDSXML_NOEXCEPT;

/* Called now and then with how many bytes are done, on the thread of the call. Returns 0 to go on; else the upgrade
 * stops after the file that it is at, with the error UPG018, and can be resumed or undone; behind the last file there
 * is nothing left to stop. */
typedef int (*idsxml_progress)(void* context, size_t done, size_t total);

/* What an upgrade has done. */
typedef struct idsxml_upgraded idsxml_upgraded;

/* Carries it out. Whatever interrupts it, it can be resumed or undone. `progress` may be NULL. Errors: UPG…, IO…, the
 * obstacles that there are now among them. */
IDSXML_API idsxml_upgraded* idsxml_upgrade_run(const idsxml_upgrade* upgrade, idsxml_progress progress, void* context,
                                               idsxml_error** error) IDSXML_NOEXCEPT;
/* Goes on with one that was interrupted, to the same end. Errors: UPG…, IO…. */
IDSXML_API idsxml_upgraded* idsxml_upgrade_resume(const char* new_home, const idsxml_rules* rules,
                                                  idsxml_progress progress, void* context,
                                                  idsxml_error** error) IDSXML_NOEXCEPT;
/* Whether a person has something to do. */
IDSXML_API int idsxml_upgraded_needs_attention(const idsxml_upgraded* upgraded) IDSXML_NOEXCEPT;
/* What `idsxml upgrade` prints at its end; of a resumed one as text also what was planned. Formats: text, json. Errors:
 * CLI003 for another one. */
IDSXML_API idsxml_string* idsxml_upgraded_report(const idsxml_upgraded* upgraded, const char* format,
                                                 idsxml_error** error) IDSXML_NOEXCEPT;
IDSXML_API void idsxml_upgraded_free(idsxml_upgraded* upgraded) IDSXML_NOEXCEPT;

/* Makes of a new home what it was before an upgrade, finished or not; whatever was done to the carried files since is
 * lost. Where there is none, there is nothing to do. Returns what `idsxml upgrade --undo` prints, as text or json.
 * Errors: CLI003 for another format, UPG…, IO…. */
IDSXML_API idsxml_string* idsxml_upgrade_undo(const char* new_home, const char* format,
                                              idsxml_error** error) IDSXML_NOEXCEPT;
/* How far an upgrade into this home is: none, begun (and interrupted, or at work), undoing (half undone), finished.
 * Errors: UPG…, IO…. */
IDSXML_API idsxml_string* idsxml_upgrade_stage(const char* new_home, idsxml_error** error) IDSXML_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
