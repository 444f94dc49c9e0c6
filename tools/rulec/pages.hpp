#pragma once

#include <filesystem>
#include <string>

#include "rules/tables.hpp"

/// The page of a rule in Markdown, with the first case of its test as the example.
std::string page_of(const idsxml::rules::Tables& tables, const idsxml::rules::Rule& rule,
                    const std::filesystem::path& source);

/// The whole content of a file; empty where there is none.
std::string read_text(const std::filesystem::path& path);

/// The inputs of a rule's test whose names have that ending, in the order of their names.
std::vector<std::filesystem::path> test_cases(const std::filesystem::path& source, std::string_view id,
                                              std::string_view ending);

/// The same for a check, whose inputs are configurations, or else manifests, or else scripts.
std::vector<std::filesystem::path> check_cases(const std::filesystem::path& source, std::string_view id,
                                               std::string_view ending);
