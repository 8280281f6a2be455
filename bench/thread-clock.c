/*
 * Two clocks that Node lacks: the CPU time of the calling thread, and that of all terminated child processes.
 *
 * Declares the few Node-API prototypes it needs, so that `cc -shared` builds it without Node's headers; the ABI is
 * stable, so one build serves every version.
 */
#include <stddef.h>
#include <sys/resource.h>
#include <time.h>

typedef struct napi_env__ *napi_env;
typedef struct napi_value__ *napi_value;
typedef struct napi_callback_info__ *napi_callback_info;
typedef napi_value (*napi_callback)(napi_env, napi_callback_info);
int napi_create_double(napi_env, double, napi_value *);
int napi_create_function(napi_env, const char *, size_t, napi_callback, void *, napi_value *);
int napi_set_named_property(napi_env, napi_value, const char *, napi_value);

static napi_value number(napi_env env, double value) {
  napi_value result;
  napi_create_double(env, value, &result);
  return result;
}

/* Nanoseconds. */
static napi_value thread_cpu(napi_env env, napi_callback_info info) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return number(env, t.tv_sec * 1e9 + t.tv_nsec);
}

/* Milliseconds, user and system. */
static napi_value children_cpu(napi_env env, napi_callback_info info) {
  struct rusage u;
  getrusage(RUSAGE_CHILDREN, &u);
  return number(env, (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e3 + (u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e3);
}

static void export_function(napi_env env, napi_value exports, const char *name, napi_callback callback) {
  napi_value fn;
  napi_create_function(env, name, (size_t)-1, callback, NULL, &fn);
  napi_set_named_property(env, exports, name, fn);
}

napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  export_function(env, exports, "threadCpu", thread_cpu);
  export_function(env, exports, "childrenCpu", children_cpu);
  return exports;
}
