/** How a job pings: ready to paste, containing the monitor's own URL. */
export type SnippetId =
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
  | 'powershell';

export interface Snippet {
  readonly id: SnippetId;
  readonly code: string;
}

/** The closest that a cron line comes to this many seconds; the user adjusts it to the job's schedule. */
function cronTimes(everyMs: number): string {
  const minutes = Math.max(1, Math.round(everyMs / 60_000));
  if (minutes < 60) return `*/${minutes} * * * *`;
  const hours = Math.round(minutes / 60);
  return hours < 24 ? `0 */${hours} * * *` : '0 3 * * *';
}

export function pingSnippets(url: string, everyMs: number): readonly Snippet[] {
  const token = url.slice(url.lastIndexOf('/') + 1);
  return [
    { id: 'curl', code: `curl -fsS -m 10 --retry 3 -o /dev/null ${url}` },
    {
      id: 'cron',
      code: `${cronTimes(everyMs)} your-command && curl -fsS -m 10 --retry 3 -o /dev/null ${url}`,
    },
    {
      id: 'run',
      code: `# Reports start, end, exit code, run time and output.\nvigilmon run ${token} -- your-command --with arguments`,
    },
    {
      id: 'shell',
      code: `curl -fsS -m 10 -o /dev/null ${url}/start\nyour-command\ncurl -fsS -m 10 --retry 3 -o /dev/null ${url}/$?`,
    },
    {
      id: 'python-requests',
      code: `import requests\n\ntry:\n    requests.get("${url}", timeout=10)\nexcept requests.RequestException as error:\n    print(f"ping not sent: {error}")`,
    },
    {
      id: 'python-httpx',
      code: `import httpx\n\nasync with httpx.AsyncClient(timeout=10) as client:\n    await client.get("${url}")`,
    },
    {
      id: 'apscheduler',
      code: `import requests\nfrom apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED\n\n\ndef report(event):\n    end = "/fail" if event.exception else ""\n    requests.post("${url}" + end, data=str(event.exception or ""), timeout=10)\n\n\nscheduler.add_listener(report, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)`,
    },
    {
      id: 'node',
      code: `await fetch("${url}", { signal: AbortSignal.timeout(10_000) })\n  .catch((error) => console.error("ping not sent:", error));`,
    },
    {
      id: 'systemd',
      code: `[Service]\nType=oneshot\nExecStart=/usr/local/bin/your-command\nExecStopPost=/bin/sh -c 'curl -fsS -m 10 -o /dev/null ${url}/$$EXIT_STATUS'`,
    },
    {
      id: 'github-actions',
      code: `- name: Ping Vigilmon\n  if: always()\n  run: curl -fsS -m 10 -o /dev/null "${url}\${{ job.status != 'success' && '/fail' || '' }}"`,
    },
    {
      id: 'powershell',
      code: `Invoke-RestMethod -Uri "${url}" -TimeoutSec 10`,
    },
  ];
}
