/** How a job pings from languages, frameworks and containers. */
import { isLoopback } from '../../../../contract/loopback.ts';
import type { PingSnippet } from '../../../../contract/monitors/ping-snippets.ts';

const lines = (...all: readonly string[]): string => all.join('\n');

export function languageSnippets(url: string): readonly PingSnippet[] {
  const all: readonly PingSnippet[] = [
    { id: 'celery', code: celery(url) },
    { id: 'go', code: go(url) },
    { id: 'ruby', code: ruby(url) },
    { id: 'php', code: php(url) },
    { id: 'laravel', code: laravel(url) },
    { id: 'java', code: java(url) },
    { id: 'spring', code: spring(url) },
    { id: 'dotnet', code: dotnet(url) },
    { id: 'systemd-units', code: systemdUnits(url) },
    { id: 'docker', code: docker(url) },
    { id: 'kubernetes', code: kubernetes(url) },
  ];
  // A cluster reaches only what this computer offers to the network.
  return isLoopback(hostOf(url)) ? all.filter(({ id }) => id !== 'kubernetes') : all;
}

/** Without the brackets of IPv6. */
const hostOf = (url: string): string => new URL(url).hostname.replace(/[[\]]/g, '');

const celery = (url: string): string =>
  lines(
    'import requests',
    'from celery.signals import task_failure, task_success',
    '',
    '',
    '@task_success.connect(sender=your_task)',
    'def report_success(**_):',
    `    requests.get("${url}", timeout=10)`,
    '',
    '',
    '@task_failure.connect(sender=your_task)',
    'def report_failure(exception=None, **_):',
    `    requests.post("${url}/fail", data=str(exception), timeout=10)`,
  );

const go = (url: string): string =>
  lines(
    'client := http.Client{Timeout: 10 * time.Second}',
    `if response, err := client.Get("${url}"); err != nil {`,
    '\tlog.Println("ping not sent:", err)',
    '} else {',
    '\tresponse.Body.Close()',
    '}',
  );

const ruby = (url: string): string =>
  lines(
    'require "net/http"',
    '',
    'begin',
    `  Net::HTTP.get_response(URI("${url}"))`,
    'rescue StandardError => error',
    '  warn "ping not sent: #{error.message}"',
    'end',
  );

const php = (url: string): string =>
  lines(
    '$context = stream_context_create(["http" => ["timeout" => 10]]);',
    `if (@file_get_contents("${url}", false, $context) === false) {`,
    '    error_log("ping not sent");',
    '}',
  );

const laravel = (url: string): string =>
  lines(
    "Schedule::command('your:command')->daily()",
    `    ->pingBefore('${url}/start')`,
    `    ->pingOnSuccess('${url}')`,
    `    ->pingOnFailure('${url}/fail');`,
  );

const java = (url: string): string =>
  lines(
    'try {',
    '    HttpClient.newHttpClient().send(',
    `        HttpRequest.newBuilder(URI.create("${url}")).timeout(Duration.ofSeconds(10)).build(),`,
    '        HttpResponse.BodyHandlers.discarding());',
    '} catch (IOException | InterruptedException error) {',
    '    System.err.println("ping not sent: " + error.getMessage());',
    '}',
  );

const spring = (url: string): string =>
  lines(
    '@Scheduled(fixedRate = 300_000)',
    'void job() {',
    '    String end = "/fail";',
    '    try {',
    '        work();',
    '        end = "";',
    '    } finally {',
    '        ping(end);',
    '    }',
    '}',
    '',
    'void ping(String end) {',
    '    try {',
    `        RestClient.create().get().uri("${url}" + end).retrieve().toBodilessEntity();`,
    '    } catch (RestClientException error) {',
    '        System.err.println("ping not sent: " + error.getMessage());',
    '    }',
    '}',
  );

/** One client serves the whole program. */
const dotnet = (url: string): string =>
  lines(
    'var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };',
    'try',
    '{',
    `    (await client.GetAsync("${url}")).Dispose();`,
    '}',
    'catch (Exception error) when (error is HttpRequestException || error is TaskCanceledException)',
    '{',
    '    Console.Error.WriteLine($"ping not sent: {error.Message}");',
    '}',
  );

/** The instance is the exit code. */
const systemdUnits = (url: string): string =>
  lines(
    '# your-job.service',
    '[Unit]',
    'OnSuccess=vigilmon-ping@0.service',
    'OnFailure=vigilmon-ping@1.service',
    '',
    '# vigilmon-ping@.service',
    '[Service]',
    'Type=oneshot',
    `ExecStart=/usr/bin/curl -fsS -m 10 --retry 3 -o /dev/null ${url}/%i`,
  );

function docker(url: string): string {
  const { host, port } = new URL(url);
  const inside = isLoopback(hostOf(url)) ? url.replace(host, `host.docker.internal:${port}`) : url;
  const ping = `curl -fsS -m 10 --retry 3 -o /dev/null ${inside}`;
  if (inside === url) return ping;
  return lines(
    '# Docker Desktop reaches this computer as it is. On Linux, start the container with',
    '#   --add-host=host.docker.internal:host-gateway',
    '# and let Vigilmon listen on the address of the Docker bridge (Settings, Listener).',
    ping,
  );
}

const kubernetes = (url: string): string =>
  lines(
    'containers:',
    '  - name: your-job',
    '    image: your-image',
    `    command: ["/bin/sh", "-c", "your-command; curl -fsS -m 10 --retry 3 -o /dev/null ${url}/$?"]`,
  );
