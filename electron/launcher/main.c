/* The program: see launcher.h. */
#include "launcher.h"
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

int main(int count, char **arguments) {
  char **given = arguments + (count > 0 ? 1 : 0);
  int code = launch(given);
  if (code >= 0) return code;
  exec_node(given);
  fputs("vigilmon: the Node that ships with it cannot be run\n", stderr);
  return 126;
}
