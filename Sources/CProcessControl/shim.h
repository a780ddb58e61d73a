#pragma once
#include <sys/prctl.h>

// prctl takes as many arguments as it likes, which Swift cannot call. Children of children that end become ours.
static inline int cspreg_adopt_orphans(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }
