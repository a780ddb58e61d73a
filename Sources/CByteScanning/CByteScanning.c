#include "CByteScanning.h"

// Loops without branches, which the compiler makes of vectors: of 32 bytes where the processor has them.
#if defined(__x86_64__) && defined(__linux__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

FOR_EACH_PROCESSOR
bool has_odd_byte(const uint8_t *bytes, size_t count) {
  uint8_t found = 0;
  for (size_t index = 0; index < count; index++) {
    uint8_t byte = bytes[index];
    found |= (uint8_t)((uint8_t)(byte - 0x20) >= 0x5F) | (uint8_t)(byte == 0x5C);
  }
  return found != 0;
}

FOR_EACH_PROCESSOR
bool may_hold_name(const uint8_t *bytes, size_t starts, const struct name_sample *sample) {
  uint8_t first = sample->first, middle = sample->middle, last = sample->last;
  const uint8_t *middles = bytes + sample->middle_offset;
  const uint8_t *lasts = bytes + sample->last_offset;
  uint8_t found = 0;
  for (size_t index = 0; index < starts; index++) {
    found |= (uint8_t)((bytes[index] | 0x20) == first) & (uint8_t)((middles[index] | 0x20) == middle)
      & (uint8_t)((lasts[index] | 0x20) == last);
  }
  return found != 0;
}
