#pragma once

#include "report/suggest.hpp"

namespace idsxml::cli {

using report::listed;
using report::nearest;
using report::words_of;

}  // namespace idsxml::cli
