/*
 * Where the job's output goes, and how its end is kept. A file, a terminal or another device is the job's own, with all
 * that it may do with it; the end of a file is read afterwards. Only pipes and sockets (and /dev/null, which cannot be
 * read back) are replaced by a pipe of ours, one for both streams where they are the same. A process of its own passes
 * on what is written there, for as long as anything writes, whatever happens to the launcher.
 */
#include "launcher.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* After the job's end, for what it left in its pipes. */
#define DRAIN_MS 40
/* The relay answers at once; a busy computer may take longer. */
#define ANSWER_MS 200
/* All processes of a group are sent a signal at once. */
#define GROUP_MS 20

static const char signals_question = 'S', tail_question = 'T';

/* ---- the process that passes the output on ---- */

struct relay {
  int in, out;
  bool is_socket;
  size_t from, to;
  char buffer[65536];
};

/* The last bytes of both streams, in a ring. */
struct ring {
  size_t total;
  char bytes[KEPT_BYTES];
};

static void keep(struct ring *ring, const char *bytes, size_t length) {
  for (size_t at = length > KEPT_BYTES ? length - KEPT_BYTES : 0; at < length; at += 1) {
    ring->bytes[(ring->total + at) % KEPT_BYTES] = bytes[at];
  }
  ring->total += length;
}

static void end_relay(struct relay *relay) {
  close(relay->in);
  close(relay->out);
  relay->in = relay->out = -1;
}

static void take_in(struct relay *relay, struct ring *ring) {
  ssize_t count = read(relay->in, relay->buffer, sizeof relay->buffer);
  if (count < 0 && errno == EINTR) return;
  if (count <= 0) {
    end_relay(relay);
    return;
  }
  keep(ring, relay->buffer, (size_t)count);
  relay->from = 0;
  relay->to = (size_t)count;
}

/* A pipe that is ready takes PIPE_BUF bytes without blocking. The stream is shared, so it is not made non-blocking. */
static void put_out(struct relay *relay) {
  size_t length = relay->to - relay->from;
  const char *bytes = relay->buffer + relay->from;
  ssize_t count = relay->is_socket ? send(relay->out, bytes, length, MSG_DONTWAIT)
                                   : write(relay->out, bytes, length < PIPE_BUF ? length : PIPE_BUF);
  if (count >= 0) relay->from += (size_t)count;
  else if (errno != EINTR && errno != EAGAIN) end_relay(relay); /* the reader has gone: the job's next write fails too */
}

struct questions {
  int line;
  /* When the end of the output is to be answered; 0: nobody has asked. */
  int64_t answer_at;
};

static void hang_up(struct questions *questions) {
  close(questions->line);
  questions->line = -1;
}

static void take_question(struct questions *questions) {
  char question;
  ssize_t count = read(questions->line, &question, 1);
  if (count < 0 && errno == EINTR) return;
  if (count <= 0) {
    hang_up(questions);
    return;
  }
  if (question == tail_question) questions->answer_at = steady_ms() + DRAIN_MS;
  else {
    unsigned seen = witnessed_signals();
    write_all(questions->line, &seen, sizeof seen);
  }
}

static void answer_tail(struct questions *questions, const struct ring *ring) {
  uint32_t length = ring->total < KEPT_BYTES ? (uint32_t)ring->total : KEPT_BYTES;
  write_all(questions->line, &length, sizeof length);
  size_t from = (ring->total - length) % KEPT_BYTES, first = KEPT_BYTES - from < length ? KEPT_BYTES - from : length;
  write_all(questions->line, ring->bytes + from, first);
  write_all(questions->line, ring->bytes, length - first);
  questions->answer_at = 0;
}

static int watch(struct relay *relay, struct pollfd *ready) {
  bool is_full = relay->from < relay->to;
  *ready = (struct pollfd){.fd = is_full ? relay->out : relay->in, .events = is_full ? POLLOUT : POLLIN};
  return relay->in >= 0;
}

/* Until nothing writes any more, and the launcher has gone. */
static _Noreturn void pass_on(struct relay *relays, struct questions *questions) {
  static struct ring ring;
  for (;;) {
    struct pollfd ready[3] = {{.fd = questions->line, .events = POLLIN}};
    int open = watch(&relays[0], &ready[1]) + watch(&relays[1], &ready[2]);
    if (open == 0 && questions->line < 0) _exit(0);
    int64_t left = questions->answer_at - steady_ms();
    int count = poll(ready, 3, questions->answer_at == 0 ? -1 : 0);
    bool is_idle = count == 0 && relays[0].from == relays[0].to && relays[1].from == relays[1].to;
    if (questions->answer_at != 0 && (is_idle || left <= 0)) answer_tail(questions, &ring);
    else if (count == 0) poll(NULL, 0, 1); /* what has been taken in is not yet out */
    if (count <= 0) continue;
    if (ready[0].revents != 0) take_question(questions);
    for (int at = 0; at < 2; at += 1) {
      if (relays[at].in < 0 || ready[at + 1].revents == 0) continue;
      if (relays[at].from < relays[at].to) put_out(&relays[at]);
      else take_in(&relays[at], &ring);
    }
  }
}

static bool is_socket(int fd) {
  struct stat status;
  return fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode);
}

static _Noreturn void be_relay(struct output *output, int line) {
  static struct relay relays[2] = {{.in = -1, .out = -1}, {.in = -1, .out = -1}};
  static struct questions questions;
  questions.line = line;
  for (int at = 0; at < 2; at += 1) {
    struct stream *stream = &output->streams[at];
    if (stream->kind != RELAYED || stream->is_repeated) continue;
    close(stream->writing);
    relays[at].in = stream->reading;
    relays[at].out = high_descriptor(dup(stream->fd));
    relays[at].is_socket = is_socket(stream->fd);
  }
  for (int stream = 0; stream < 3; stream += 1) close(stream);
  witness_signals();
  pass_on(relays, &questions);
}

/* ---- the launcher's side ---- */

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

static unsigned ask_signals(const struct output *output) {
  unsigned seen = 0;
  bool is_answered = write_all(output->line, &signals_question, 1) && read_all(output->line, &seen, sizeof seen, steady_ms() + ANSWER_MS);
  return is_answered ? seen : 0;
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
  const int64_t until = steady_ms() + DRAIN_MS + ANSWER_MS;
  bool is_answered = output->line >= 0 && write_all(output->line, &tail_question, 1) &&
                     read_all(output->line, &length, sizeof length, until) && length <= KEPT_BYTES &&
                     read_all(output->line, bytes, length, until);
  return utf8_end(bytes, add_files(output, bytes, is_answered ? length : 0), tail, most);
}
