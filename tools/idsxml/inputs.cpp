#include "inputs.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <limits>
#include <set>

#include "idsxml/file.hpp"

namespace idsxml::cli {
namespace {

constexpr std::size_t usual_max_size = std::size_t{256} << 20U;

Error nothing_in(const std::string& folder) {
  return {"IO015",
          fmt::format("there is no standalone*.xml in '{}'", folder),
          "name the file itself if it is called otherwise",
          {},
          {}};
}

Notice domain_mode(const std::string& path) {
  return {"CFG002", Severity::note, fmt::format("'{}' is a configuration of domain mode, which is not migrated", path),
          ""};
}

void add_folder(const std::string& folder, Inputs& inputs) {
  Result<FolderContent> content = standalone_files(folder);
  if (!content) {
    inputs.errors.push_back(std::move(content).error());
    return;
  }
  inputs.files.insert(inputs.files.end(), content->standalone.begin(), content->standalone.end());
  inputs.errors.insert(inputs.errors.end(), content->unreadable.begin(), content->unreadable.end());
  for (const std::string& path : content->domain) inputs.notices.push_back(domain_mode(path));
  for (const std::string& path : content->linked_folders) inputs.notices.push_back(linked_folder(path));
  if (content->standalone.empty() && content->unreadable.empty()) inputs.errors.push_back(nothing_in(folder));
}

/// Two threads must not replace the same file.
void keep_each_once(std::vector<std::string>& files) {
  if (files.size() < 2) return;
  std::set<std::string> seen;
  std::erase_if(files, [&](const std::string& file) { return !seen.insert(real_path(file)).second; });
}

}  // namespace

std::optional<Error> overwrites(const std::string& path, const std::vector<std::string>& others) {
  std::error_code problem;
  for (const std::string& other : others)
    if (path == other || std::filesystem::equivalent(path, other, problem))
      return usage_error("CLI005", fmt::format("the report would overwrite '{}'", other), "name another file for it");
  return std::nullopt;
}

std::string real_path(const std::string& path) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(path, error);
  return error ? path : real.native();
}

Notice linked_folder(const std::string& path) {
  return {"IO060", Severity::note, fmt::format("'{}' is a link to a folder, which is not followed", path),
          "name it to have it looked into"};
}

Inputs expand(const std::vector<std::string>& operands) {
  Inputs inputs;
  for (const std::string& operand : operands) {
    if (operand != "-" && is_folder(operand)) {
      add_folder(operand, inputs);
    } else {
      inputs.files.push_back(operand);
    }
  }
  keep_each_once(inputs.files);
  return inputs;
}

Result<std::size_t> max_size_of(const Arguments& arguments) {
  const std::optional<std::string> text = arguments.value("max-size");
  if (!text) return usual_max_size;
  std::size_t number = 0;
  const char* end = text->data() + text->size();
  const auto [rest, problem] = std::from_chars(text->data(), end, number);
  std::size_t shift = 0;
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  if (unit == "K") shift = 10;
  if (unit == "M") shift = 20;
  if (unit == "G") shift = 30;
  const bool bad_unit = !unit.empty() && shift == 0;
  if (problem != std::errc() || bad_unit || number == 0 || number > std::numeric_limits<std::size_t>::max() >> shift)
    return usage_error("CLI003", fmt::format("--max-size does not take '{}'", *text),
                       "it takes a number of bytes, or one with K, M or G: 512M");
  return number << shift;
}

Result<std::string> bytes_of(const std::string& path, std::size_t max_size) {
  if (path == "-") return read_stream(STDIN_FILENO, max_size);
  Result<InputFile> file = read_file(path, max_size);
  if (!file) return std::move(file).error();
  return std::move(file->bytes);
}

Result<Configuration> configuration_of(const std::string& path, std::size_t max_size) {
  Result<std::string> bytes = bytes_of(path, max_size);
  return bytes ? Configuration::parse(*std::move(bytes)) : Result<Configuration>(std::move(bytes).error());
}

}  // namespace idsxml::cli
