/*
 * The pings of one run, sent one after the other by a process of their own, so that neither a listener that hangs nor a
 * disk that fails ever holds up the job. What cannot be delivered is spooled with its own time.
 */
#include "launcher.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PAUSE_MS 1000
/* For what is still spooled when nothing is sent any more. */
#define SPOOL_MS 100
/* The launcher writes an order at once. */
#define ORDER_MS 1000

static const char stop_order = 'S', end_order = 'E';

struct report {
  const struct run_order *order;
  int line;
  char run[40];
  bool has_end, is_stopped, is_taken;
  struct end end;
  struct problem problem;
};

/* A UUID (version 4) that pairs start and end. */
static void make_run_id(char *id, size_t size) {
  unsigned char bytes[16] = {0};
  int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
  bool is_random = fd >= 0 && read_all(fd, bytes, sizeof bytes, steady_ms() + SPOOL_MS);
  if (fd >= 0) close(fd);
  if (!is_random) snprintf((char *)bytes, sizeof bytes, "%llx", (unsigned long long)wall_ms() << 16 | (unsigned)getpid() % 65536);
  bytes[6] = (unsigned char)((bytes[6] & 0x0f) | 0x40);
  bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
  int length = 0;
  for (int at = 0; at < 16; at += 1) {
    bool has_dash = at == 4 || at == 6 || at == 8 || at == 10;
    length += snprintf(id + length, size - (size_t)length, "%s%02x", has_dash ? "-" : "", bytes[at]);
  }
}

/* Reads what the launcher says. Returns whether nothing is to be sent any more; so it is when the launcher has gone. */
static bool take_order(void *context) {
  struct report *report = context;
  char order = stop_order;
  const int64_t until = steady_ms() + ORDER_MS;
  bool is_read = read_all(report->line, &order, 1, until);
  if (is_read && order == end_order) {
    const size_t fixed = offsetof(struct end, body);
    report->has_end = read_all(report->line, &report->end, fixed, until) && report->end.length <= KEPT_BYTES &&
                      read_all(report->line, report->end.body, report->end.length, until);
    if (report->has_end) return false;
  }
  return report->is_stopped = true;
}

struct ping {
  const char *signal;
  int64_t at;
  const char *body;
  size_t length;
};

static void attempt(struct report *report, const char *path, const struct ping *ping, struct answer *answer) {
  char origin[128];
  *answer = (struct answer){.is = UNREACHED};
  if (report->is_stopped) return;
  find_origin(&report->order->target, report->order->data, origin, sizeof origin);
  struct post post = {.origin = origin,
                      .path = path,
                      .body = ping->body,
                      .length = ping->length,
                      .orders = report->line,
                      .take_order = take_order,
                      .context = report};
  post_ping(&post, answer);
  if (answer->is == UNREACHED) snprintf(answer->text, sizeof answer->text, "%s", origin);
}

/* A pause, unless it is over before. */
static void pause_report(struct report *report) {
  for (int64_t until = steady_ms() + PAUSE_MS; !report->is_stopped && wait_readable(report->line, until);) take_order(report);
}

static void note_problem(struct report *report, const struct answer *answer, int error) {
  if (!report->problem.is_one) report->problem = (struct problem){.is_one = true, .error = error, .answer = *answer};
}

static void send_one(struct report *report, const struct ping *ping) {
  const struct run_order *order = report->order;
  char path[MOST_PATH];
  struct answer answer;
  ping_path(&order->target, ping->signal, report->run, ping->at, path, sizeof path);
  attempt(report, path, ping, &answer);
  for (int left = order->retries; left > 0 && answer.is >= FAILED && !report->is_stopped; left -= 1) {
    pause_report(report);
    attempt(report, path, ping, &answer);
  }
  report->is_taken = answer.is == TAKEN;
  if (answer.is == TAKEN) return;
  if (answer.is == REFUSED) {
    note_problem(report, &answer, 0);
    return;
  }
  const struct spooled spooled = {
      .at = ping->at, .origin = order->target.origin, .path = path, .body = ping->body, .length = ping->length};
  int error = spool_ping(order->data, &spooled);
  if (error != 0) note_problem(report, &answer, error);
}

static _Noreturn void report_run(struct report *report, int64_t started_at) {
  const struct run_order *order = report->order;
  for (int stream = 0; stream < 3; stream += 1) close(stream);
  close_inherited();
  for (int at = 0; at < forwarded_count; at += 1) signal(forwarded[at], SIG_IGN);
  make_run_id(report->run, sizeof report->run);
  if (order->sends_start) send_one(report, &(struct ping){"/start", started_at, "", 0});
  while (!report->has_end && !report->is_stopped) {
    struct pollfd line = {.fd = report->line, .events = POLLIN};
    if (poll(&line, 1, -1) > 0) take_order(report);
  }
  if (report->has_end) send_one(report, &(struct ping){report->end.signal, report->end.at, report->end.body, report->end.length});
  write_all(report->line, &report->problem, sizeof report->problem);
  close(report->line);
  bool is_elsewhere = order->target.origin[0] != '\0';
  if ((report->is_taken || (report->is_stopped && is_elsewhere)) && has_spooled(order->data)) become_delivery(order->data);
  _exit(0);
}

int start_report(const struct run_order *order, int64_t started_at) {
  static struct report report;
  int ours, theirs;
  if (!make_pair(&ours, &theirs)) return -1;
  pid_t reporter = fork();
  if (reporter == 0) {
    close(ours);
    report = (struct report){.order = order, .line = theirs};
    report_run(&report, started_at);
  }
  close(theirs);
  return ours;
}

void finish_report(int line, const struct end *end, int patience_ms, struct problem *problem) {
  *problem = (struct problem){0};
  const size_t fixed = offsetof(struct end, body);
  if (line < 0 || !write_all(line, &end_order, 1) || !write_all(line, end, fixed) || !write_all(line, end->body, end->length)) return;
  if (read_all(line, problem, sizeof *problem, steady_ms() + patience_ms)) return;
  write_all(line, &stop_order, 1);
  if (!read_all(line, problem, sizeof *problem, steady_ms() + SPOOL_MS)) problem->is_one = false;
}
