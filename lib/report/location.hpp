#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/report.hpp"

/// How formats for programs say where a finding is.
namespace idsxml::report {

/// A path from the folder of the run where it is in it: "conf/standalone.xml" for "./conf/standalone.xml". Bytes.
std::string relative_path(const LintRun& run, std::string_view path);

/// A path as a reference of RFC 3986: relative, or file:/// for an absolute one.
std::string uri_of(std::string_view path);

/// The column behind a finding's place, in code points from 1; 0 where its line is not known.
std::size_t end_column(const Place& place);

/// Fingerprints of the findings of a file, each once: equal ones are numbered in their order.
std::vector<std::string> unique_fingerprints(const std::vector<Finding>& findings);

/// Text of any bytes as an attribute's value in double quotes, and as an element's content; what XML cannot hold
/// appears as \xHH or \u{HHHH}.
std::string xml_value(std::string_view bytes);
std::string xml_content(std::string_view bytes);

}  // namespace idsxml::report
