/*
 * Runs the command of a job: it has this process's input, its output is as without us, signals are forwarded, and its
 * exit code is what a shell would report (128 + N if signal N ended it). A command that cannot be started is left to Node.
 */
#include "launcher.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* As of timeout(1). */
#define TIMED_OUT 124
/* Between SIGTERM and SIGKILL. */
#define GRACE_MS 10000
/* After the job's end, for everything together; and for a retry of a ping with the pause before it. */
#define PATIENCE_MS 80
#define RETRY_MS 2000
/* Node has the words; it starts in less, unless the computer is busy. */
#define WORDS_MS 5000
/* Where signals cannot be noticed. */
#define LOOK_MS 20

static _Noreturn void become_job(const struct run_order *order, const struct output *output, int failed) {
  restore_signals();
  for (int at = 0; at < 2; at += 1) {
    if (output->streams[at].writing >= 0) dup2(output->streams[at].writing, at + 1);
  }
  execvp(order->command[0], order->command);
  write_all(failed, &errno, sizeof errno);
  _exit(127);
}

/* Returns -1 if the command cannot be run. */
static pid_t start_job(const struct run_order *order, const struct output *output) {
  int failure, failed, error;
  if (!make_pipe(&failure, &failed)) return -1;
  pid_t job = fork();
  if (job == 0) become_job(order, output, failed);
  close(failed);
  /* Closed without a word when the command has begun. */
  bool has_failed = job > 0 && read(failure, &error, sizeof error) == sizeof error;
  close(failure);
  if (!has_failed) return job;
  waitpid(job, NULL, 0);
  return -1;
}

struct watched {
  pid_t job;
  int signals;
  const struct output *output;
  const struct run_order *order;
  /* The next step against a job that takes too long; 0: none. */
  int64_t due_at;
  bool is_timed_out;
  /* The answer of `ask_words`. */
  int words;
};

static void forward(const struct watched *watched, int signal) {
  for (int at = 0; at < forwarded_count; at += 1) {
    if (forwarded[at] == signal && !has_group_received(watched->output, 1U << at)) kill(watched->job, signal);
  }
}

static void stop_in_time(struct watched *watched) {
  if (watched->due_at == 0 || steady_ms() < watched->due_at) return;
  kill(watched->job, watched->is_timed_out ? SIGKILL : SIGTERM);
  watched->due_at = watched->is_timed_out ? 0 : steady_ms() + GRACE_MS;
  if (watched->is_timed_out) return;
  watched->is_timed_out = true;
  char ms[24];
  snprintf(ms, sizeof ms, "%lld", (long long)watched->order->timeout_ms);
  watched->words = ask_words((char *[]){"--word", "timed-out", ms, NULL});
}

static int ms_to_wait(const struct watched *watched) {
  int64_t left = watched->due_at == 0 ? -1 : watched->due_at - steady_ms();
  if (watched->due_at != 0 && left < 0) left = 0;
  bool is_blind = watched->signals < 0;
  return (int)(is_blind && (left < 0 || left > LOOK_MS) ? LOOK_MS : left);
}

/* Returns its status. */
static int wait_for_job(struct watched *watched) {
  for (int status;;) {
    if (waitpid(watched->job, &status, WNOHANG) == watched->job) return status;
    struct pollfd arrival = {.fd = watched->signals, .events = POLLIN};
    unsigned char signal;
    if (poll(&arrival, 1, ms_to_wait(watched)) > 0 && read(watched->signals, &signal, 1) == 1) forward(watched, signal);
    stop_in_time(watched);
  }
}

static int code_of(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

/* Success is a number or nothing, as whether 0 counts as success decides; else it is a failure. */
static void word_signal(const struct run_order *order, int code, bool is_timed_out, char *signal, size_t size) {
  bool is_ok = false;
  for (int at = 0; at < order->ok_count; at += 1) {
    is_ok = is_ok || (code >= order->ok_codes[at].from && code <= order->ok_codes[at].to);
  }
  is_ok = is_ok && !is_timed_out;
  if (code == 0) snprintf(signal, size, is_ok ? "/0" : "/fail");
  else if (is_ok) *signal = '\0';
  else snprintf(signal, size, "/%d", code);
}

static void say(const char *words) {
  char line[MOST_PATH];
  int length = snprintf(line, sizeof line, "vigilmon: %s\n", words);
  write_all(2, line, (size_t)length < sizeof line ? (size_t)length : sizeof line - 1);
}

/* Before the output: the message, and what else there is to say. */
static size_t write_heading(struct watched *watched, char *body) {
  char words[512] = "";
  const char *message = watched->order->message;
  if (watched->words >= 0 && read_words(watched->words, WORDS_MS, words, sizeof words)) say(words);
  int length = snprintf(body, KEPT_BYTES, "%s%s%s%s", message, *message == '\0' ? "" : "\n", words, *words == '\0' ? "" : "\n");
  return (size_t)length < KEPT_BYTES ? (size_t)length : KEPT_BYTES - 1;
}

/* What is said about the monitoring is for people, not for a log of the job. */
static void say_problem(const struct problem *problem) {
  char status[16], error[16], words[512];
  if (!problem->is_one || !isatty(2)) return;
  snprintf(status, sizeof status, "%d", problem->answer.status);
  snprintf(error, sizeof error, "%d", problem->error);
  int answer = ask_words((char *[]){"--word", "problem", status, (char *)problem->answer.text, error, NULL});
  if (answer >= 0 && read_words(answer, WORDS_MS, words, sizeof words)) say(words);
}

/* Returns the exit code. */
static int end_job(struct watched *watched, int reporter, int status) {
  static struct end end;
  int64_t ended_at = steady_ms();
  const struct run_order *order = watched->order;
  int code = watched->is_timed_out ? TIMED_OUT : code_of(status);
  end.at = wall_ms();
  word_signal(order, code, watched->is_timed_out, end.signal, sizeof end.signal);
  size_t length = write_heading(watched, end.body);
  if (order->sends_output) length += output_tail(watched->output, end.body + length, KEPT_BYTES - length);
  end.length = (uint32_t)length;
  int64_t left = ended_at + PATIENCE_MS - steady_ms();
  struct problem problem;
  finish_report(reporter, &end, (int)(left > 0 ? left : 0) + order->retries * RETRY_MS, &problem);
  say_problem(&problem);
  return code;
}

int run_job(const struct run_order *order) {
  struct output output;
  hold_signals();
  open_output(&output, order->sends_output);
  int64_t started_at = wall_ms();
  pid_t job = start_job(order, &output);
  close_output(&output);
  if (job < 0) {
    end_output(&output);
    restore_signals();
    return -1;
  }
  forget_signals(&output);
  int reporter = start_report(order, started_at);
  struct watched watched = {.job = job, .output = &output, .order = order, .words = -1};
  watched.signals = open_signals();
  if (order->timeout_ms != 0) watched.due_at = steady_ms() + order->timeout_ms;
  return end_job(&watched, reporter, wait_for_job(&watched));
}
