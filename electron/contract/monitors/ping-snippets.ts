/** Code with which a job pings, ready to paste. */

const pingSnippetIds = [
  'curl',
  'cron',
  'run',
  'shell',
  'python-requests',
  'python-httpx',
  'apscheduler',
  'node',
  'systemd',
  'github-actions',
  'powershell',
  'celery',
  'go',
  'ruby',
  'php',
  'laravel',
  'java',
  'spring',
  'dotnet',
  'systemd-units',
  'docker',
  'kubernetes',
] as const;
export type PingSnippetId = (typeof pingSnippetIds)[number];

export interface PingSnippet {
  readonly id: PingSnippetId;
  readonly code: string;
}
