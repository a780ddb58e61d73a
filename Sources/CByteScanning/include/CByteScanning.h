#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How many bytes stand before the first one that is `"`, a backslash or no printable ASCII.
size_t plain_text_length(const uint8_t *_Nonnull bytes, size_t count);

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

/// Marks what bytes are, 64 at a time, a bit each, the first byte lowest.
///
/// For each 64 bytes three words are written: which bytes are no part of a token, that is, no printable ASCII, `;` or
/// `,`; which are no letter, digit, `-` or `.`; which are dots. What lies behind the last byte is no part of a token.
/// There must be room for `3 * (count / 64 + 1)` words.
void mark_tokens(const uint8_t *_Nonnull bytes, size_t count, uint64_t *_Nonnull marks);

/// Marks of 64 bytes, a bit each, the first byte lowest.
struct name_marks {
  /// What is no letter, digit, `-` or `.`.
  uint64_t others;
  uint64_t dots;
  uint64_t hyphens;
};

/// Marks the first 64 bytes; what lies behind the last byte is no part of a name.
void mark_name(const uint8_t *_Nonnull bytes, size_t count, struct name_marks *_Nonnull marks);
