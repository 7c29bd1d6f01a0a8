/*
 * The process that passes on what a job writes, for as long as anything writes, whatever happens to the launcher. It never
 * blocks, so that it can always say which signals it has seen.
 */
#include "launcher.h"
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

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
  if (question == TAIL_QUESTION) questions->answer_at = steady_ms() + DRAIN_MS;
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

_Noreturn void be_relay(struct output *output, int line) {
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
  close_inherited();
  witness_signals();
  pass_on(relays, &questions);
}
