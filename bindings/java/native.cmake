# What Maven runs: builds the native half of the jar in build/, where ./dev builds all else, and is silent if it can be.
#   cmake -DJAVA_HOME=/usr/lib/jvm/default-java -P bindings/java/native.cmake
function(run)
  execute_process(COMMAND ${ARGV} WORKING_DIRECTORY ${CMAKE_CURRENT_LIST_DIR}/../.. RESULT_VARIABLE failed
                  OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(failed)
    message(FATAL_ERROR "${output}")
  endif()
endfunction()

run(${CMAKE_COMMAND} --preset release -DIDSXML_JAVA_HOME=${JAVA_HOME})
run(${CMAKE_COMMAND} --build --preset release --target idsxml_jni)
