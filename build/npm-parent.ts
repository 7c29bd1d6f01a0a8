/**
 * npm forwards a SIGTERM only to the shell that runs a script, and only the shell ends: the program would keep running
 * unnoticed. So under npm, the parent's disappearance counts as the signal.
 */
const lookEveryMs = 500;

export function endWithNpm(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, lookEveryMs);
  watch.unref();
}
