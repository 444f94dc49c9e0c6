#pragma once

#include <initializer_list>

#include "idsxml/diff.hpp"

namespace idsxml::diffing {

/// The newest release that could have written one of them.
Release newest_release(std::initializer_list<const DiffSide*> sides);

}  // namespace idsxml::diffing
