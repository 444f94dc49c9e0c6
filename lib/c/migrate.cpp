#include "idsxml/migrate.hpp"

#include <array>

#include "c/handles.hpp"
#include "idsxml/detect.hpp"

using namespace idsxml;
using namespace idsxml::c;

struct idsxml_migration {
  Migration value;
  Configuration configuration;
  Rules rules;
  Release to;
};

namespace {

MigrateOptions options_of(const idsxml_migrate_options& given, const Release& to) {
  MigrateOptions options{.to = to,
                         .minimal = given.minimal != 0,
                         .only = list_of(given.only, given.only_count),
                         .skip = list_of(given.skip, given.skip_count)};
  if (given.keycloak_server_json != nullptr)
    options.keycloak_server_json.emplace(given.keycloak_server_json, given.keycloak_server_json_size);
  return options;
}

/// A run over one file in which nothing is written.
struct OneFile {
  OneFile(const idsxml_migration& migration, std::string_view name) {
    run.version = IDSXML_VERSION;
    run.to = migration.to;
    run.mode = RunMode::check;
    run.rulebook = migration.rules;
    file.path = name;
    file.from = detect(migration.configuration);
    file.configuration = migration.configuration;
    file.migration = migration.value;
    totals.add(file);
    totals.exit_status = totals.left > 0 ? 1 : 0;  // as the program's
  }

  RunReport run;
  FileReport file;
  Totals totals;
};

std::string report_of(const OneFile& one, const ReportFormat& format) {
  return format.begin(one.run, {}).report + format.file(one.run, one.file, 0, {}).report +
         format.end(one.run, one.totals, {}).report;
}

std::string page_of(const OneFile& one, const PageFormat& format) {
  const std::array sections{format.section(one.run, one.file, 0)};
  return format.page(one.run, one.totals, sections);
}

}  // namespace

idsxml_migration* idsxml_migrate(const idsxml_configuration* configuration, const idsxml_rules* rules,
                                 const idsxml_migrate_options* options, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const idsxml_migrate_options all = known(options);
    const Result<Release> to = release_of(all.to);
    if (!to) return failure<idsxml_migration>(to.error(), error);
    const Rules rulebook = rules_of(rules);
    Result<Migration> made = migrate(configuration->value, rulebook, options_of(all, *to));
    if (!made) return failure<idsxml_migration>(std::move(made).error(), error);
    return std::make_unique<idsxml_migration>(idsxml_migration{*std::move(made), configuration->value, rulebook, *to});
  });
}
idsxml_text idsxml_migration_bytes(const idsxml_migration* migration) noexcept {
  return text_of(migration->value.bytes);
}
size_t idsxml_migration_left_to_do(const idsxml_migration* migration) noexcept {
  return migration->value.left_to_do();
}
size_t idsxml_migration_edit_count(const idsxml_migration* migration) noexcept {
  return migration->value.edits.size();
}
int idsxml_migration_edit(const idsxml_migration* migration, size_t index, idsxml_edit* edit) noexcept {
  return edit_at(migration->value.edits, index, edit);
}
size_t idsxml_migration_finding_count(const idsxml_migration* migration) noexcept {
  return migration->value.findings.size();
}
int idsxml_migration_finding(const idsxml_migration* migration, size_t index, idsxml_finding* finding) noexcept {
  if (index >= migration->value.findings.size()) return 0;
  fill(finding, finding_of(migration->value.findings[index]));
  return 1;
}
int idsxml_migration_finding_edit(const idsxml_migration* migration, size_t finding, size_t index,
                                  idsxml_edit* edit) noexcept {
  return edit_of(migration->value.findings, finding, index, edit);
}
idsxml_string* idsxml_migration_report(const idsxml_migration* migration, const char* format, const char* name,
                                       idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const std::string_view asked = view_of(format);
    if (asked == "diff")
      return string_of(unified_diff(view_of(name), migration->configuration.bytes(), migration->value.edits));
    if (const ReportFormat* found = report_format(asked))
      return string_of(report_of(OneFile(*migration, view_of(name)), *found));
    for (const PageFormat* page : page_formats())
      if (page->name == asked) return string_of(page_of(OneFile(*migration, view_of(name)), *page));
    return unknown_format(asked, error);
  });
}
void idsxml_migration_free(idsxml_migration* migration) noexcept {
  delete migration;
}
