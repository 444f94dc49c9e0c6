# The manual beside the program, and Debian packages by CPack: tools/packages/build makes them, docs/packages.md tells of them.
include(source_date)
set(manual ${PROJECT_BINARY_DIR}/manual)

# zsh looks for completions in other folders where it is Debian's and where it is not. Help names documents as docs/x.md; the
# pages of rules are in the program.
function(install_manual component zsh_folder) # EXCLUDE_FROM_ALL
  install(DIRECTORY ${manual}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT ${component} ${ARGN})
  install(FILES ${manual}/completions/idsxml.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
          RENAME idsxml COMPONENT ${component} ${ARGN})
  install(FILES ${manual}/completions/_idsxml DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/${zsh_folder}
          COMPONENT ${component} ${ARGN})
  install(FILES ${manual}/completions/idsxml.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
          COMPONENT ${component} ${ARGN})
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs TYPE DOC COMPONENT ${component} ${ARGN} PATTERN rules EXCLUDE)
  install(FILES ${PROJECT_SOURCE_DIR}/README.md TYPE DOC COMPONENT ${component} ${ARGN})
endfunction()

install_manual(program site-functions)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/tools/packages/copyright TYPE DOC COMPONENT program)

if(NOT PROJECT_IS_TOP_LEVEL)
  return()
endif()

# A Debian package shares libraries with its system. Boost is the exception: its soname changes with every release of Debian.
set(Boost_USE_STATIC_LIBS ON)
find_package(Boost REQUIRED COMPONENTS program_options)
find_package(Threads REQUIRED)
add_executable(idsxml_debian_program EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tools/idsxml/main.cpp
                                                      $<TARGET_OBJECTS:idsxml_commands>)
set_target_properties(idsxml_debian_program PROPERTIES OUTPUT_NAME idsxml RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/debian)
target_include_directories(idsxml_debian_program PRIVATE $<TARGET_PROPERTY:idsxml_commands,INTERFACE_INCLUDE_DIRECTORIES>)
target_compile_definitions(idsxml_debian_program PRIVATE IDSXML_VERSION="${PROJECT_VERSION}")
add_dependencies(idsxml_debian_program idsxml)
target_link_libraries(idsxml_debian_program PRIVATE $<TARGET_FILE:idsxml> ${shared_pugixml} ${SHARED_YAML_LIBRARY}
                                                    fmt::fmt-header-only Boost::program_options Threads::Threads)
target_link_options(idsxml_debian_program PRIVATE -Wl,-z,now)

set(IDSXML_MAINTAINER "idsxml authors <packages@idsxml.invalid>" CACHE STRING "Who answers for the Debian packages")
set(IDSXML_DEBIAN_REVISION 0upstream1 CACHE STRING "How often this version has been packaged")
set(debian_version ${PROJECT_VERSION}-${IDSXML_DEBIAN_REVISION})
set(debian ${PROJECT_BINARY_DIR}/debian)
string(TIMESTAMP debian_date "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(${CMAKE_CURRENT_LIST_DIR}/changelog.Debian.in ${debian}/changelog.Debian @ONLY)
configure_file(${PROJECT_SOURCE_DIR}/CHANGELOG.md ${debian}/changelog COPYONLY)
file(WRITE ${debian}/triggers "activate-noawait ldconfig\n")
file(STRINGS ${PROJECT_SOURCE_DIR}/bindings/symbols.txt symbols)
list(TRANSFORM symbols REPLACE ".+" " \\0@Base ${PROJECT_VERSION}")
list(JOIN symbols "\n" symbols)
file(WRITE ${debian}/symbols "libidsxml.so.0 libidsxml0 #MINVER#\n* Build-Depends-Package: libidsxml-dev\n${symbols}\n")
execute_process(COMMAND gzip -9nfk ${debian}/changelog.Debian ${debian}/changelog COMMAND_ERROR_IS_FATAL ANY)

# What only a Debian package holds is left out of any other installation.
install(TARGETS idsxml_debian_program COMPONENT debian_program EXCLUDE_FROM_ALL)
install_manual(debian_program vendor-completions EXCLUDE_FROM_ALL)
install_library(lib/${CMAKE_LIBRARY_ARCHITECTURE} debian_ EXCLUDE_FROM_ALL)
function(debian_package name component)
  install(FILES ${PROJECT_SOURCE_DIR}/tools/packages/copyright ${debian}/changelog.Debian.gz ${debian}/changelog.gz
          DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${name} COMPONENT debian_${component} EXCLUDE_FROM_ALL)
  string(TOUPPER ${component} component)
  set(CPACK_COMPONENT_DEBIAN_${component}_GROUP ${name} PARENT_SCOPE)
endfunction()
debian_package(idsxml program)
debian_package(libidsxml0 library)
debian_package(libidsxml-dev development)

set(CPACK_GENERATOR DEB)
string(TIMESTAMP CPACK_IDSXML_DATE "%s" UTC)
set(CPACK_COMPONENTS_ALL debian_program debian_library debian_development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
                                                WORLD_EXECUTE)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE ${IDSXML_DEBIAN_REVISION})
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${IDSXML_MAINTAINER})
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_IDSXML_PACKAGE_NAME idsxml)
set(CPACK_DEBIAN_IDSXML_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_LIBIDSXML0_PACKAGE_NAME libidsxml0)
set(CPACK_DEBIAN_LIBIDSXML0_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBIDSXML-DEV_PACKAGE_NAME libidsxml-dev)
set(CPACK_DEBIAN_LIBIDSXML-DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBIDSXML-DEV_PACKAGE_DEPENDS "libidsxml0 (= ${debian_version}), libpugixml-dev, libyaml-dev")
set(CPACK_DEBIAN_LIBIDSXML0_PACKAGE_CONTROL_EXTRA ${debian}/triggers ${debian}/symbols)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
set(CPACK_DEBIAN_IDSXML_DESCRIPTION
    "migrate, lint, compare and merge configurations of WildFly
It rewrites a standalone.xml of Keycloak or WildFly for a newer release, says
what a release would refuse, and shows and merges what was changed: without a
server, and without losing a comment.")
set(CPACK_DEBIAN_LIBIDSXML0_DESCRIPTION
    "configurations of WildFly, migrated and checked - shared library
What the program idsxml does, for other programs: the shared library with the
C interface.")
set(CPACK_DEBIAN_LIBIDSXML-DEV_DESCRIPTION
    "configurations of WildFly, migrated and checked - development files
Headers, pkg-config and CMake files for the C interface, and the static library
with its C++ interface.")
set(CPACK_POST_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/repack.cmake)
include(CPack)
