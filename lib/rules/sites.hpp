#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "rules/tables.hpp"

/// What a resource's forms say, seen from an element's name: forms tell where each of their things stands, sites tell
/// what stands there. So an element is looked up once, not in all forms.
namespace idsxml::rules {

/// Adds the sites of a form whose attributes and children are in the tables already. Returns the first of them, that of
/// the resource's own element.
std::uint32_t add_sites(const ResourceForm& form, OwnedTables& tables);

/// The site that an element of this name has below another; nullptr where there is none.
const Site* site_below(const Tables& tables, const Site& site, std::string_view name);

/// What an attribute of this name at a site stands for; for the text of the site's element, the name is empty.
std::span<const SiteAttribute> attributes_at(const Tables& tables, const Site& site, std::string_view name);

/// Whether there is a form, in this version, of something that stands below the site or of an attribute at it.
bool leads_on(const Tables& tables, const Site& site, Version version);

}  // namespace idsxml::rules
