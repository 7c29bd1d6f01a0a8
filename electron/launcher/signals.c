/* Signals to this process are meant for the job: all that a program may handle, except those that stop and continue it. */
#include "launcher.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

const int forwarded[] = {
    SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGIO, SIGURG, SIGWINCH,
#ifdef SIGPWR
    SIGPWR,
#endif
};
const int forwarded_count = sizeof forwarded / sizeof forwarded[0];

static sigset_t mask_before;
static struct sigaction pipe_before, child_before;
static int arrivals = -1;
static atomic_uint seen;

static sigset_t forwarded_set(void) {
  sigset_t set;
  sigemptyset(&set);
  for (int at = 0; at < forwarded_count; at += 1) sigaddset(&set, forwarded[at]);
  return set;
}

static void handle(int signal, void (*handler)(int)) {
  struct sigaction action = {.sa_handler = handler}, before;
  sigemptyset(&action.sa_mask);
  sigaction(signal, NULL, &before);
  /* What was ignored (nohup) stays so, for the job as well; but not what shells ignore in whatever runs beside them. */
  bool stays_ignored = before.sa_handler == SIG_IGN && signal != SIGINT && signal != SIGQUIT && signal != SIGCHLD;
  if (!stays_ignored) sigaction(signal, &action, NULL);
}

void hold_signals(void) {
  sigset_t set = forwarded_set();
  sigprocmask(SIG_BLOCK, &set, &mask_before);
  struct sigaction ignored = {.sa_handler = SIG_IGN}, usual = {.sa_handler = SIG_DFL};
  sigemptyset(&ignored.sa_mask);
  sigemptyset(&usual.sa_mask);
  sigaction(SIGPIPE, &ignored, &pipe_before);
  /* Ignored, the end of the job could not be waited for. */
  sigaction(SIGCHLD, &usual, &child_before);
}

void restore_signals(void) {
  sigaction(SIGPIPE, &pipe_before, NULL);
  sigaction(SIGCHLD, &child_before, NULL);
  signal(SIGINT, SIG_DFL);
  signal(SIGQUIT, SIG_DFL);
  sigprocmask(SIG_SETMASK, &mask_before, NULL);
}

static void count_signal(int signal) {
  for (unsigned at = 0; at < (unsigned)forwarded_count; at += 1) {
    if (forwarded[at] == signal) atomic_fetch_or(&seen, 1U << at);
  }
}

static void release_held(void) {
  sigset_t set = forwarded_set();
  sigprocmask(SIG_UNBLOCK, &set, NULL);
}

void witness_signals(void) {
  for (int at = 0; at < forwarded_count; at += 1) handle(forwarded[at], count_signal);
  release_held();
}

unsigned witnessed_signals(void) { return atomic_exchange(&seen, 0); }

static void note_arrival(int signal) {
  int error = errno;
  unsigned char byte = (unsigned char)signal;
  ssize_t count = write(arrivals, &byte, 1);
  (void)count; /* full of signals: one more says nothing new */
  errno = error;
}

int open_signals(void) {
  int reading;
  if (!make_pipe(&reading, &arrivals)) return -1;
  fcntl(arrivals, F_SETFL, O_NONBLOCK);
  fcntl(reading, F_SETFL, O_NONBLOCK);
  handle(SIGCHLD, note_arrival);
  for (int at = 0; at < forwarded_count; at += 1) handle(forwarded[at], note_arrival);
  release_held();
  return reading;
}
