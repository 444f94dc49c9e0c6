// Any bytes as a configuration or a template of one, as a manifest, as a script, as a realm export: what is found has
// its place in them.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "idsxml/lint.hpp"

using namespace idsxml;

namespace {

bool is_within(const Finding& finding, std::string_view bytes) {
  if (finding.place.begin.offset > bytes.size()) return false;
  for (const Edit& edit : finding.edits)
    if (edit.begin > edit.end || edit.end > bytes.size()) return false;
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const LintOptions options{.to = *parse_release("keycloak:13")};
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const InputKind kind : {InputKind::configuration, InputKind::manifest, InputKind::script, InputKind::realm}) {
    const Result<Lint> linted = lint(bytes, kind, Rules::builtin(), options);
    if (!linted && linted.error().where && linted.error().where->offset > size) std::abort();
    if (!linted) continue;
    for (const Finding& finding : linted->findings)
      if (!is_within(finding, bytes)) std::abort();
  }
  return 0;
}
