/* The program in full, which Node runs: it lies beside this one, in `node` and `dist`, unless this one was told where. */
#include "launcher.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

static bool find_self(char *path, size_t size) {
#ifdef __APPLE__
  char given[MOST_PATH];
  uint32_t room = sizeof given;
  char real[PATH_MAX];
  if (_NSGetExecutablePath(given, &room) != 0 || realpath(given, real) == NULL || strlen(real) >= size) return false;
  strcpy(path, real);
  return true;
#else
  ssize_t length = readlink("/proc/self/exe", path, size - 1);
  if (length <= 0 || (size_t)length >= size - 1) return false;
  path[length] = '\0';
  return true;
#endif
}

static bool beside(const char *name, char *path, size_t size) {
  char self[MOST_PATH];
  if (!find_self(self, sizeof self)) return false;
  *strrchr(self, '/') = '\0';
  int length = snprintf(path, size, "%s/%s", self, name);
  return length > 0 && (size_t)length < size;
}

/* Empty: beside this program. */
static const char *told_node = "", *told_program = "";
/* electron/headless/become-launcher.ts */
static char in_node[] = "--in-node";

void use_node(const char *node, const char *program) {
  told_node = node;
  told_program = program;
}

static bool find_node(char *node, char *program, size_t size) {
  if (*told_node == '\0') return beside("node", node, size) && beside("dist/headless/vigilmon.cjs", program, size);
  return snprintf(node, size, "%s", told_node) < (int)size && snprintf(program, size, "%s", told_program) < (int)size;
}

void exec_node(char *const *arguments) {
  char node[MOST_PATH], program[MOST_PATH];
  size_t count = 0, first = 0;
  while (arguments[count] != NULL) count += 1;
  char **all = calloc(count + 4, sizeof *all);
  if (all == NULL || !find_node(node, program, sizeof node)) return;
  all[first++] = node;
  all[first++] = program;
  if (*told_node != '\0') all[first++] = in_node;
  memcpy(all + first, arguments, count * sizeof *all);
  execv(node, all);
  free(all);
}

/* In place of the standard stream. */
static void stand_in(int fd, int stream) {
  if (fd >= 0) dup2(fd, stream);
}

_Noreturn void become_delivery(const char *data) {
  setsid();
  int null = open("/dev/null", O_RDWR);
  for (int stream = 0; stream < 3; stream += 1) stand_in(null, stream);
  restore_signals();
  exec_node((char *[]){"--deliver-spool", (char *)data, NULL});
  _exit(0); /* the next run delivers it */
}

int ask_words(char *const *question) {
  int reading, writing;
  if (!make_pipe(&reading, &writing)) return -1;
  pid_t child = fork();
  if (child == 0) {
    int null = open("/dev/null", O_RDWR);
    stand_in(null, 0);
    stand_in(writing, 1);
    stand_in(null, 2);
    restore_signals();
    exec_node(question);
    _exit(0);
  }
  close(writing);
  return reading;
}

bool read_words(int fd, int within_ms, char *words, size_t size) {
  int64_t until = steady_ms() + within_ms;
  size_t length = 0;
  while (length < size - 1 && read_all(fd, words + length, 1, until) && words[length] != '\n') length += 1;
  words[length] = '\0';
  close(fd);
  return length > 0;
}
