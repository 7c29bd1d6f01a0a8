/* What the system offers, in the form that this program needs. */
#include "launcher.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Of descriptors. */
#define MOST_INHERITED 1024

static int64_t clock_ms(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t wall_ms(void) { return clock_ms(CLOCK_REALTIME); }

int64_t steady_ms(void) { return clock_ms(CLOCK_MONOTONIC); }

int high_descriptor(int fd) {
  if (fd < 0) return -1;
  int high = fcntl(fd, F_DUPFD_CLOEXEC, 10);
  close(fd);
  return high;
}

void close_inherited(void) {
  const long most = sysconf(_SC_OPEN_MAX);
  for (int fd = 3; fd < MOST_INHERITED && (most < 0 || fd < most); fd += 1) {
    int flags = fcntl(fd, F_GETFD);
    if (flags >= 0 && (flags & FD_CLOEXEC) == 0) close(fd); /* ours are all closed in programs */
  }
}

static bool keep_both(const int *pair, int *first, int *second) {
  *first = high_descriptor(pair[0]);
  *second = high_descriptor(pair[1]);
  if (*first >= 0 && *second >= 0) return true;
  if (*first >= 0) close(*first);
  if (*second >= 0) close(*second);
  return false;
}

bool make_pair(int *ours, int *theirs) {
  int pair[2];
  return socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0 && keep_both(pair, ours, theirs);
}

bool make_pipe(int *reading, int *writing) {
  int pair[2];
  return pipe(pair) == 0 && keep_both(pair, reading, writing);
}

bool write_all(int fd, const void *bytes, size_t length) {
  for (const char *at = bytes; length > 0;) {
    ssize_t count = write(fd, at, length);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    at += count;
    length -= (size_t)count;
  }
  return true;
}

bool wait_readable(int fd, int64_t until) {
  for (;;) {
    int64_t left = until - steady_ms();
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    int count = poll(&ready, 1, left > 0 ? (int)left : 0);
    if (count > 0) return true;
    if (count == 0 || errno != EINTR) return false;
  }
}

bool read_all(int fd, void *bytes, size_t length, int64_t until) {
  for (char *at = bytes; length > 0;) {
    if (!wait_readable(fd, until)) return false;
    ssize_t count = read(fd, at, length);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    at += count;
    length -= (size_t)count;
  }
  return true;
}

static bool is_continuation(char byte) { return ((unsigned char)byte & 0xc0) == 0x80; }

/* The length of the character at the begin (RFC 3629); 0: it is none. */
static size_t character_length(const char *bytes, size_t length) {
  const unsigned char first = (unsigned char)bytes[0], second = length > 1 ? (unsigned char)bytes[1] : 0;
  size_t expected = first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : (first & 0xf0) == 0xe0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  if (expected == 0 || expected > length) return 0;
  for (size_t at = 1; at < expected; at += 1) {
    if (!is_continuation(bytes[at])) return 0;
  }
  bool is_overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
  bool is_outside = (first == 0xed && second >= 0xa0) || (first == 0xf4 && second >= 0x90);
  return is_overlong || is_outside ? 0 : expected;
}

/* Where whole characters begin, in at most `most` bytes at the end. */
static size_t begin_of_end(const char *bytes, size_t length, size_t most) {
  if (length < most) return 0;
  size_t from = length - most;
  for (int skipped = 0; skipped < 3 && from < length && is_continuation(bytes[from]); skipped += 1) from += 1;
  return from;
}

size_t utf8_end(const char *bytes, size_t length, char *text, size_t most) {
  static char valid[3 * KEPT_BYTES + 4];
  size_t size = 0;
  for (size_t at = begin_of_end(bytes, length, KEPT_BYTES); at < length && size + 4 <= sizeof valid;) {
    size_t count = character_length(bytes + at, length - at);
    memcpy(valid + size, count == 0 ? "\xef\xbf\xbd" : bytes + at, count == 0 ? 3 : count);
    size += count == 0 ? 3 : count;
    at += count == 0 ? 1 : count;
  }
  size_t from = begin_of_end(valid, size, most);
  memcpy(text, valid + from, size - from);
  return size - from;
}

/* Controls, separators of lines and paragraphs, and marks that change the direction of text. 0: it is printable. */
static size_t unprintable_length(const unsigned char *text) {
  if (text[0] < 0x20 || text[0] == 0x7f) return 1;
  if (text[0] == 0xc2 && text[1] >= 0x80 && text[1] < 0xa0) return 2;
  if (text[0] != 0xe2) return 0;
  bool is_mark = text[1] == 0x80 && text[2] >= 0xa8 && text[2] <= 0xae;
  bool is_isolate = text[1] == 0x81 && text[2] >= 0xa6 && text[2] <= 0xa9;
  return is_mark || is_isolate ? 3 : 0;
}

void blank_unprintable(char *text) {
  while (*text != '\0') {
    size_t length = unprintable_length((const unsigned char *)text);
    memset(text, ' ', length);
    text += length == 0 ? 1 : length;
  }
}
