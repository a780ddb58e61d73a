#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether some byte is a backslash or no printable ASCII.
bool has_odd_byte(const uint8_t *_Nonnull bytes, size_t count);

/// Three bytes of a name, with the bit set that tells lower case from upper, and where the later two stand in it.
struct name_sample {
  uint8_t first, middle, last;
  size_t middle_offset, last_offset;
};

/// Whether the three bytes fit at some start, in any case.
///
/// There must be `last_offset` bytes behind the last start.
bool may_hold_name(
  const uint8_t *_Nonnull bytes, size_t starts, const struct name_sample *_Nonnull sample);
