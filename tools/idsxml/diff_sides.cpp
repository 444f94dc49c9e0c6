#include "diff_sides.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "idsxml/file.hpp"
#include "inputs.hpp"

namespace idsxml::cli {
namespace {

namespace fs = std::filesystem;

/// keycloak:12, and what was meant to be one: letters, a colon and a digit; unless a file has that name.
bool is_release(const std::string& name) {
  const auto colon = name.find(':');
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const bool looks_so = colon != std::string::npos && colon > 0 && colon + 1 < name.size() &&
                        std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(colon), is_letter) &&
                        name[colon + 1] >= '0' && name[colon + 1] <= '9';
  std::error_code error;
  return looks_so && !fs::exists(name, error);
}

/// The folder of a server's home where standalone.xml is; a base directory and that folder itself will do as well.
std::optional<fs::path> configurations_in(const fs::path& home) {
  for (const fs::path& folder : {home / "standalone" / "configuration", home / "configuration", home}) {
    std::error_code error;
    if (fs::exists(folder / "standalone.xml", error)) return folder;
  }
  return std::nullopt;
}

Result<Configuration> read_file(const std::string& path, std::size_t max_size) {
  Result<std::string> bytes = bytes_of(path, max_size);
  if (!bytes) return std::move(bytes).error();
  Result<Configuration> configuration = Configuration::parse(*std::move(bytes));
  if (configuration) return configuration;
  Error error = std::move(configuration).error();
  error.message = path + ": " + error.message;
  return error;
}

/// What decides among the configurations of a release or a server.
struct Choice {
  std::optional<std::string> profile;  ///< that the user asked for
  std::optional<Configuration> like;   ///< the first file
};

Result<NamedSide> side_of_release(const std::string& name, const Choice& choice) {
  const Result<Release> release = parse_release(name);
  if (!release) return release.error();
  const Result<StockConfiguration> stock = choice.profile || !choice.like
                                               ? stock_configuration(*release, choice.profile.value_or("standalone"))
                                               : stock_configuration_for(*choice.like, *release);
  if (!stock) return stock.error();
  return NamedSide{fmt::format("{} ({})", to_string(*release), stock->profile), *stock};
}

Result<NamedSide> side_of_server(const std::string& home, const Choice& choice, std::size_t max_size) {
  const std::optional<fs::path> folder = configurations_in(home);
  if (!folder)
    return Error{.code = "DIF004",
                 .message = fmt::format(
                     "'{}' is not the home of a server: it has no standalone/configuration/standalone.xml", home),
                 .advice = "name the server's home, or the file itself"};
  const std::string profile =
      choice.profile ? *choice.profile : std::string(choice.like ? profile_of(*choice.like) : "standalone");
  const std::string file = (*folder / (profile == "standalone" ? "standalone.xml" : "standalone-" + profile + ".xml"));
  Result<Configuration> configuration = read_file(file, max_size);
  if (!configuration) return std::move(configuration).error();
  return NamedSide{file, *std::move(configuration)};
}

Result<NamedSide> side_of(const std::string& name, const Choice& choice, std::size_t max_size) {
  if (is_release(name)) return side_of_release(name, choice);
  if (name != "-" && is_folder(name)) return side_of_server(name, choice, max_size);
  Result<Configuration> configuration = read_file(name, max_size);
  if (!configuration) return std::move(configuration).error();
  return NamedSide{name, *std::move(configuration)};
}

bool is_plain_file(const std::string& name) {
  return name == "-" || (!is_release(name) && !is_folder(name));
}

}  // namespace

Result<std::vector<NamedSide>> sides_of(const std::vector<std::string>& names,
                                        const std::optional<std::string>& profile, std::size_t max_size) {
  std::vector<std::optional<NamedSide>> found(names.size());
  Choice choice{profile, std::nullopt};
  for (const bool is_for_files : {true, false})
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (is_plain_file(names[i]) != is_for_files) continue;
      Result<NamedSide> side = side_of(names[i], choice, max_size);
      if (!side) return std::move(side).error();
      if (is_for_files && !choice.like) choice.like = std::get<Configuration>(side->side);
      found[i] = *std::move(side);
    }
  std::vector<NamedSide> sides;
  for (std::optional<NamedSide>& side : found) sides.push_back(*std::move(side));
  return sides;
}

}  // namespace idsxml::cli
