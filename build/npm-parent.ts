/**
 * npm hands a SIGTERM on to the shell that it starts a script with, and that shell dies of it alone: the program would
 * run on unseen. So under npm, a parent that is gone counts as the signal.
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
