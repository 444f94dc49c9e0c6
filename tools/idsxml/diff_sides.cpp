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

/// The folder in a server's home where standalone.xml is; a base directory and that folder itself will do as well.
std::optional<fs::path> configurations_in(const fs::path& home) {
  for (const fs::path& folder : {home / "standalone" / "configuration", home / "configuration", home}) {
    std::error_code error;
    if (fs::exists(folder / "standalone.xml", error)) return folder;
  }
  return std::nullopt;
}

std::string file_of(const std::string& profile) {
  return profile == "standalone" ? "standalone.xml" : "standalone-" + profile + ".xml";
}

class Reader {
 public:
  explicit Reader(const SidePlan& plan) : plan_(plan) {}

  /// `like` decides among the configurations of a release or a server where the user did not.
  Result<NamedSide> read(const std::string& name, const std::optional<Configuration>& like) {
    if (is_release(name)) return read_release(name, like);
    if (name != "-" && is_folder(name)) return read_server(name, like);
    return read_file(name);
  }

  const std::string& failed() const { return failed_; }

 private:
  Result<NamedSide> read_release(const std::string& name, const std::optional<Configuration>& like) const {
    const Result<Release> release = parse_release(name);
    if (!release) return release.error();
    const Result<StockConfiguration> stock = plan_.profile || !like
                                                 ? stock_configuration(*release, plan_.profile.value_or("standalone"))
                                                 : stock_configuration_for(*like, *release);
    if (!stock) return stock.error();
    return NamedSide{fmt::format("{} {}", to_string(*release), stock->profile), *stock};
  }

  Result<NamedSide> read_server(const std::string& home, const std::optional<Configuration>& like) {
    const std::optional<fs::path> folder = configurations_in(home);
    if (!folder)
      return Error{.code = "DIF005",
                   .message = fmt::format("there is no server in '{}': it has no standalone/configuration", home),
                   .advice = "name the folder where a server is installed, or the file itself"};
    const std::string_view profile = plan_.profile ? *plan_.profile : like ? profile_of(*like) : "standalone";
    return read_file((*folder / file_of(std::string(profile))).string());
  }

  Result<NamedSide> read_file(const std::string& path) {
    Result<Configuration> configuration = configuration_of(path, plan_.max_size);
    if (configuration) return NamedSide{path, *std::move(configuration)};
    failed_ = path;
    return std::move(configuration).error();
  }

  const SidePlan& plan_;
  std::string failed_;
};

bool is_plain_file(const std::string& name) {
  return name == "-" || (!is_release(name) && !is_folder(name));
}

}  // namespace

Result<std::vector<NamedSide>> sides_of(const std::vector<std::string>& names, const SidePlan& plan,
                                        std::string& failed) {
  std::vector<std::optional<NamedSide>> found(names.size());
  std::optional<Configuration> like;
  Reader reader(plan);
  for (const bool is_for_files : {true, false}) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (is_plain_file(names[i]) != is_for_files) continue;
      Result<NamedSide> side = reader.read(names[i], like);
      if (!side) {
        failed = reader.failed();
        return std::move(side).error();
      }
      if (is_for_files && !like) like = std::get<Configuration>(side->side);
      found[i] = *std::move(side);
    }
  }
  std::vector<NamedSide> sides;
  sides.reserve(found.size());
  for (std::optional<NamedSide>& side : found) sides.push_back(*std::move(side));
  return sides;
}

}  // namespace idsxml::cli
