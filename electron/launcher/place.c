/* The files of the data directory: electron/host/running-files.ts and ping-spool.ts. */
#include "launcher.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A path of the data directory, and a name in it. */
#define MOST_FILE (MOST_PATH + 128)

/* Where the running Vigilmon listens; a file that a crash left behind names a process that is no more. */
static bool read_running(const char *data, char *origin, size_t size) {
  char file[MOST_FILE], text[1024];
  snprintf(file, sizeof file, "%s/running.json", data);
  int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return false;
  ssize_t length = read(fd, text, sizeof text - 1);
  close(fd);
  if (length <= 0) return false;
  text[length] = '\0';
  static const char before_url[] = "{\"url\":\"", before_pid[] = "\",\"pid\":";
  if (strncmp(text, before_url, sizeof before_url - 1) != 0) return false;
  const char *url = text + sizeof before_url - 1, *end = strstr(url, before_pid);
  if (end == NULL || (size_t)(end - url) >= size) return false;
  long pid = strtol(end + sizeof before_pid - 1, NULL, 10);
  if (pid <= 0 || (kill((pid_t)pid, 0) != 0 && errno != EPERM)) return false;
  memcpy(origin, url, (size_t)(end - url));
  origin[end - url] = '\0';
  return true;
}

void find_origin(const struct target *target, const char *data, char *origin, size_t size) {
  if (target->origin[0] != '\0') snprintf(origin, size, "%s", target->origin);
  else if (!read_running(data, origin, size)) snprintf(origin, size, "%s", DEFAULT_URL);
}

/* Vigilmon's own take the time. */
static bool takes_time(const char *path) {
  static const char before[] = "/ping/";
  size_t length = strlen(path), fixed = sizeof before - 1;
  return strncmp(path, before, fixed) == 0 && length >= fixed + 16 && length <= fixed + 64 && strchr(path + fixed, '/') == NULL &&
         strchr(path + fixed, '~') == NULL;
}

void ping_path(const struct target *target, const char *signal, const char *run, int64_t at, char *path, size_t size) {
  char time[32] = "", id[48] = "";
  if (takes_time(target->path)) snprintf(time, sizeof time, "%sat=%lld", *run == '\0' ? "" : "&", (long long)at);
  if (*run != '\0') snprintf(id, sizeof id, "rid=%s", run);
  bool has_more = *id != '\0' || *time != '\0';
  bool has_query = target->query[0] != '\0';
  snprintf(path, size, "%s%s%s%s%s%s%s", target->path, signal, has_query || has_more ? "?" : "", target->query,
           has_query && has_more ? "&" : "", id, time);
}

static bool is_spool_file(const char *name) {
  size_t length = strlen(name);
  return length > 5 && strcmp(name + length - 5, ".json") == 0;
}

/* How many there are, and the name of the oldest. */
static int look_at_spool(const char *directory, char *oldest, size_t size) {
  DIR *entries = opendir(directory);
  int count = 0;
  if (entries == NULL) return 0;
  for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
    if (!is_spool_file(entry->d_name) || strlen(entry->d_name) >= size) continue;
    if (count == 0 || strcmp(entry->d_name, oldest) < 0) strcpy(oldest, entry->d_name);
    count += 1;
  }
  closedir(entries);
  return count;
}

bool has_spooled(const char *data) {
  char directory[MOST_FILE], oldest[256];
  snprintf(directory, sizeof directory, "%s/spool", data);
  return look_at_spool(directory, oldest, sizeof oldest) > 0;
}

/* With all that lead to it. */
static bool make_directory(const char *path) {
  char part[MOST_FILE];
  snprintf(part, sizeof part, "%s", path);
  for (char *at = part + 1; *at != '\0'; at += 1) {
    if (*at != '/') continue;
    *at = '\0';
    if (mkdir(part, 0700) != 0 && errno != EEXIST && errno != EROFS && errno != EACCES) return false;
    *at = '/';
  }
  if (mkdir(part, 0700) == 0) return true;
  struct stat status;
  int error = errno;
  if (stat(part, &status) == 0 && S_ISDIR(status.st_mode)) return true;
  errno = error;
  return false;
}

static void write_json_text(FILE *file, const char *text, size_t length) {
  putc('"', file);
  for (size_t at = 0; at < length; at += 1) {
    unsigned char byte = (unsigned char)text[at];
    if (byte == '"' || byte == '\\') fprintf(file, "\\%c", byte);
    else if (byte < 0x20) fprintf(file, "\\u%04x", byte);
    else putc(byte, file);
  }
  putc('"', file);
}

/* Returns whether all of it was written. */
static bool write_ping(FILE *file, const struct spooled *ping) {
  fprintf(file, "{\"at\":%lld,\"origin\":", (long long)ping->at);
  if (ping->origin[0] == '\0') fputs("null", file);
  else write_json_text(file, ping->origin, strlen(ping->origin));
  fputs(",\"path\":", file);
  write_json_text(file, ping->path, strlen(ping->path));
  fputs(",\"body\":", file);
  write_json_text(file, ping->body, ping->length);
  putc('}', file);
  return !ferror(file) && fflush(file) == 0;
}

static int error_or(int otherwise) { return errno != 0 ? errno : otherwise; }

/* Readers see all of it or nothing. */
static int write_private(const char *path, const char *draft, const struct spooled *ping) {
  int fd = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
  if (file == NULL) return error_or(EIO);
  errno = 0;
  bool is_written = write_ping(file, ping);
  int error = error_or(EIO);
  fclose(file);
  if (is_written && rename(draft, path) == 0) return 0;
  if (is_written) error = errno;
  unlink(draft);
  return error;
}

int spool_ping(const char *data, const struct spooled *ping) {
  static int sequence;
  char directory[MOST_FILE], file[2 * MOST_FILE], draft[2 * MOST_FILE + 32], oldest[256];
  errno = 0;
  snprintf(directory, sizeof directory, "%s/spool", data);
  if (!make_directory(directory)) return error_or(EIO);
  for (int left = look_at_spool(directory, oldest, sizeof oldest) + 1 - MOST_SPOOLED; left > 0; left -= 1) {
    snprintf(file, sizeof file, "%s/%s", directory, oldest);
    if (unlink(file) != 0 && errno != ENOENT) break;
    if (left > 1) look_at_spool(directory, oldest, sizeof oldest);
  }
  sequence += 1;
  snprintf(file, sizeof file, "%s/%015lld-%04d-%d.json", directory, (long long)ping->at, sequence, (int)getpid());
  snprintf(draft, sizeof draft, "%s.%d.new", file, (int)getpid());
  return write_private(file, draft, ping);
}
