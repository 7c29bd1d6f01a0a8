/*
 * The launcher: `vigilmon` of the packages, and what Node becomes in a checkout. `run` and `ping` cost a few milliseconds
 * with it, where Node alone takes fifty to start. It does what such commands usually need; whatever else there is (other
 * commands, help, mistakes, https, names of hosts) is for Node, which ships beside it and has the same commands in full:
 * electron/headless/cli. Both must behave alike, and the same tests run on both.
 *
 * The build defines what the two have in common: KEPT_BYTES of output, MOST_SPOOLED pings, DEFAULT_URL of the listener.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define MOST_PATH 4096
#define MOST_TARGET 512
#define MOST_MESSAGE 4096
#define MOST_RANGES 32
/* Of a response. */
#define MOST_TEXT 200

/* ---- arguments.c: false where only Node understands them ---- */

struct target {
  /* Empty: the Vigilmon on the data directory, wherever it listens. */
  char origin[128];
  char path[MOST_TARGET];
  char query[MOST_TARGET];
};

struct range {
  long long from, to;
};

struct run_order {
  char data[MOST_PATH];
  struct target target;
  bool sends_start, sends_output;
  const char *message;
  /* 0: it may run as long as it likes. */
  int64_t timeout_ms;
  int retries;
  struct range ok_codes[MOST_RANGES];
  int ok_count;
  char **command;
};

struct ping_order {
  char data[MOST_PATH];
  struct target target;
  char signal[24];
};

bool parse_run(char **arguments, struct run_order *order);
bool parse_ping(char **arguments, struct ping_order *order);

/* ---- node.c: the program in full, beside this one ---- */

/* Unless it lies elsewhere: Node, and its program. It is told that this one cannot do what it is asked for. */
void use_node(const char *node, const char *program);
/* Returns only if Node cannot be run. */
void exec_node(char *const *arguments);
/* Starts the delivery of spooled pings in this process, apart from whatever started it. */
_Noreturn void become_delivery(const char *data);
/* Starts Node to word something; its answer can be read from the descriptor. -1: it cannot be started. */
int ask_words(char *const *question);
/* Reads the one line of the answer. */
bool read_words(int fd, int within_ms, char *words, size_t size);

/* ---- http.c ---- */

enum outcome { TAKEN, REFUSED, FAILED, UNREACHED };

struct answer {
  enum outcome is;
  int status;
  char text[MOST_TEXT + 1];
};

struct post {
  /* `http://127.0.0.1:7464`, no name but localhost. */
  const char *origin;
  const char *path;
  const char *body;
  size_t length;
  /* Readable when something has come up that may stop it; -1: nothing. */
  int orders;
  /* Returns whether to stop. */
  bool (*take_order)(void *context);
  void *context;
};

void post_ping(const struct post *post, struct answer *answer);
/* Whether it can be reached without looking up a name. */
bool is_local_origin(const char *origin);

/* ---- place.c: the files of the data directory ---- */

/* The target's own; else where the Vigilmon on the data directory listens, or the usual place. */
void find_origin(const struct target *target, const char *data, char *origin, size_t size);
bool has_spooled(const char *data);

struct spooled {
  int64_t at;
  /* Empty: the Vigilmon on the data directory. */
  const char *origin;
  const char *path;
  const char *body;
  size_t length;
};

/* Returns the system's error; 0: it is spooled. */
int spool_ping(const char *data, const struct spooled *ping);
/* The path of a ping, with the parameters that the target takes. Run may be empty. */
void ping_path(const struct target *target, const char *signal, const char *run, int64_t at, char *path, size_t size);

/* ---- report.c: the pings of one run, sent by a process of their own ---- */

struct end {
  int64_t at;
  char signal[24];
  uint32_t length;
  char body[KEPT_BYTES + 1];
};

/* Why a ping was lost: `error` of the spool, else the answer alone. */
struct problem {
  bool is_one;
  int error;
  struct answer answer;
};

/* Returns a socket to the reporter; -1: there is none. */
int start_report(const struct run_order *order, int64_t started_at);
/* Waits at most so long, and a moment for what is then spooled. */
void finish_report(int line, const struct end *end, int patience_ms, struct problem *problem);

/* ---- output.c: where the job's output goes ---- */

struct stream {
  int fd;
  enum { INHERITED, RELAYED, IN_FILE } kind;
  /* Where the job writes, and where it is read from; -1: nowhere. The second of two equal streams shares those of the first. */
  int writing, reading;
  off_t begin;
  bool is_repeated;
};

struct output {
  struct stream streams[2];
  /* To the process that passes the output on, and sees which signals were sent to the whole group. */
  int line;
  pid_t relay;
};

void open_output(struct output *output, bool is_kept);
/* Once the job has it. */
void close_output(struct output *output);
/* Where no job could be started. */
void end_output(struct output *output);
/* Those that were sent before the job was there. */
void forget_signals(const struct output *output);
/* Whether a signal that this process has received, as a bit of `forwarded`, was sent to its whole group. */
bool has_group_received(const struct output *output, unsigned bit);
/* At most so much of the end of what was written, as UTF-8. Returns its length. */
size_t output_tail(const struct output *output, char *tail, size_t most);

/* ---- relay.c ---- */

/* After the job's end, for what it left in its pipes. */
#define DRAIN_MS 40
/* Answered by a bit for each of `forwarded` that has arrived, and by the length of the end of the output and its bytes. */
enum { SIGNALS_QUESTION = 'S', TAIL_QUESTION = 'T' };

_Noreturn void be_relay(struct output *output, int line);

/* ---- signals.c ---- */

/* Those that are meant for the job. */
extern const int forwarded[];
extern const int forwarded_count;
void hold_signals(void);
/* For the job: as they were when this program was started. */
void restore_signals(void);
/* From now on they are counted, and do nothing else. */
void witness_signals(void);
/* Counted since the last call, one bit each, in the order of `forwarded`. */
unsigned witnessed_signals(void);
/* Each signal, and the end of a child as SIGCHLD, is a byte that can be read from the descriptor. */
int open_signals(void);

/* ---- job.c, ping.c: return the exit code; -1: nothing has happened, and Node is to do it ---- */

int run_job(const struct run_order *order);
int send_ping(const struct ping_order *order);

/* ---- system.c ---- */

int64_t wall_ms(void);
int64_t steady_ms(void);
/* Above the standard streams, and closed in programs that are started. */
int high_descriptor(int fd);
/* Closes what others have opened for the job (a lock, a pipe), so that a process beside it does not hold it. */
void close_inherited(void);
bool make_pair(int *ours, int *theirs);
bool make_pipe(int *reading, int *writing);
/* Returns false where the other side has gone. */
bool write_all(int fd, const void *bytes, size_t length);
/* In time, or false. */
bool read_all(int fd, void *bytes, size_t length, int64_t until);
/* Whether it becomes readable in time. */
bool wait_readable(int fd, int64_t until);
/* For whole characters of UTF-8: electron/contract/plain-text.ts. */
void blank_unprintable(char *text);
/* At most `most` bytes of whole characters of UTF-8, from the end; what is none is replaced. Returns the length. */
size_t utf8_end(const char *bytes, size_t length, char *text, size_t most);
