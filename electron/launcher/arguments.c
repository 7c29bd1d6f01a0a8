/*
 * The arguments of `run` and `ping` as they usually are. What looks unusual is for Node, which also words mistakes:
 * electron/headless/cli/arguments.ts.
 */
#include "launcher.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

static bool copy(char *to, size_t size, const char *text, size_t length) {
  if (length >= size) return false;
  memcpy(to, text, length);
  to[length] = '\0';
  return true;
}

/* A whole number without leading zeros. */
static bool parse_number(const char *text, size_t length, long long most, long long *number) {
  if (length == 0 || length > 12 || strspn(text, "0123456789") < length || (text[0] == '0' && length > 1)) return false;
  char digits[16];
  if (!copy(digits, sizeof digits, text, length)) return false;
  *number = strtoll(digits, NULL, 10);
  return *number <= most;
}

static bool is_token(const char *text) {
  size_t length = strlen(text);
  return length >= 16 && length <= 64 && strspn(text, letters) == length;
}

static bool is_plain(const char *text, size_t length, const char *more) {
  for (size_t at = 0; at < length; at += 1) {
    if (strchr(letters, text[at]) == NULL && strchr(more, text[at]) == NULL) return false;
  }
  return true;
}

static bool parse_url(const char *text, struct target *target) {
  static const char scheme[] = "http://";
  if (strncmp(text, scheme, sizeof scheme - 1) != 0) return false;
  const char *host = text + sizeof scheme - 1;
  const char *path = host + strcspn(host, "/?#");
  const char *query = path + strcspn(path, "?#");
  size_t path_length = (size_t)(query - path);
  if (!copy(target->origin, sizeof target->origin, text, (size_t)(path - text)) || !is_local_origin(target->origin)) return false;
  if (!is_plain(path, path_length, "/~")) return false;
  while (path_length > 0 && path[path_length - 1] == '/') path_length -= 1;
  if (!copy(target->path, sizeof target->path, path, path_length)) return false;
  if (*query == '\0') return true;
  query += 1;
  return query[-1] == '?' && is_plain(query, strlen(query), "~.=&") && copy(target->query, sizeof target->query, query, strlen(query));
}

static bool parse_target(const char *text, struct target *target) {
  if (!is_token(text)) return parse_url(text, target);
  snprintf(target->path, sizeof target->path, "/ping/%s", text);
  return true;
}

/* electron/host/data-directory.ts */
static bool usual_data(char *data, size_t size) {
  const char *home = getenv("HOME");
  if (home == NULL || *home != '/') return false;
#ifdef __APPLE__
  int length = snprintf(data, size, "%s/Library/Application Support/Vigilmon", home);
#else
  const char *given = getenv("XDG_DATA_HOME");
  bool is_given = given != NULL && *given == '/';
  int length = snprintf(data, size, "%s%s/vigilmon", is_given ? given : home, is_given ? "" : "/.local/share");
#endif
  return length > 0 && (size_t)length < size;
}

static bool parse_data(const char *text, char *data) { return *text != '\0' && copy(data, MOST_PATH / 2, text, strlen(text)); }

static bool parse_duration(const char *text, int64_t *ms) {
  static const struct {
    const char *name;
    int64_t ms;
  } units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}, {"d", 86400000}};
  size_t digits = strspn(text, "0123456789");
  long long number;
  if (!parse_number(text, digits, INT32_MAX, &number) || number == 0) return false;
  for (size_t at = 0; at < sizeof units / sizeof units[0]; at += 1) {
    if (strcmp(text + digits, units[at].name) != 0) continue;
    *ms = number * units[at].ms;
    return *ms <= INT32_MAX;
  }
  return false;
}

