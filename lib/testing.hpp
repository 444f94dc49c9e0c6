#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

/// What several tests share; no part of the library.
namespace idsxml::testing {

/// The whole content of a file that a test cannot do without.
inline std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The folder testdata of the project.
inline std::filesystem::path testdata() {
  return std::filesystem::path(IDSXML_SOURCE_DIR) / "testdata";
}

}  // namespace idsxml::testing
