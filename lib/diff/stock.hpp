#pragma once

#include <cstddef>

#include "diff/model.hpp"

namespace idsxml::diffing {

/// What a server would see of a stock configuration, a row of catalog::stock_configurations. Nothing of it has an
/// element.
Model stock_model(std::size_t configuration, const rules::Tables& tables);

}  // namespace idsxml::diffing
