#pragma once
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

// prctl takes as many arguments as it likes, which Swift cannot call. Children of children that end become ours.
static inline int cspreg_adopt_orphans(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

struct cspreg_last_words {
  char text[8192];
  size_t length;
  int code;
  // Several threads may meet the end of the file.
  bool are_said;
};

// Inside a function, for Swift takes no variables from here.
static inline struct cspreg_last_words *cspreg_last_words(void) {
  static struct cspreg_last_words words;
  return &words;
}

static inline void cspreg_end_for_lost_file(int signal) {
  (void)signal;
  struct cspreg_last_words *words = cspreg_last_words();
  while (__atomic_exchange_n(&words->are_said, true, __ATOMIC_RELAXED)) pause();
  (void)!write(STDERR_FILENO, words->text, words->length);
  _exit(words->code);
}

// Says how the process ends when a file is cut short, or its disk fails, while it is mapped: the kernel sends SIGBUS.
static inline void cspreg_expect_lost_file(const char *text, int code) {
  struct cspreg_last_words *words = cspreg_last_words();
  words->length = strnlen(text, sizeof words->text);
  memcpy(words->text, text, words->length);
  words->code = code;
  signal(SIGBUS, cspreg_end_for_lost_file);
}

static inline void cspreg_expect_no_lost_file(void) { signal(SIGBUS, SIG_DFL); }
