#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "diff/model.hpp"
#include "idsxml/diff.hpp"

namespace idsxml::diffing {

/// A difference as indices into the models.
struct Contrast {
  Difference::Kind kind;
  std::optional<std::uint32_t> before;   ///< of the old model's nodes
  std::optional<std::uint32_t> after;    ///< of the new one's
  const Setting* old_setting = nullptr;  ///< of changed; nullptr where it is not written
  const Setting* new_setting = nullptr;  ///< likewise
  std::string_view type = {};            ///< of reordered: that of the children
};

struct Terms {
  const rules::Tables& tables;
  Version wildfly;       ///< whose defaults count
  bool resolve = false;  ///< expressions are compared by their default values
  bool exact = false;    ///< a default that is written is not the same as nothing
};

/// In the order of the old model; what is new stands behind its siblings.
std::vector<Contrast> compare(const Model& before, const Model& after, const Terms& terms);

/// Whether it says no more than if it were not written.
bool is_default(const Model& model, const Setting& setting, const Terms& terms);

/// What a server takes where the attribute is not written, if that is known.
std::optional<std::string_view> default_of(const Setting& setting, const Terms& terms);

}  // namespace idsxml::diffing
