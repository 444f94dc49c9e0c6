#pragma once

#include <new>
#include <stdexcept>
#include <string>
#include <string_view>

#include "idsxml/result.hpp"

namespace idsxml::os {

/// A path in quotes, fit for a terminal and for JSON: bytes that are not printable UTF-8 appear as \xHH.
std::string quoted(std::string_view path);

/// An Error without a position.
Error io_error(const char* code, std::string message, std::string advice);

/// What errno says about reading `path`; looks at the path again to tell a dangling link from a missing file.
Error reading_error(int number, const std::string& path);

/// What errno says about writing `path`.
Error writing_error(int number, const std::string& path);

Error out_of_memory();

/// Runs the body of a public function, none of which throws.
template <class Work>
auto guarded(const Work& work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  } catch (const std::length_error&) {
    return out_of_memory();
  }
}

}  // namespace idsxml::os
