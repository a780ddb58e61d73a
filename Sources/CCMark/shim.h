#pragma once
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <stdlib.h>

// Frees what cmark-gfm rendered with its default allocator.
static inline void cspreg_cmark_free(char *text) { free(text); }