/* `0,2,64-78`; names of signals and negative codes are for Node. */
static bool parse_ok_codes(const char *text, struct run_order *order) {
  order->ok_count = 0;
  for (;;) {
    size_t length = strcspn(text, ","), first = strcspn(text, ",-");
    struct range range;
    if (order->ok_count == MOST_RANGES || !parse_number(text, first, UINT32_MAX, &range.from)) return false;
    range.to = range.from;
    if (first < length && !parse_number(text + first + 1, length - first - 1, UINT32_MAX, &range.to)) return false;
    if (range.from > range.to) return false;
    order->ok_codes[order->ok_count++] = range;
    if (text[length] == '\0') return true;
    text += length + 1;
  }
}

/* Takes `--name VALUE` or `--name=VALUE`. */
static const char *value_of(char ***arguments, const char *name) {
  const char *given = **arguments;
  size_t length = strlen(name);
  if (strncmp(given, name, length) != 0) return NULL;
  if (given[length] == '=') return given + length + 1;
  const char *next = given[length] == '\0' ? (*arguments)[1] : NULL;
  if (next == NULL || *next == '-') return NULL;
  *arguments += 1;
  return next;
}

/* Takes one word. */
static bool parse_run_word(char ***arguments, struct run_order *order, const char **target) {
  const char *word = **arguments, *value;
  long long number = 0;
  if (strcmp(word, "--no-start") == 0) return !(order->sends_start = false);
  if (strcmp(word, "--no-output") == 0) return !(order->sends_output = false);
  if ((value = value_of(arguments, "--timeout")) != NULL) return parse_duration(value, &order->timeout_ms);
  if ((value = value_of(arguments, "--ok-codes")) != NULL) return parse_ok_codes(value, order);
  if ((value = value_of(arguments, "--data")) != NULL) return parse_data(value, order->data);
  if ((value = value_of(arguments, "--message")) != NULL) return strlen(order->message = value) <= MOST_MESSAGE;
  if ((value = value_of(arguments, "--retries")) != NULL) {
    bool is_number = parse_number(value, strlen(value), 10, &number);
    order->retries = (int)number;
    return is_number;
  }
  if (*word == '-' || *target != NULL) return false;
  *target = word;
  return true;
}

bool parse_run(char **arguments, struct run_order *order) {
  const char *target = NULL;
  *order = (struct run_order){.sends_start = true, .sends_output = true, .message = "", .ok_count = 1};
  for (; *arguments != NULL && strcmp(*arguments, "--") != 0; arguments += 1) {
    if (!parse_run_word(&arguments, order, &target)) return false;
  }
  if (*arguments == NULL || target == NULL || arguments[1] == NULL || *arguments[1] == '\0') return false;
  order->command = arguments + 1;
  bool has_data = order->data[0] != '\0' || usual_data(order->data, MOST_PATH / 2);
  if (!has_data || !parse_target(target, &order->target)) return false;
  /* Other services do not take the time of a ping, so those that are spooled for them go first. */
  return order->target.origin[0] == '\0' || !has_spooled(order->data);
}

static bool parse_ping_word(char ***arguments, struct ping_order *order, const char **target) {
  const char *word = **arguments, *value;
  if ((value = value_of(arguments, "--data")) != NULL) return parse_data(value, order->data);
  bool is_signal = strcmp(word, "--start") == 0 || strcmp(word, "--fail") == 0 || strcmp(word, "--log") == 0;
  if (is_signal && order->signal[0] == '\0') return snprintf(order->signal, sizeof order->signal, "/%s", word + 2) > 0;
  if ((value = value_of(arguments, "--exit")) != NULL) {
    long long code;
    bool is_first = order->signal[0] == '\0' && parse_number(value, strlen(value), UINT32_MAX, &code);
    return is_first && snprintf(order->signal, sizeof order->signal, "/%s", value) > 0;
  }
  if (*word == '-' || *target != NULL) return false;
  *target = word;
  return true;
}

bool parse_ping(char **arguments, struct ping_order *order) {
  const char *target = NULL;
  *order = (struct ping_order){0};
  for (; *arguments != NULL; arguments += 1) {
    if (!parse_ping_word(&arguments, order, &target)) return false;
  }
  bool has_data = order->data[0] != '\0' || usual_data(order->data, MOST_PATH / 2);
  return has_data && target != NULL && parse_target(target, &order->target);
}
