#pragma once
#include <idn2.h>

// The form of a UTF-8 name that browsers ask DNS for (UTS 46, non-transitional); to be freed with
// cspreg_name_free.
static inline int cspreg_name_to_ascii(const char *name, char **output) {
  return idn2_to_ascii_8z(name, output, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
}
static inline void cspreg_name_free(char *name) { idn2_free(name); }
