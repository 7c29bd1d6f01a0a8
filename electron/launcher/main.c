/* The program: see launcher.h. */
#include "launcher.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Returns the exit code; -1: nothing has happened. */
static int launch(char **arguments) {
  static struct run_order run;
  static struct ping_order ping;
  const char *name = arguments[0] == NULL ? "" : arguments[0];
  if (strcmp(name, "run") == 0 && parse_run(arguments + 1, &run)) return run_job(&run);
  if (strcmp(name, "ping") == 0 && parse_ping(arguments + 1, &ping)) return send_ping(&ping);
  return -1;
}

/*
 * `--node NODE PROGRAM` before the command: the program has become this one (electron/headless/become-launcher.ts). What
 * Node ignores for itself the job does not.
 */
static char **take_node(char **given) {
  if (given[0] == NULL || strcmp(given[0], "--node") != 0 || given[1] == NULL || given[2] == NULL) return given;
  use_node(given[1], given[2]);
  signal(SIGPIPE, SIG_DFL);
  signal(SIGXFSZ, SIG_DFL);
  return given + 3;
}

int main(int count, char **arguments) {
  char **given = take_node(arguments + (count > 0 ? 1 : 0));
  int code = launch(given);
  if (code >= 0) return code;
  exec_node(given);
  fputs("vigilmon: the Node that ships with it cannot be run\n", stderr);
  return 126;
}
