# Tests, fuzz harnesses and benchmarks; only in a developer's build.
find_package(doctest REQUIRED)
find_package(EXPAT REQUIRED)

file(GLOB_RECURSE tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/*_test.cpp)
add_executable(idsxml_tests ${tests} ${PROJECT_SOURCE_DIR}/cmake/test_main.cpp)
target_include_directories(idsxml_tests PRIVATE ${PROJECT_SOURCE_DIR}/lib)
target_compile_definitions(idsxml_tests PRIVATE IDSXML_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_link_libraries(idsxml_tests PRIVATE idsxml ${pugixml_target} fmt::fmt-header-only doctest::doctest EXPAT::EXPAT
                                           idsxml_flags)
add_test(NAME unit COMMAND idsxml_tests)

add_executable(idsxml_c_test ${PROJECT_SOURCE_DIR}/lib/c/idsxml_test.c)
set_target_properties(idsxml_c_test PROPERTIES C_STANDARD 11 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF LINKER_LANGUAGE CXX)
target_compile_definitions(idsxml_c_test PRIVATE IDSXML_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_link_libraries(idsxml_c_test PRIVATE idsxml idsxml_flags)
add_test(NAME c COMMAND idsxml_c_test)

# What dialects say of a configuration, for tools/servers/resources.
add_executable(idsxml_resources EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tools/resources/main.cpp)
set_target_properties(idsxml_resources PROPERTIES OUTPUT_NAME resources)
target_include_directories(idsxml_resources PRIVATE ${PROJECT_SOURCE_DIR}/lib)
target_link_libraries(idsxml_resources PRIVATE idsxml ${pugixml_target} fmt::fmt-header-only idsxml_flags)

# What `idsxml diff` compares of a configuration, for tools/catalog/stock.py.
add_executable(idsxml_facts EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tools/facts/main.cpp)
set_target_properties(idsxml_facts PROPERTIES OUTPUT_NAME facts)
target_include_directories(idsxml_facts PRIVATE ${PROJECT_SOURCE_DIR}/lib)
target_link_libraries(idsxml_facts PRIVATE idsxml ${pugixml_target} fmt::fmt-header-only idsxml_flags)

# ./dev bench runs these; x_bench.cpp beside x.cpp measures it in its own process, the bare program is a yardstick for whole runs.
find_package(benchmark REQUIRED)
file(GLOB_RECURSE benchmarks CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/*_bench.cpp)
add_executable(idsxml_bench EXCLUDE_FROM_ALL ${benchmarks})
target_compile_definitions(idsxml_bench PRIVATE IDSXML_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_include_directories(idsxml_bench PRIVATE ${PROJECT_SOURCE_DIR}/lib)
target_link_libraries(idsxml_bench PRIVATE idsxml ${pugixml_target} benchmark::benchmark idsxml_flags)
add_executable(idsxml_bare EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tools/bench/bare.cpp)
target_link_libraries(idsxml_bare PRIVATE ${pugixml_target} idsxml_flags)
add_executable(idsxml_empty EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tools/bench/empty.cpp)
target_link_options(idsxml_bare PRIVATE -static)
target_link_options(idsxml_empty PRIVATE -static)

if(IDSXML_FUZZ AND CMAKE_CXX_COMPILER_ID MATCHES Clang)
  include(fuzz)
endif()

add_subdirectory(tools/conformance)

# The comparison that judges use is itself tested; no server is needed for that.
find_program(PYTHON3 python3 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)
add_test(NAME judge COMMAND ${PYTHON3} -m unittest discover -s ${PROJECT_SOURCE_DIR}/tools/servers -p "*_test.py")
set_tests_properties(judge PROPERTIES ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1")

# How the catalog is put together is tested; what is derived from is not needed for that.
add_test(NAME catalog COMMAND ${PYTHON3} -m unittest discover -s ${PROJECT_SOURCE_DIR}/tools/catalog -p "*_test.py")
set_tests_properties(catalog PROPERTIES ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1")

# What real servers said of a thousand configurations that were broken in one place each, without any server.
add_test(NAME mutants COMMAND ${PYTHON3} ${PROJECT_SOURCE_DIR}/tools/servers/agree --program $<TARGET_FILE:idsxml_program>)
add_test(NAME meanings COMMAND ${PYTHON3} ${PROJECT_SOURCE_DIR}/tools/servers/same --program $<TARGET_FILE:idsxml_program>)
set_tests_properties(mutants meanings PROPERTIES ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1")

# The scripts of `idsxml plan`, every one that there can be.
add_executable(idsxml_plans ${PROJECT_SOURCE_DIR}/tools/plans/main.cpp)
target_link_libraries(idsxml_plans PRIVATE idsxml fmt::fmt-header-only idsxml_flags)
add_test(NAME plans COMMAND ${PYTHON3} ${PROJECT_SOURCE_DIR}/tools/plans/plans_test.py)
set_tests_properties(plans PROPERTIES ENVIRONMENT "IDSXML_PLANS=$<TARGET_FILE:idsxml_plans>;PYTHONDONTWRITEBYTECODE=1")
