/** How a job pings: ready to paste, containing the monitor's own URL. */
import { formatDuration } from '../../../../contract/duration.ts';
import type { HeartbeatSchedule } from '../../../../contract/monitors/heartbeat.ts';
import type { PingSnippet } from '../../../../contract/monitors/ping-snippets.ts';
import { languageSnippets } from './language-snippets.ts';

/** A cron line for exactly this period; null: cron cannot express it. */
function cronTimes(everyMs: number): string | null {
  const minutes = everyMs / 60_000;
  if (Number.isInteger(minutes) && 60 % minutes === 0)
    return minutes === 60 ? '0 * * * *' : `*/${String(minutes)} * * * *`;
  const hours = minutes / 60;
  if (hours === 7 * 24) return '0 3 * * 1';
  if (!Number.isInteger(hours) || 24 % hours !== 0) return null;
  return hours === 24 ? '0 3 * * *' : `0 */${String(hours)} * * *`;
}

type Schedule = Pick<HeartbeatSchedule, 'every' | 'cron'>;

/** A period that cron cannot express is left to the user. */
function cronLine({ every: everyMs, cron }: Schedule, command: string): string {
  if (everyMs === null) return cron.map((line) => `${line} ${command}`).join('\n');
  const times = cronTimes(everyMs);
  if (times !== null) return `${times} ${command}`;
  return `# cron cannot repeat a job every ${formatDuration(everyMs)}: enter times that fit it.\nMINUTE HOUR * * * ${command}`;
}

export function pingSnippets(url: string, schedule: Schedule): readonly PingSnippet[] {
  const token = url.slice(url.lastIndexOf('/') + 1);
  return [
    { id: 'curl', code: `curl -fsS -m 10 --retry 3 -o /dev/null ${url}` },
    {
      id: 'cron',
      code: cronLine(schedule, `your-command && curl -fsS -m 10 --retry 3 -o /dev/null ${url}`),
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
      code: `import httpx\n\ntry:\n    async with httpx.AsyncClient(timeout=10) as client:\n        await client.get("${url}")\nexcept httpx.HTTPError as error:\n    print(f"ping not sent: {error}")`,
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
      code: `[Service]\nType=oneshot\nExecStart=/usr/local/bin/your-command\nExecStopPost=-/bin/sh -c 'curl -fsS -m 10 -o /dev/null ${url}/$$EXIT_STATUS'`,
    },
    {
      id: 'github-actions',
      code: `- name: Ping Vigilmon\n  if: always()\n  continue-on-error: true\n  run: curl -fsS -m 10 -o /dev/null "${url}\${{ job.status != 'success' && '/fail' || '' }}"`,
    },
    {
      id: 'powershell',
      code: `try { $null = Invoke-RestMethod -Uri "${url}" -TimeoutSec 10 }\ncatch { Write-Warning "ping not sent: $_" }`,
    },
    ...languageSnippets(url),
  ];
}
