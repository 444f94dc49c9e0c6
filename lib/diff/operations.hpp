#pragma once

#include <span>
#include <vector>

#include "diff/compare.hpp"
#include "diff/model.hpp"
#include "idsxml/operation.hpp"

namespace idsxml::diffing {

/// What turns `before` into `after` on a server that has read `before`, in an order in which a server takes it as one
/// composite operation. `contrasts` are those of the two, compared with `Terms::exact`, for the server of the terms.
std::vector<Operation> operations(const Model& before, const Model& after, std::span<const Contrast> contrasts,
                                  const Terms& terms);

/// Takes the secrets out; what needs one cannot be run any more, nor what needs a resource that is added with one.
void mask(std::vector<Operation>& operations);

}  // namespace idsxml::diffing
