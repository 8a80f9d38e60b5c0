// How the C library of Linux gives out memory to the native program. A model and its sessions take some hundred MB in one go: from one heap, whose
// first part consists of huge pages, instead of a heap for each thread, which grows by a few KB at a time. A page that is touched for the first time is
// an interrupt, which is dear on virtual machines: a clip of five seconds takes 6,000 of them instead of 36,000.
//
// It is C, for it has to come before the first thread: a thread keeps the heap that it once took, and .NET has threads before it calls any code of ours.

#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>

#define MB ((size_t)1 << 20)

static const size_t huge_page = 2 * MB;
// What the embedded model and its sessions take: of more, huge pages that are hardly used would be held whole.
static const size_t first_part = 128 * MB;
static const size_t step = 4 * MB;
// What is larger goes back to the system as soon as it is freed. It is the largest that all versions of glibc take.
static const size_t largest_in_heap = 32 * MB;

// Whoever has told the C library otherwise is heeded.
static int is_told_otherwise(void)
{
    for (char **variable = environ; variable && *variable; variable++)
        if (!strncmp(*variable, "GLIBC_TUNABLES=", 15) || !strncmp(*variable, "MALLOC_", 7))
            return 1;
    return 0;
}

__attribute__((constructor)) static void set_up_heap(void)
{
    if (is_told_otherwise())
        return;
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_THRESHOLD, (int)largest_in_heap);
    mallopt(M_TRIM_THRESHOLD, (int)(1024 * MB));
    mallopt(M_TOP_PAD, (int)first_part);
    void *taken = malloc(MB);
    if (taken)
    {
        uintptr_t begin = ((uintptr_t)taken + huge_page - 1) / huge_page * huge_page;
        uintptr_t end = ((uintptr_t)taken + first_part) / huge_page * huge_page;
        madvise((void *)begin, end - begin, MADV_HUGEPAGE);
        free(taken);
    }
    mallopt(M_TOP_PAD, (int)step);
}
#endif
