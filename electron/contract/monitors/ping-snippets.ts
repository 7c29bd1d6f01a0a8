/** Code with which a job pings, ready to paste. */

export type PingSnippetId =
  | 'curl'
  | 'cron'
  | 'run'
  | 'shell'
  | 'python-requests'
  | 'python-httpx'
  | 'apscheduler'
  | 'node'
  | 'systemd'
  | 'github-actions'
  | 'powershell'
  | 'celery'
  | 'go'
  | 'ruby'
  | 'php'
  | 'laravel'
  | 'java'
  | 'spring'
  | 'dotnet'
  | 'systemd-units'
  | 'docker'
  | 'kubernetes';

export interface PingSnippet {
  readonly id: PingSnippetId;
  readonly code: string;
}
