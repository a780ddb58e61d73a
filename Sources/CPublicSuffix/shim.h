#pragma once
#include <libpsl.h>

// Whether a name is a public suffix; names that no rule knows are none.
static inline int cspreg_is_public_suffix(const psl_ctx_t *list, const char *name) {
  return psl_is_public_suffix2(list, name, PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE);
}
