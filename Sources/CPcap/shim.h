#include <pcap/pcap.h>
#include <stdio.h>

/* glibc declares fopencookie only under _GNU_SOURCE, which the C module that Swift builds does not set. */
#if defined(__GLIBC__)
#include <bits/types/cookie_io_functions_t.h>
extern FILE *fopencookie(void *cookie, const char *mode, cookie_io_functions_t functions);
#endif
