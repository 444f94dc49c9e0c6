#pragma once

#include "checks/checks.hpp"

/// The checks of this folder, by the file that they are in; checks.cpp gives them their names.
namespace idsxml::checks {

// releases.cpp
void unreadable_root(const Subject& subject, const Report& report);
void mixed_generations(const Subject& subject, const Report& report);
void deprecated_extensions(const Subject& subject, const Report& report);
void commented_extensions(const Subject& subject, const Report& report);

// security.cpp
void removed_security(const Subject& subject, const Report& report);
void legacy_security(const Subject& subject, const Report& report);
void open_management(const Subject& subject, const Report& report);

// secrets.cpp
void plain_secrets(const Subject& subject, const Report& report);
void sample_secrets(const Subject& subject, const Report& report);

// duplicates.cpp
void duplicates(const Subject& subject, const Report& report);
void shared_runtime_names(const Subject& subject, const Report& report);

// sockets.cpp
void shared_ports(const Subject& subject, const Report& report);

}  // namespace idsxml::checks
