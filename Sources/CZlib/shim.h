#pragma once
#include <zlib.h>

// deflateInit2 and inflateInit2 are macros. 31 is a window of 32 KiB with the gzip header.
static inline int cspreg_deflate_init(z_streamp stream) {
  return deflateInit2(stream, Z_BEST_COMPRESSION, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
}
static inline int cspreg_inflate_init(z_streamp stream) { return inflateInit2(stream, 31); }
