/* Sends one ping to a listener on this computer, or one whose address is a number. Bounded in time and memory. */
#include "launcher.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define TIMEOUT_MS 10000
#define MOST_RESPONSE 4096
/* For the text of a response whose status is known. */
#define TEXT_MS 200

struct place {
  const char *host;
  size_t host_length;
  int port;
};

/* http://127.0.0.1:7464, http://localhost, http://[::1]:8080, as URL.origin writes them. */
static bool parse_origin(const char *origin, struct place *place) {
  static const char scheme[] = "http://";
  if (strncmp(origin, scheme, sizeof scheme - 1) != 0) return false;
  place->host = origin + sizeof scheme - 1;
  const char *end = *place->host == '[' ? strchr(place->host, ']') : place->host + strcspn(place->host, ":");
  if (end == NULL) return false;
  if (*end == ']') end += 1;
  place->host_length = (size_t)(end - place->host);
  place->port = 80;
  if (*end == '\0') return true;
  size_t digits = strspn(end + 1, "0123456789");
  if (*end != ':' || digits == 0 || digits > 5 || end[1] == '0' || end[1 + digits] != '\0') return false;
  place->port = atoi(end + 1);
  return place->port <= 65535 && place->port != 80;
}

static socklen_t address_of(const char *host, int port, struct sockaddr_storage *address) {
  struct sockaddr_in *v4 = (struct sockaddr_in *)address;
  struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)address;
  memset(address, 0, sizeof *address);
  if (inet_pton(AF_INET, host, &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons((uint16_t)port);
    return sizeof *v4;
  }
  if (inet_pton(AF_INET6, host, &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons((uint16_t)port);
    return sizeof *v6;
  }
  return 0;
}

/* The addresses of the place, one or two. */
static int hosts_of(const struct place *place, char hosts[2][64]) {
  if (place->host_length == 9 && strncmp(place->host, "localhost", 9) == 0) {
    strcpy(hosts[0], "127.0.0.1");
    strcpy(hosts[1], "::1");
    return 2;
  }
  bool is_bracketed = *place->host == '[';
  size_t length = place->host_length - (is_bracketed ? 2 : 0);
  if (length == 0 || length >= 64) return 0;
  memcpy(hosts[0], place->host + (is_bracketed ? 1 : 0), length);
  hosts[0][length] = '\0';
  struct sockaddr_storage address;
  char again[64];
  socklen_t size = address_of(hosts[0], place->port, &address);
  if (size == 0 || (address.ss_family == AF_INET6) != is_bracketed) return 0;
  if (is_bracketed) return 1;
  /* 127.1 is a number too, and is written otherwise. */
  return inet_ntop(AF_INET, &((struct sockaddr_in *)&address)->sin_addr, again, sizeof again) != NULL && strcmp(again, hosts[0]) == 0;
}

bool is_local_origin(const char *origin) {
  struct place place;
  char hosts[2][64];
  return parse_origin(origin, &place) && hosts_of(&place, hosts) > 0;
}

/* Until the socket is ready, the time is up, or an order says to stop. */
static bool wait_for(int socket, short events, int64_t until, const struct post *post) {
  bool is_listening = post->orders >= 0;
  for (;;) {
    struct pollfd both[2] = {{.fd = socket, .events = events}, {.fd = is_listening ? post->orders : -1, .events = POLLIN}};
    int64_t left = until - steady_ms();
    int count = poll(both, 2, left > 0 ? (int)left : 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    if (both[1].revents != 0 && post->take_order(post->context)) return false;
    if (both[0].revents != 0) return true;
  }
}

static int connect_to(const char *host, int port, int64_t until, const struct post *post) {
  struct sockaddr_storage address;
  socklen_t size = address_of(host, port, &address);
  int fd = high_descriptor(socket(address.ss_family, SOCK_STREAM, 0));
  if (fd < 0) return -1;
  fcntl(fd, F_SETFL, O_NONBLOCK);
  int error = connect(fd, (struct sockaddr *)&address, size) == 0 ? 0 : errno;
  socklen_t room = sizeof error;
  if (error == EINPROGRESS && wait_for(fd, POLLOUT, until, post)) getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &room);
  if (error == 0) return fd;
  close(fd);
  return -1;
}

static bool send_bytes(int fd, const char *bytes, size_t length, int64_t until, const struct post *post) {
  while (length > 0) {
    ssize_t count = write(fd, bytes, length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno != EAGAIN) return false;
    if (count < 0 && !wait_for(fd, POLLOUT, until, post)) return false;
    if (count > 0) {
      bytes += count;
      length -= (size_t)count;
    }
  }
  return true;
}

/* The text of a complete response; null: more is to come. */
static const char *body_of(const char *response, size_t length, size_t *size) {
  const char *body = strstr(response, "\r\n\r\n");
  if (body == NULL) return NULL;
  size_t wanted = SIZE_MAX;
  for (const char *line = strstr(response, "\r\n"); line != NULL && line < body; line = strstr(line + 2, "\r\n")) {
    if (strncasecmp(line + 2, "content-length:", 15) == 0) wanted = (size_t)strtoul(line + 17, NULL, 10);
  }
  body += 4;
  *size = length - (size_t)(body - response);
  return *size >= wanted ? body : NULL;
}

/* One line without control characters. */
static void keep_text(const char *body, size_t size, char *text) {
  size_t length = utf8_end(body, size < MOST_TEXT ? size : MOST_TEXT, text, MOST_TEXT);
  text[length] = '\0';
  blank_unprintable(text);
}

/* `HTTP/1.1 200 OK`; 0: not yet, or none. */
static int status_of(const char *response) {
  if (strncmp(response, "HTTP/1.", 7) != 0 || strlen(response) < 12) return 0;
  int status = atoi(response + 9);
  return status >= 200 && status < 600 ? status : 0;
}

static enum outcome outcome_of(int status) {
  if (status == 0 || (status >= 300 && status < 400)) return UNREACHED; /* Node follows where it leads to, later */
  return status < 300 ? TAKEN : status < 500 ? REFUSED : FAILED;
}

static void read_response(int fd, int64_t until, const struct post *post, struct answer *answer) {
  char response[MOST_RESPONSE + 1] = "";
  const char *body = NULL;
  size_t length = 0, size = 0;
  while (body == NULL && length < MOST_RESPONSE && wait_for(fd, POLLIN, until, post)) {
    ssize_t count = read(fd, response + length, MOST_RESPONSE - length);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count <= 0) break;
    length += (size_t)count;
    response[length] = '\0';
    bool is_known = status_of(response) != 0;
    if (is_known && until > steady_ms() + TEXT_MS) until = steady_ms() + TEXT_MS;
    body = body_of(response, length, &size);
  }
  const char *head_end = strstr(response, "\r\n\r\n");
  if (body == NULL && head_end != NULL) body = head_end + 4;
  answer->status = status_of(response);
  answer->is = outcome_of(answer->status);
  keep_text(body == NULL ? "" : body, body == NULL ? 0 : strlen(body), answer->text);
}

void post_ping(const struct post *post, struct answer *answer) {
  struct place place;
  char hosts[2][64], head[2 * MOST_PATH];
  int64_t until = steady_ms() + TIMEOUT_MS;
  *answer = (struct answer){.is = UNREACHED};
  int count = parse_origin(post->origin, &place) ? hosts_of(&place, hosts) : 0;
  int fd = -1;
  for (int at = 0; at < count && fd < 0; at += 1) fd = connect_to(hosts[at], place.port, until, post);
  if (fd < 0) return;
  int length = snprintf(head, sizeof head,
                        "POST %s%s HTTP/1.1\r\nHost: %s\r\nUser-Agent: vigilmon\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n",
                        *post->path == '/' ? "" : "/", post->path, post->origin + 7, post->length);
  bool is_sent = length > 0 && (size_t)length < sizeof head && send_bytes(fd, head, (size_t)length, until, post) &&
                 send_bytes(fd, post->body, post->length, until, post);
  if (is_sent) read_response(fd, until, post, answer);
  close(fd);
}
