#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "idsxml/file.hpp"
#include "idsxml/upgrade.hpp"
#include "os/folder.hpp"
#include "os/io_error.hpp"
#include "os/open_file.hpp"
#include "os/path.hpp"
#include "upgrade/errors.hpp"

namespace idsxml {
namespace {

namespace fs = std::filesystem;

/// What a home says of itself.
struct Sign {
  std::string_view product;  ///< as parse_release() reads it
  std::string version;
  std::string file;  ///< relative to the home
};

std::string content_of(const std::string& path) {
  constexpr std::size_t largest = 65536;
  const Result<InputFile> file = read_file(path, largest);
  if (!file && file.error().code == "IO050") throw std::bad_alloc();  // else it would pass for another release
  return file ? file->bytes : "";
}

/// The text between `word` and the end of its line.
std::string_view behind(std::string_view text, std::string_view word) {
  const std::size_t at = text.find(word);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + word.size());
  return text.substr(0, text.find_first_of("\r\n"));
}

/// NAME-VERSION.jar in a folder: the version.
std::string version_of_jar(const std::string& folder, std::string_view name) {
  std::error_code ignored;
  for (const std::string& jar : os::names_in(folder, ignored))
    if (jar.starts_with(name) && jar.ends_with(".jar")) return jar.substr(name.size(), jar.size() - name.size() - 4);
  return {};
}

struct VersionText {
  std::string_view begin;
  std::string_view product;
};

constexpr std::array version_texts{
    VersionText{"Keycloak - Version ", "keycloak"},
    VersionText{"Red Hat Single Sign-On - Version ", "rhsso"},
    VersionText{"Red Hat JBoss Enterprise Application Platform - Version ", "eap"},
    VersionText{"JBoss Enterprise Application Platform - Version ", "eap"},
};

std::optional<Sign> by_version_text(const std::string& home) {
  const std::string text = content_of(os::join(home, "version.txt"));
  for (const VersionText& known : version_texts)
    if (const std::string_view version = behind(text, known.begin); !version.empty())
      return Sign{known.product, std::string(version), "version.txt"};
  return {};
}

/// Older distributions, and overlays, have no version.txt of their own.
std::optional<Sign> by_keycloak_module(const std::string& home) {
  const std::string folder = "modules/system/layers/keycloak/org/keycloak/keycloak-core/main";
  const std::string version = version_of_jar(os::join(home, folder), "keycloak-core-");
  if (version.empty()) return {};
  return Sign{"keycloak", version, folder};
}

std::optional<Sign> by_product_module(const std::string& home) {
  const std::string folder = "modules/system/layers/base/org/jboss/as/product";
  for (const std::string_view slot : {"main", "wildfly-full", "wildfly-web", "eap"}) {
    const std::string module = os::join(folder, slot);
    const std::string manifest = os::join(module, "dir/META-INF/MANIFEST.MF");
    const std::string text = content_of(os::join(home, manifest));
    const bool is_eap = behind(text, "JBoss-Product-Release-Name: ").find("EAP") != std::string_view::npos;
    if (const std::string_view version = behind(text, "JBoss-Product-Release-Version: "); !version.empty())
      return Sign{is_eap ? "eap" : "wildfly", std::string(version), manifest};
    // Newer releases have it in a jar.
    for (const std::string_view jar : {"wildfly-feature-pack-product-conf-", "wildfly-ee-feature-pack-product-conf-"})
      if (const std::string version = version_of_jar(os::join(home, module), jar); !version.empty())
        return Sign{"wildfly", version, module};
  }
  return {};
}

/// 12.0.4 of 12.0.4.Final-redhat-1.
std::string numbers_of(std::string_view version) {
  std::string numbers;
  for (const char each : version) {
    const bool part = (each >= '0' && each <= '9') || (each == '.' && !numbers.empty() && numbers.back() != '.');
    if (!part) break;
    numbers += each;
  }
  if (numbers.ends_with('.')) numbers.pop_back();
  return numbers;
}

Error no_home(const std::string& path) {
  std::error_code ignored;
  if (fs::exists(fs::path(path) / "conf/keycloak.conf", ignored) || fs::exists(fs::path(path) / "bin/kc.sh", ignored))
    return error_of(
        "UPG001", fmt::format("{} is a Keycloak on Quarkus, which has no standalone.xml", os::quoted(path)),
        "a configuration for it is written anew: keycloak.conf; idsxml carries installations up to Keycloak "
        "16, and those of later ones that run on WildFly");
  return error_of(
      "UPG001",
      fmt::format("{} is no server's home: it has no jboss-modules.jar and no standalone or domain", os::quoted(path)),
      "name the folder that the server was unpacked into, with bin, modules and standalone in it");
}

Result<ServerHome> look_at(const std::string& path) {
  if (!is_folder(path)) return no_home(path);
  Result<std::string> real = os::real_path(path);
  if (!real) return std::move(real).error();
  const bool has_base = is_folder(os::join(*real, "standalone")) || is_folder(os::join(*real, "domain"));
  std::error_code ignored;
  if (!has_base || !fs::exists(fs::path(*real) / "jboss-modules.jar", ignored)) return no_home(path);

  std::optional<Sign> sign = by_version_text(*real);
  if (!sign) sign = by_keycloak_module(*real);
  const std::optional<Sign> under = by_product_module(*real);
  if (!sign) sign = under;
  const auto unknown = [&](const std::string& why) {
    return error_of("UPG002", fmt::format("which release {} is cannot be told: {}", os::quoted(path), why),
                    "look whether the folder is complete; version.txt and modules say it");
  };
  if (!sign) return unknown("neither version.txt nor its modules say it");
  const std::string version = numbers_of(sign->version);
  const Result<Release> release = parse_release(fmt::format("{}:{}", sign->product, version));
  if (!release) return unknown(fmt::format("{} says {}; {}", sign->file, sign->version, release.error().message));
  ServerHome home{*std::move(real), *release, version, sign->file, {}};
  if (under && under->file != sign->file) home.wildfly = numbers_of(under->version);
  return home;
}

}  // namespace

Result<ServerHome> server_home(const std::string& path) {
  return os::guarded([&] { return look_at(path); });
}

}  // namespace idsxml
