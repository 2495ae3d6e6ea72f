# What cairn links, all packages of Debian 12: see scripts/packages.txt.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenMP REQUIRED COMPONENTS CXX)
pkg_check_modules(CAIRN_PKG REQUIRED IMPORTED_TARGET
    sqlite3 libpcre2-8 jansson icu-uc icu-i18n uchardet libxml-2.0 md4c libxxhash openblas)
find_library(STEMMER_LIBRARY stemmer REQUIRED)

# Debian's libfaiss-dev ships the headers of the C API but not its symbols: where
# libfaiss_c is missing, graph/faiss_c.cc provides the functions we call.
find_library(FAISS_LIBRARY NAMES libfaiss.a faiss REQUIRED)
find_library(FAISS_C_LIBRARY NAMES faiss_c)

# Static FAISS before the BLAS it calls: gcc links --as-needed here, so order counts.
set(CAIRN_DEPENDENCIES)
if(FAISS_C_LIBRARY)
    list(APPEND CAIRN_DEPENDENCIES ${FAISS_C_LIBRARY})
endif()
list(APPEND CAIRN_DEPENDENCIES ${FAISS_LIBRARY} OpenMP::OpenMP_CXX lapack
    PkgConfig::CAIRN_PKG ${STEMMER_LIBRARY} Threads::Threads m)
