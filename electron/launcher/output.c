/*
 * Where the job's output goes, and how its end is kept. A file, a terminal or another device is the job's own, with all
 * that it may do with it; the end of a file is read afterwards. Only pipes and sockets (and /dev/null, which cannot be
 * read back) are replaced by a pipe of ours, one for both streams where they are the same: relay.c.
 */
#include "launcher.h"
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The relay answers at once; a busy computer may take longer. */
#define ANSWER_MS 200
/* All processes of a group are sent a signal at once. */
#define GROUP_MS 20

/* To the relay. */
static bool ask(const struct output *output, char question) { return output->line >= 0 && write_all(output->line, &question, 1); }

static void describe(struct stream *stream, const struct stat *null) {
  struct stat status;
  stream->kind = INHERITED;
  if (fstat(stream->fd, &status) != 0 || isatty(stream->fd)) return;
  bool is_null = S_ISCHR(status.st_mode) && status.st_rdev == null->st_rdev;
  if (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode) || is_null) stream->kind = RELAYED;
  else if (S_ISREG(status.st_mode)) stream->kind = IN_FILE;
  stream->begin = status.st_size;
}

static bool are_same(int one, int other) {
  struct stat first, second;
  return fstat(one, &first) == 0 && fstat(other, &second) == 0 && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/* Without one, the job has its output to itself. */
static bool start_relay(struct output *output) {
  int ours, theirs;
  if (!make_pair(&ours, &theirs)) return false;
  output->relay = fork();
  if (output->relay == 0) {
    close(ours);
    be_relay(output, theirs);
  }
  close(theirs);
  if (output->relay < 0) close(ours);
  else output->line = ours;
  return output->relay > 0;
}

static bool open_pipes(struct output *output) {
  struct stream *first = &output->streams[0], *second = &output->streams[1];
  second->is_repeated = second->kind != INHERITED && first->kind == second->kind && are_same(1, 2);
  if (first->kind == RELAYED && !make_pipe(&first->reading, &first->writing)) return false;
  if (second->kind != RELAYED) return true;
  if (second->is_repeated) return (second->writing = first->writing) >= 0;
  return make_pipe(&second->reading, &second->writing);
}

void open_output(struct output *output, bool is_kept) {
  struct stat null = {0};
  if (stat("/dev/null", &null) != 0) is_kept = false;
  *output = (struct output){.line = -1, .relay = -1};
  for (int at = 0; at < 2; at += 1) {
    struct stream *stream = &output->streams[at];
    *stream = (struct stream){.fd = at + 1, .writing = -1, .reading = -1};
    if (is_kept) describe(stream, &null);
  }
  if (!open_pipes(output) || !start_relay(output)) close_output(output);
}

void close_output(struct output *output) {
  for (int at = 0; at < 2; at += 1) {
    struct stream *stream = &output->streams[at];
    if (stream->reading >= 0) close(stream->reading);
    if (stream->writing >= 0 && !stream->is_repeated) close(stream->writing);
    stream->reading = stream->writing = -1;
  }
}

void end_output(struct output *output) {
  if (output->line < 0) return;
  close(output->line);
  waitpid(output->relay, NULL, 0);
}

/* Answers that have not come in time come before later ones. */
static int owed;

/* Returns what they say together. */
static unsigned take_signals(const struct output *output) {
  unsigned all = 0;
  const int64_t until = steady_ms() + ANSWER_MS;
  for (unsigned seen; owed > 0 && read_all(output->line, &seen, sizeof seen, until); owed -= 1) all |= seen;
  return all;
}

static unsigned ask_signals(const struct output *output) {
  if (ask(output, SIGNALS_QUESTION)) owed += 1;
  return take_signals(output);
}

void forget_signals(const struct output *output) {
  if (output->line >= 0) ask_signals(output);
}

bool has_group_received(const struct output *output, unsigned bit) {
  if (output->line < 0) return false;
  if ((ask_signals(output) & bit) != 0) return true;
  poll(NULL, 0, GROUP_MS);
  return (ask_signals(output) & bit) != 0;
}

/* Through the job's own descriptor, where it may read: cron's file belongs to root, and this user cannot open it. */
static size_t read_file_end(const struct stream *stream, char *bytes) {
  struct stat status;
  if (fstat(stream->fd, &status) != 0 || status.st_size <= stream->begin) return 0;
  off_t from = status.st_size - KEPT_BYTES > stream->begin ? status.st_size - KEPT_BYTES : stream->begin;
  ssize_t count = pread(stream->fd, bytes, KEPT_BYTES, from);
  if (count >= 0) return (size_t)count;
  int again = open(stream->fd == 1 ? "/dev/fd/1" : "/dev/fd/2", O_RDONLY | O_CLOEXEC);
  if (again < 0) return 0;
  count = pread(again, bytes, KEPT_BYTES, from);
  close(again);
  return count > 0 ? (size_t)count : 0;
}

/* Adds bytes to what has room for three times as many. */
static size_t add_files(const struct output *output, char *bytes, size_t length) {
  for (int at = 0; at < 2; at += 1) {
    const struct stream *stream = &output->streams[at];
    if (stream->kind == IN_FILE && !stream->is_repeated) length += read_file_end(stream, bytes + length);
  }
  return length;
}

size_t output_tail(const struct output *output, char *tail, size_t most) {
  static char bytes[3 * KEPT_BYTES];
  uint32_t length = 0;
  take_signals(output);
  const int64_t until = steady_ms() + DRAIN_MS + ANSWER_MS;
  bool is_begun = owed == 0 && ask(output, TAIL_QUESTION) && read_all(output->line, &length, sizeof length, until);
  bool is_answered = is_begun && length <= KEPT_BYTES && read_all(output->line, bytes, length, until);
  return utf8_end(bytes, add_files(output, bytes, is_answered ? length : 0), tail, most);
}
