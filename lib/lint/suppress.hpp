#pragma once

#include <span>
#include <vector>

#include "idsxml/finding.hpp"
#include "rules/tables.hpp"
#include "xml/document.hpp"

namespace idsxml::linting {

/// Marks the findings that a comment such as <!-- idsxml ignore=KC1301,KC1302 why --> suppresses, and adds those that
/// there are about such comments: without a reason, without an effect, of a rule that does not exist. A comment holds
/// for the element that follows it, with its content; behind something on its line it holds for that line. `asked` are
/// the rules that the findings are of, those about comments included. What they add cannot be suppressed.
void suppress(const xml::Document& document, const rules::Tables& tables, std::span<const rules::Rule* const> asked,
              std::vector<Finding>& findings);

}  // namespace idsxml::linting
