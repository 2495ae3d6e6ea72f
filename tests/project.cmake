# Tests of the project as a whole: project/* look at the sources and the library,
# e2e/* run the program (tests/torture), sanitizers/* build and test once more.
# Exit code 77 means skipped.
function(project_test name)
    cmake_parse_arguments(arg "" "TIMEOUT;PROCESSORS" "COMMAND" ${ARGN})
    add_test(NAME ${name} COMMAND ${arg_COMMAND})
    set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT ${arg_TIMEOUT})
    string(REGEX REPLACE "/.*" "" label ${name})
    set_tests_properties(${name} PROPERTIES LABELS ${label})
    if(arg_PROCESSORS)
        set_tests_properties(${name} PROPERTIES PROCESSORS ${arg_PROCESSORS})
    endif()
endfunction()

set(here ${CMAKE_CURRENT_SOURCE_DIR})

# Kernels against other programs that do the same: peers/*.py run peers/*.c.
add_executable(peer_leiden peers/leiden.c)
target_include_directories(peer_leiden PRIVATE ${CMAKE_SOURCE_DIR})
target_link_libraries(peer_leiden PRIVATE cairn_static cairn_options)
project_test(peers/leiden TIMEOUT 300 COMMAND ${here}/peers/leiden.py $<TARGET_FILE:peer_leiden>)

# Unit tests of apps/ call the program's own functions: all of it but main().
if(TARGET cairn)
    set(cli_sources ${CLI_SOURCES})
    list(FILTER cli_sources EXCLUDE REGEX "/main\\.c$")
    add_library(cairn_cli STATIC EXCLUDE_FROM_ALL ${cli_sources})
    target_include_directories(cairn_cli PRIVATE ${CMAKE_SOURCE_DIR})
    target_link_libraries(cairn_cli PUBLIC cairn_static PRIVATE cairn_options)
    get_property(targets DIRECTORY PROPERTY BUILDSYSTEM_TARGETS)
    list(FILTER targets INCLUDE REGEX "^test_apps_")
    foreach(test IN LISTS targets)
        target_link_libraries(${test} PRIVATE cairn_cli)
    endforeach()
endif()

if(CAIRN_SANITIZE OR CAIRN_COVERAGE OR CAIRN_FUZZ)
    set(plain_build OFF)
else()
    set(plain_build ON)
endif()

if(plain_build)
    project_test(project/layers TIMEOUT 60 COMMAND ${here}/layers.sh)
    project_test(project/format TIMEOUT 120 COMMAND ${here}/format.sh)
    project_test(project/lengths TIMEOUT 60 COMMAND ${here}/lengths.sh)
    project_test(project/readme TIMEOUT 60 COMMAND ${here}/readme_example.sh)
    project_test(project/header TIMEOUT 60
        COMMAND ${here}/header.sh ${CMAKE_C_COMPILER} ${CMAKE_CXX_COMPILER})
    project_test(project/symbols TIMEOUT 60
        COMMAND ${here}/symbols.sh $<TARGET_FILE:cairn_shared>)
endif()

if(TARGET cairn)
    set(program $<TARGET_FILE:cairn>)
    set(torture ${here}/torture)
    project_test(e2e/questions TIMEOUT 120 COMMAND ${torture}/questions.sh ${program})
    project_test(e2e/odd_questions TIMEOUT 900 COMMAND ${torture}/odd_questions.sh ${program})
    project_test(e2e/topics TIMEOUT 120 COMMAND ${torture}/topics.sh ${program})
    project_test(e2e/time TIMEOUT 120 COMMAND ${torture}/time.sh ${program})
    project_test(e2e/fusion TIMEOUT 300 COMMAND ${torture}/fusion.sh ${program})
    project_test(e2e/trace TIMEOUT 120 COMMAND ${torture}/trace.sh ${program})
    project_test(e2e/digest TIMEOUT 300 PROCESSORS 2 COMMAND ${torture}/digest.sh ${program})
    project_test(e2e/readers TIMEOUT 300 PROCESSORS 2 COMMAND ${torture}/readers.sh ${program})
    project_test(e2e/extract TIMEOUT 600 PROCESSORS 2 COMMAND ${torture}/extract.sh ${program})
    project_test(e2e/badinput TIMEOUT 600 COMMAND ${torture}/badinput.sh ${program})
    if(plain_build)
        project_test(e2e/kill TIMEOUT 600 PROCESSORS 2
            COMMAND ${torture}/kill.sh ${program} 10)
        project_test(e2e/bigfile TIMEOUT 300 COMMAND ${torture}/bigfile.sh ${program} 100 800)
        project_test(e2e/valgrind TIMEOUT 600 COMMAND ${torture}/valgrind.sh ${program})
        project_test(e2e/shared_eval TIMEOUT 900 PROCESSORS 2
            COMMAND ${torture}/shared_eval.sh ${program})
        project_test(project/consumer TIMEOUT 120 COMMAND ${here}/consumer.sh
            ${CMAKE_BINARY_DIR} ${CMAKE_C_COMPILER} ${CMAKE_CXX_COMPILER})
        # build -> build-asan, as the presets call it; another build folder likewise.
        foreach(sanitizer asan tsan)
            project_test(sanitizers/${sanitizer} TIMEOUT 1200 PROCESSORS 2 COMMAND
                ${CMAKE_SOURCE_DIR}/scripts/sanitize.sh ${sanitizer} ${CMAKE_BINARY_DIR}-${sanitizer})
        endforeach()
    else()
        project_test(e2e/kill TIMEOUT 900 PROCESSORS 2 COMMAND ${torture}/kill.sh ${program} 3)
        set_tests_properties(e2e/questions e2e/odd_questions e2e/fusion e2e/digest e2e/readers e2e/extract
            e2e/badinput e2e/kill PROPERTIES ENVIRONMENT CAIRN_TEST_SMALL=1)
    endif()
endif()
if(CAIRN_SANITIZE MATCHES thread)
    get_property(all_tests DIRECTORY PROPERTY TESTS)
    set_property(TEST ${all_tests} APPEND PROPERTY ENVIRONMENT
        "TSAN_OPTIONS=suppressions=${here}/tsan.supp" "OMP_NUM_THREADS=1" "OPENBLAS_NUM_THREADS=1")
endif()

# The models of this tree, whatever version is installed on the machine.
get_property(all_tests DIRECTORY PROPERTY TESTS)
set_property(TEST ${all_tests} APPEND PROPERTY ENVIRONMENT "CAIRN_DATA=${CMAKE_SOURCE_DIR}/data")
