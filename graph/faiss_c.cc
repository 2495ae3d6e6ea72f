// The functions of FAISS's C API that cairn calls, with the official signatures, over the C++
// library. Built only where libfaiss_c is missing: Debian's libfaiss-dev ships the headers of the C
// API and not its symbols. No exception leaves a function; as in the official wrapper the
// last one is kept per thread for faiss_get_last_error().
#include <exception>
#include <memory>
#include <stdexcept>

#include <faiss/Index.h>
#include <faiss/c_api/Index_c.h>
#include <faiss/c_api/error_c.h>
#include <faiss/c_api/index_factory_c.h>
#include <faiss/c_api/index_io_c.h>
#include <faiss/impl/FaissException.h>
#include <faiss/index_factory.h>
#include <faiss/index_io.h>

namespace
{

thread_local std::exception_ptr last_exception;

template <typename Call> int guard(const Call &call)
{
    try {
        call();
        return OK;
    } catch (const faiss::FaissException &) {
        last_exception = std::current_exception();
        return FAISS_EXCEPT;
    } catch (const std::exception &) {
        last_exception = std::current_exception();
        return STD_EXCEPT;
    } catch (...) {
        last_exception = std::current_exception();
        return UNKNOWN_EXCEPT;
    }
}

faiss::Index *unwrap(FaissIndex *index)
{
    return reinterpret_cast<faiss::Index *>(index);
}

const faiss::Index *unwrap(const FaissIndex *index)
{
    return reinterpret_cast<const faiss::Index *>(index);
}

FaissIndex *wrap(std::unique_ptr<faiss::Index> index)
{
    return reinterpret_cast<FaissIndex *>(index.release());
}

} // namespace

extern "C" {

const char *faiss_get_last_error()
{
    if (!last_exception)
        return nullptr;
    try {
        std::rethrow_exception(last_exception);
    } catch (const std::exception &e) {
        return e.what(); // last_exception keeps it alive
    } catch (...) {
        return "Unknown error";
    }
}

int faiss_index_factory(FaissIndex **p_index, int d, const char *description,
                        FaissMetricType metric)
{
    return guard([&] {
        const auto type = static_cast<faiss::MetricType>(metric);
        *p_index = wrap(std::unique_ptr<faiss::Index>(faiss::index_factory(d, description, type)));
    });
}

void faiss_Index_free(FaissIndex *obj)
{
    delete unwrap(obj);
}

int faiss_Index_d(const FaissIndex *obj)
{
    return static_cast<int>(unwrap(obj)->d);
}

idx_t faiss_Index_ntotal(const FaissIndex *obj)
{
    return unwrap(obj)->ntotal;
}

FaissMetricType faiss_Index_metric_type(const FaissIndex *obj)
{
    return static_cast<FaissMetricType>(unwrap(obj)->metric_type);
}

int faiss_Index_add(FaissIndex *index, idx_t n, const float *x)
{
    return guard([&] { unwrap(index)->add(n, x); });
}

int faiss_Index_search(const FaissIndex *index, idx_t n, const float *x, idx_t k, float *distances,
                       idx_t *labels)
{
    return guard([&] { unwrap(index)->search(n, x, k, distances, labels); });
}

int faiss_write_index_fname(const FaissIndex *idx, const char *fname)
{
    return guard([&] { faiss::write_index(unwrap(idx), fname); });
}

int faiss_read_index_fname(const char *fname, int io_flags, FaissIndex **p_out)
{
    return guard(
        [&] { *p_out = wrap(std::unique_ptr<faiss::Index>(faiss::read_index(fname, io_flags))); });
}

} // extern "C"
