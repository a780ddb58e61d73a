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

// How many bytes are looked at together where text may end.
enum { block = 128 };

static inline bool ends_text(uint8_t byte) {
  return (int8_t)byte < 0x20 || byte == 0x7F || byte == '"' || byte == '\\';
}

// The bytes of the blocks that hold nothing but text.
FOR_EACH_PROCESSOR
static size_t text_blocks(const uint8_t *bytes, size_t count) {
  size_t index = 0;
  for (; count - index >= block; index += block) {
    uint8_t found = 0;
    for (int place = 0; place < block; place++) found |= (uint8_t)ends_text(bytes[index + place]);
    if (found) break;
  }
  return index;
}

#if defined(__x86_64__)

// Sixteen bytes at a time, which every such processor has.
typedef __m128i vector;

static inline vector load(const uint8_t *bytes) { return _mm_loadu_si128((const vector *)bytes); }

static inline vector all(uint8_t byte) { return _mm_set1_epi8((char)byte); }

static inline vector either(vector one, vector other) { return _mm_or_si128(one, other); }

static inline vector is(vector bytes, uint8_t byte) { return _mm_cmpeq_epi8(bytes, all(byte)); }

// Where a byte lies between two, both included.
static inline vector lies(vector bytes, uint8_t first, uint8_t last) {
  vector moved = _mm_sub_epi8(bytes, all(first));
  return _mm_cmpeq_epi8(_mm_min_epu8(moved, all(last - first)), moved);
}

static inline vector is_name(vector text, vector dot, vector hyphen) {
  vector letter = lies(either(text, all(0x20)), 'a', 'z');
  return either(either(letter, lies(text, '0', '9')), either(dot, hyphen));
}

static inline uint64_t mask(vector bytes) { return (uint16_t)_mm_movemask_epi8(bytes); }

static inline void mark(const uint8_t *bytes, uint64_t *marks) {
  uint64_t ends = 0, others = 0, dots = 0;
  for (int part = 0; part < 4; part++) {
    vector text = load(bytes + 16 * part);
    vector dot = is(text, '.');
    vector separators = either(is(text, ';'), is(text, ','));
    vector plain = _mm_andnot_si128(separators, lies(text, 0x21, 0x7E));
    ends |= (mask(plain) ^ 0xFFFF) << 16 * part;
    others |= (mask(is_name(text, dot, is(text, '-'))) ^ 0xFFFF) << 16 * part;
    dots |= mask(dot) << 16 * part;
  }
  marks[0] = ends;
  marks[1] = others;
  marks[2] = dots;
}

static inline void mark_name_part(const uint8_t *bytes, struct name_marks *marks) {
  *marks = (struct name_marks){0};
  for (int part = 0; part < 4; part++) {
    vector text = load(bytes + 16 * part);
    vector dot = is(text, '.'), hyphen = is(text, '-');
    marks->others |= (mask(is_name(text, dot, hyphen)) ^ 0xFFFF) << 16 * part;
    marks->dots |= mask(dot) << 16 * part;
    marks->hyphens |= mask(hyphen) << 16 * part;
  }
}

static inline uint64_t text_ends(const uint8_t *bytes) {
  uint64_t ends = 0;
  for (int part = 0; part < 4; part++) {
    vector text = load(bytes + 16 * part);
    vector odd = either(_mm_cmplt_epi8(text, all(0x20)), is(text, 0x7F));
    ends |= mask(either(odd, either(is(text, '"'), is(text, '\\')))) << 16 * part;
  }
  return ends;
}

#else

static inline bool is_name(uint8_t byte) {
  return (uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10 || byte == '-'
    || byte == '.';
}

static inline void mark(const uint8_t *bytes, uint64_t *marks) {
  uint64_t ends = 0, others = 0, dots = 0;
  for (int place = 0; place < 64; place++) {
    uint8_t byte = bytes[place];
    bool plain = (uint8_t)(byte - 0x21) < 0x5E && byte != ';' && byte != ',';
    ends |= (uint64_t)!plain << place;
    others |= (uint64_t)!is_name(byte) << place;
    dots |= (uint64_t)(byte == '.') << place;
  }
  marks[0] = ends;
  marks[1] = others;
  marks[2] = dots;
}

static inline void mark_name_part(const uint8_t *bytes, struct name_marks *marks) {
  *marks = (struct name_marks){0};
  for (int place = 0; place < 64; place++) {
    uint8_t byte = bytes[place];
    marks->others |= (uint64_t)!is_name(byte) << place;
    marks->dots |= (uint64_t)(byte == '.') << place;
    marks->hyphens |= (uint64_t)(byte == '-') << place;
  }
}

static inline uint64_t text_ends(const uint8_t *bytes) {
  uint64_t ends = 0;
  for (int place = 0; place < 64; place++) ends |= (uint64_t)ends_text(bytes[place]) << place;
  return ends;
}

#endif

// Text of less than 64 bytes is looked at with zeros behind it.
static inline const uint8_t *padded(const uint8_t *bytes, size_t count, uint8_t *room) {
  if (count >= 64) return bytes;
  memset(room, 0, 64);
  memcpy(room, bytes, count);
  return room;
}

size_t plain_text_length(const uint8_t *bytes, size_t count) {
  uint8_t room[64];
  for (size_t index = text_blocks(bytes, count); index < count; index += 64) {
    uint64_t ends = text_ends(padded(bytes + index, count - index, room));
    if (ends) return index + (size_t)__builtin_ctzll(ends);
  }
  return count;
}

void mark_name(const uint8_t *bytes, size_t count, struct name_marks *marks) {
  uint8_t room[64];
  mark_name_part(padded(bytes, count, room), marks);
}

void mark_tokens(const uint8_t *bytes, size_t count, uint64_t *marks) {
  size_t index = 0;
  for (; index + 64 <= count; index += 64, marks += 3) mark(bytes + index, marks);
  uint8_t rest[64] = {0};
  memcpy(rest, bytes + index, count - index);
  mark(rest, marks);
}
