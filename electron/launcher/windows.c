/*
 * On Windows all commands are for Node: a job has its output to itself there, and there are no signals to forward. This
 * program takes the place of a batch file, which would ask after Ctrl-C whether to go on, and change what is quoted.
 */
#ifdef _WIN32
#include <stdbool.h>
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

#define MOST_PATH 4096
/* Of a command line, as Windows has it. */
#define MOST_LINE 32768

/* What follows the program's own name, quoted or not. */
static const wchar_t *arguments_of(const wchar_t *line) {
  bool is_quoted = *line == L'"';
  for (line += is_quoted; *line != L'\0' && (is_quoted ? *line != L'"' : *line != L' ' && *line != L'\t');) line += 1;
  return *line == L'\0' ? line : line + 1;
}

/* The console sends Ctrl-C to Node and its job as well. */
static BOOL WINAPI leave_it_to_node(DWORD event) { return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT; }

int wmain(void) {
  static wchar_t self[MOST_PATH], node[MOST_PATH], line[MOST_LINE];
  DWORD length = GetModuleFileNameW(NULL, self, MOST_PATH);
  wchar_t *last = length == 0 || length == MOST_PATH ? NULL : wcsrchr(self, L'\\');
  if (last == NULL) return 126;
  *last = L'\0';
  int node_length = swprintf(node, MOST_PATH, L"%ls\\node.exe", self);
  int line_length = swprintf(line, MOST_LINE, L"\"%ls\" \"%ls\\dist\\headless\\vigilmon.cjs\" %ls", node, self, arguments_of(GetCommandLineW()));
  STARTUPINFOW startup = {.cb = sizeof startup};
  PROCESS_INFORMATION process;
  SetConsoleCtrlHandler(leave_it_to_node, TRUE);
  if (node_length < 0 || line_length < 0 || !CreateProcessW(node, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process)) {
    fputs("vigilmon: the Node that ships with it cannot be run\n", stderr);
    return 126;
  }
  DWORD code = 126;
  WaitForSingleObject(process.hProcess, INFINITE);
  GetExitCodeProcess(process.hProcess, &code);
  return (int)code;
}
#endif
