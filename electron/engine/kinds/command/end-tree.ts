/**
 * Ends a command with all processes that it started: on POSIX systems they are a process group of their own, on Windows
 * they are found by their parents, which `taskkill /T` does.
 */
import { spawn } from 'node:child_process';

interface EndingTree {
  readonly platform: NodeJS.Platform;
  readonly signalGroup: (groupId: number) => void;
  readonly runTaskkill: (args: readonly string[]) => void;
}

export function endTree(processId: number, { platform, signalGroup, runTaskkill }: EndingTree = bySystem): void {
  if (platform === 'win32') runTaskkill(['/pid', String(processId), '/T', '/F']);
  else signalGroup(processId);
}

const bySystem: EndingTree = {
  platform: process.platform,
  signalGroup(groupId) {
    try {
      process.kill(-groupId, 'SIGKILL');
    } catch (error) {
      // ESRCH: all of them have ended.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  },
  runTaskkill(args) {
    // It fails where the process has ended meanwhile.
    spawn('taskkill', args, { stdio: 'ignore', windowsHide: true }).on('error', () => undefined);
  },
};
