#include <array>

#include "c/handles.hpp"
#include "idsxml/detect.hpp"

using namespace idsxml;
using namespace idsxml::c;

idsxml_string* idsxml_releases(idsxml_error** error) noexcept {
  return guarded(error, [&] {
    std::string lines;
    for (const Release& release : releases()) lines += to_string(release) + "\n";
    return string_of(std::move(lines));
  });
}
idsxml_string* idsxml_stock_profiles(const char* release, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const Result<Release> known_release = release_of(release);
    if (!known_release) return failure<idsxml_string>(known_release.error(), error);
    std::string lines;
    for (const std::string& profile : stock_profiles(*known_release)) lines += profile + "\n";
    return string_of(std::move(lines));
  });
}

idsxml_configuration* idsxml_configuration_parse(const char* bytes, size_t size, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    Result<Configuration> parsed = Configuration::parse(std::string(view_of(bytes, size)));
    if (!parsed) return failure<idsxml_configuration>(std::move(parsed).error(), error);
    return std::make_unique<idsxml_configuration>(idsxml_configuration{*std::move(parsed)});
  });
}
idsxml_text idsxml_configuration_bytes(const idsxml_configuration* configuration) noexcept {
  return text_of(configuration->value.bytes());
}
idsxml_text idsxml_configuration_kind(const idsxml_configuration* configuration) noexcept {
  switch (configuration->value.kind()) {
    case ConfigurationKind::standalone:
      return text_of("standalone");
    case ConfigurationKind::domain:
      return text_of("domain");
    case ConfigurationKind::host:
      break;
  }
  return text_of("host");
}
idsxml_text idsxml_configuration_namespace(const idsxml_configuration* configuration) noexcept {
  return text_of(configuration->value.root_namespace());
}
int idsxml_configuration_has_keycloak(const idsxml_configuration* configuration) noexcept {
  return configuration->value.has_keycloak() ? 1 : 0;
}
int idsxml_configuration_is_ha(const idsxml_configuration* configuration) noexcept {
  return configuration->value.is_ha() ? 1 : 0;
}
idsxml_string* idsxml_configuration_releases(const idsxml_configuration* configuration, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    std::string lines;
    for (const Release& release : detect(configuration->value).releases) lines += to_string(release) + "\n";
    return string_of(std::move(lines));
  });
}
idsxml_string* idsxml_configuration_report(const idsxml_configuration* configuration, const char* format,
                                           const char* name, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const ReportFormat* found = report_format(view_of(format));
    if (found == nullptr) return unknown_format(view_of(format), error);
    const std::array files{DetectReport{.path = std::string(view_of(name)),
                                        .error = {},
                                        .detection = detect(configuration->value),
                                        .root_namespace = std::string(configuration->value.root_namespace()),
                                        .ha = configuration->value.is_ha()}};
    return string_of(found->detected({}, files, {}).report);
  });
}
void idsxml_configuration_free(idsxml_configuration* configuration) noexcept {
  delete configuration;
}
