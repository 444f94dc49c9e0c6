#include "idsxml/rules.hpp"

#include <algorithm>
#include <system_error>

#include "idsxml/file.hpp"
#include "os/folder.hpp"
#include "rules/load.hpp"
#include "rules/tables.hpp"

namespace idsxml {
namespace {

constexpr std::size_t max_rule_file = std::size_t{16} << 20U;

Result<std::vector<std::string>> rule_files(const std::string& directory) {
  std::error_code problem;
  std::vector<std::string> files = os::files_ending_in(".xml", directory, problem);
  if (problem)
    return Error{.code = "RUL003",
                 .message = directory + ": " + problem.message(),
                 .advice = "--rules names a folder of rule files",
                 .where = {},
                 .line = {}};
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

Rules Rules::builtin() {
  static const std::shared_ptr<const State> state = std::make_shared<State>(State{{}, rules::builtin_tables()});
  return Rules(state);
}

Result<Rules> Rules::with_directory(const std::string& directory) const {
  const Result<std::vector<std::string>> files = rule_files(directory);
  if (!files) return files.error();
  auto state = std::make_shared<State>();
  state->owned = rules::OwnedTables(state_->tables);
  for (const std::string& path : *files) {
    Result<InputFile> file = read_file(path, max_rule_file);
    if (!file) return std::move(file).error();
    if (Result<bool> loaded = rules::load(path, std::move(file->bytes), state->owned); !loaded)
      return std::move(loaded).error();
  }
  std::stable_sort(state->owned.rules.begin(), state->owned.rules.end(),
                   [&](const rules::Rule& a, const rules::Rule& b) {
                     const rules::Tables view = state->owned.view();
                     if (view.text(a.product) != view.text(b.product))
                       return view.text(a.product) < view.text(b.product);
                     return rules::compare_releases(view.text(a.release), view.text(b.release)) < 0;
                   });
  state->tables = state->owned.view();
  if (Result<bool> checked = rules::check(state->tables); !checked) return std::move(checked).error();
  return Rules(std::move(state));
}

std::vector<RuleSummary> Rules::list() const {
  const rules::Tables& tables = state_->tables;
  std::vector<RuleSummary> list;
  list.reserve(tables.rules.size());
  for (const rules::Rule& rule : tables.rules)
    list.push_back({.id = tables.text(rule.id),
                    .severity = rule.severity,
                    .product = tables.text(rule.product),
                    .release = tables.text(rule.release),
                    .before = tables.text(rule.before),
                    .boot = rule.boot,
                    .safe = rule.safe,
                    .title = tables.text(rule.title)});
  return list;
}

std::string Rules::explain(std::string_view id) const {
  const rules::Tables& tables = state_->tables;
  for (const rules::Rule& rule : tables.rules) {
    if (tables.text(rule.id) != id) continue;
    if (rule.page.size != 0) return std::string(tables.text(rule.page));
    std::string page = "# " + std::string(id) + ": " + std::string(tables.text(rule.title)) + "\n\n";
    if (rule.explanation.size != 0) page.append(tables.text(rule.explanation)).append("\n\n");
    return page + "Source: " + std::string(tables.text(rule.source)) + "\n";
  }
  return {};
}

}  // namespace idsxml
