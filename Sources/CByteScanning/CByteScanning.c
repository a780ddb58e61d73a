#include "CByteScanning.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

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

#if defined(__x86_64__)

// Sixteen bytes at a time, which every such processor has.
typedef __m128i vector;

static inline vector all(uint8_t byte) { return _mm_set1_epi8((char)byte); }

// Where a byte lies between two, both included.
static inline vector lies(vector bytes, uint8_t first, uint8_t last) {
  vector moved = _mm_sub_epi8(bytes, all(first));
  return _mm_cmpeq_epi8(_mm_min_epu8(moved, all(last - first)), moved);
}

static inline uint64_t mask(vector bytes) { return (uint16_t)_mm_movemask_epi8(bytes); }

static inline void mark(const uint8_t *bytes, uint64_t *marks) {
  uint64_t ends = 0, others = 0, dots = 0;
  for (int part = 0; part < 4; part++) {
    vector text = _mm_loadu_si128((const vector *)(bytes + 16 * part));
    vector dot = _mm_cmpeq_epi8(text, all('.'));
    vector separators =
      _mm_or_si128(_mm_cmpeq_epi8(text, all(';')), _mm_cmpeq_epi8(text, all(',')));
    vector plain = _mm_andnot_si128(separators, lies(text, 0x21, 0x7E));
    vector name = _mm_or_si128(
      _mm_or_si128(lies(_mm_or_si128(text, all(0x20)), 'a', 'z'), lies(text, '0', '9')),
      _mm_or_si128(dot, _mm_cmpeq_epi8(text, all('-'))));
    ends |= (mask(plain) ^ 0xFFFF) << 16 * part;
    others |= (mask(name) ^ 0xFFFF) << 16 * part;
    dots |= mask(dot) << 16 * part;
  }
  marks[0] = ends;
  marks[1] = others;
  marks[2] = dots;
}

#else

static inline void mark(const uint8_t *bytes, uint64_t *marks) {
  uint64_t ends = 0, others = 0, dots = 0;
  for (int place = 0; place < 64; place++) {
    uint8_t byte = bytes[place];
    bool plain = (uint8_t)(byte - 0x21) < 0x5E && byte != ';' && byte != ',';
    bool name = (uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10 || byte == '-'
      || byte == '.';
    ends |= (uint64_t)!plain << place;
    others |= (uint64_t)!name << place;
    dots |= (uint64_t)(byte == '.') << place;
  }
  marks[0] = ends;
  marks[1] = others;
  marks[2] = dots;
}

#endif

void mark_tokens(const uint8_t *bytes, size_t count, uint64_t *marks) {
  size_t index = 0;
  for (; index + 64 <= count; index += 64, marks += 3) mark(bytes + index, marks);
  uint8_t rest[64] = {0};
  memcpy(rest, bytes + index, count - index);
  mark(rest, marks);
}
