#include "lint_inputs.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "idsxml/file.hpp"
#include "idsxml/lint.hpp"
#include "inputs.hpp"

namespace idsxml::cli {
namespace {

Error nothing_in(const std::string& folder) {
  return {"IO015",
          fmt::format("there is nothing to lint in '{}'", folder),
          "name a file itself if it is not called standalone*.xml, domain*.xml, host*.xml, *.yaml, *.cli or "
          "*realm*.json, or if git ignores it",
          {},
          {}};
}

void add_folder(const std::string& folder, LintInputs& inputs) {
  const Result<FolderFiles> content = files_below(folder, is_lint_input);
  if (!content) return inputs.errors.push_back(content.error());
  for (const std::string& path : content->files) inputs.files.push_back({path, true});
  inputs.errors.insert(inputs.errors.end(), content->unreadable.begin(), content->unreadable.end());
  for (const std::string& path : content->linked_folders) inputs.notices.push_back(linked_folder(path));
  if (content->files.empty() && content->unreadable.empty()) inputs.errors.push_back(nothing_in(folder));
}

/// A file that is named, and is in a folder that is named, is one that is named.
void keep_each_once(std::vector<LintInput>& files) {
  std::set<std::string> seen;
  std::set<std::string> named;
  for (const LintInput& file : files)
    if (!file.is_found) named.insert(real_path(file.path));
  std::erase_if(files, [&](const LintInput& file) {
    const std::string path = real_path(file.path);
    return (file.is_found && named.contains(path)) || !seen.insert(path).second;
  });
}

}  // namespace

LintInputs lint_inputs(const std::vector<std::string>& operands) {
  LintInputs inputs;
  for (const std::string& operand : operands) {
    if (operand != "-" && is_folder(operand)) {
      add_folder(operand, inputs);
    } else {
      inputs.files.push_back({operand, false});
    }
  }
  if (operands.size() > 1) keep_each_once(inputs.files);
  return inputs;
}

bool is_none_of_ours(const LintInput& input, const Error& error) {
  if (!input.is_found) return false;
  const std::string name = std::filesystem::path(input.path).filename().native();
  return error.code == "CFG010" || error.code == "CFG011" ||
         (error.code == "CFG001" && !name.starts_with("standalone"));
}

}  // namespace idsxml::cli
