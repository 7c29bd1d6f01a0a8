/** The program `vigilmon` in a terminal: its help, what its commands print, and what is wrong with a command line. */
import type { EvidenceName } from '../../../contract/model/evidence.ts';
import { counted, day, duration, minute } from './quantities.ts';

const json = 'print the result as JSON';
const data = 'data directory (default: the standard location for this system)';

interface DiscoveredService {
  readonly source: 'port' | 'container';
  readonly name: string;
  readonly host: string;
  readonly port: number | null;
}

export const cli = {
  help: {
    about: 'Vigilmon monitors web endpoints and background jobs, and notifies you when one fails.',
    usage: (synopsis: string) => `Usage: vigilmon ${synopsis}`,
    /** What stands for a command, for its options and for what has to be given. */
    placeholders: {
      anyCommand: 'COMMAND',
      anyOptions: '[OPTIONS]',
      address: 'ADDR',
      code: 'CODE',
      codes: 'CODES',
      command: 'COMMAND',
      directory: 'DIR',
      duration: 'DURATION',
      file: 'FILE',
      format: 'FORMAT',
      id: 'ID',
      number: 'N',
      shell: 'SHELL',
      target: 'TARGET',
      text: 'TEXT',
      tokenOrUrl: 'TOKEN-OR-URL',
    },
    manual: {
      name: 'NAME',
      synopsis: 'SYNOPSIS',
      commands: 'COMMANDS',
      exitStatus: 'EXIT STATUS',
      exitCodes: [
        ['0', 'success'],
        ['1', 'failure: something is down, a check failed, a ping was rejected, or Vigilmon is not running'],
        ['2', 'invalid command line'],
      ] as readonly (readonly [code: string, meaning: string])[],
    },
    more: 'Run vigilmon COMMAND --help for the options of a command.',
    commands: {
      serve: {
        summary: 'run Vigilmon without a desktop, with its window as a web page',
        options: {
          data,
          port: 'port to listen on (default: as set in the window, else 7464; 0: any free port)',
          host: 'address to listen on (default: as set in the window, else 127.0.0.1)',
          config: 'configuration file to apply at startup',
          'no-ui': 'serve pings and the API only, without the web page',
          'allow-commands': 'let command monitors run programs as this user',
        },
      },
      status: {
        summary: 'show the status of all monitors; exit code 1 if one is down',
        options: { data, json },
      },
      digest: {
        summary: 'show what a digest would say now: uptime, incidents, and what is muted or sends no notifications',
        options: { data, json },
      },
      ack: {
        summary: 'acknowledge an incident, by its number or by the ID of a monitor that is down',
        options: { note: 'what is known or being done about it', data, json },
      },
      check: {
        summary:
          'check a target once and show its timings; exit code 1 if it fails. TARGET is a URL, or an address such as db.example.com:5432',
        options: {
          status: 'expected status code of an HTTP response (default: 200 to 299)',
          contains: 'text that the response must contain (white space in JSON is ignored)',
          json,
        },
      },
      ping: {
        summary: 'send a heartbeat ping',
        options: {
          start: 'the job has started',
          fail: 'the job has failed',
          log: 'a log entry, which does not change the state',
          exit: "the job's exit code, or the signal that ended it (KILL): 0 is success, anything else failure",
          data,
        },
      },
      run: {
        summary: "run a job and report its start, end, exit code and last output; exits with the job's own code",
        options: {
          timeout: 'stop the job after this time (30s, 5m, 2h): SIGTERM, then SIGKILL 10 s later; exit code 124',
          'ok-codes': 'exit codes that count as success, such as 0,2,64-78,TERM (default: 0)',
          retries:
            'how many more times to send a ping that does not arrive (default: 0; otherwise it is saved at once)',
          message: 'text to send before the output',
          'no-start': 'do not report the start',
          'no-output': 'do not send the output of the job',
          data,
        },
      },
      apply: {
        summary: 'apply a configuration file to the running Vigilmon (-: from stdin)',
        options: { data, json },
      },
      export: {
        summary: 'print the configuration of the running Vigilmon, without its secrets',
        options: {
          to: 'write it to DIR in the format of another program: prometheus',
          force: 'overwrite files of the same names in DIR',
          data,
          json,
        },
      },
      discover: {
        summary: 'find jobs and services on this computer, and print monitors for them as a configuration file',
        options: { data, json },
      },
      completion: {
        summary: 'print a script that completes commands and options in bash, zsh or fish',
        options: {},
      },
    },
  },
  mistakes: {
    noCommand: 'no command given',
    noSuchCommand: (name: string) => `unknown command ${JSON.stringify(name)}`,
    seeHelp: (mistake: string, help: string) => `${mistake}: see ${help}`,
    missing: (placeholder: string) => `${placeholder} is required`,
    unexpected: (argument: string) => `unexpected argument ${JSON.stringify(argument)}`,
    unknownOption: (option: string) => `unknown option ${option}`,
    needsValue: (option: string) => `${option} needs a value`,
    takesNoValue: (option: string) => `${option} takes no value`,
    port: '--port (or VIGILMON_PORT) must be a whole number from 0 to 65535',
    host: '--host must be an address',
    data: '--data must be the path of a directory',
    status: '--status must be a status code, from 100 to 999',
    contains: '--contains must not be empty',
    shell: 'the shell must be bash, zsh or fish',
    exportTo: (formats: readonly string[]) => `--to must be ${formats.join(' or ')}`,
    exportDirectory: 'the directory must not be empty',
    forceWithoutTo: '--force needs --to',
    exit: '--exit must be an exit code, such as 1 or 3221225477, or a signal, such as KILL',
    timeout: '--timeout must be a duration, such as 30s, 5m or 2h',
    retries: '--retries must be a whole number from 0 to 10',
    okCodes: '--ok-codes must be exit codes or signals, such as 0,2,64-78,TERM',
    onlyOne: (options: readonly string[]) => `${options.join(' and ')} cannot be combined`,
    unknownTarget: (target: string) =>
      `${JSON.stringify(target)} is neither a URL nor an address that can be checked, such as db.example.com:5432`,
    target: 'the target must be a ping token, or a URL that begins with http:// or https://',
  },
  client: {
    unreachable: (url: string) => `Vigilmon is not responding at ${url}`,
    notVigilmon: (url: string) => `the program at ${url} is not Vigilmon`,
  },
  running: (address: string) => `Vigilmon is running at ${address}`,
  notRunning: (directory: string) => `Vigilmon is not running on ${directory}: start it with vigilmon serve`,
  apiOff: (directory: string) => `the API of the Vigilmon on ${directory} is off: turn it on in its settings`,
  unreadableFile: (file: string, code: string) => `${file}: ${fileProblems[code] ?? `cannot be read (${code})`}`,
  status: {
    none: 'no monitors yet',
    states: {
      down: 'down',
      failing: 'failing',
      late: 'late',
      degraded: 'degraded',
      unknown: 'unknown',
      running: 'running',
      new: 'new',
      up: 'up',
      maintenance: 'maintenance',
      paused: 'paused',
    },
    since: (ms: number) => `for ${duration(ms)}`,
    responseTime: (ms: number) => `${String(Math.round(ms))} ms`,
    counted: (count: number, state: string) => `${String(count)} ${state}`,
    counts: (counts: readonly string[]) => counts.join(', '),
  },
  discover: {
    head: 'Found on this computer. Nothing has been changed.\nAdd what you want to monitor to your configuration file, apply it, then change the jobs as shown.',
    notRunning: 'Vigilmon is not running here, so some of this may be monitored already.',
    monitored: 'Monitored already:',
    unclear: 'Found, but with a schedule that cannot be translated:',
    nothing: 'Nothing else was found.',
    by: (what: string, monitor: string) => `${what}: ${monitor}`,
    job: ({ place, command }: { readonly place: string; readonly command: string }) =>
      place === command ? place : `${place}: ${command}`,
    service: ({ source, name, host, port }: DiscoveredService) =>
      source === 'container'
        ? `container ${name}${port === null ? '' : `: port ${String(port)}`}`
        : `a program listens on ${host}:${String(port)}`,
    /** What to do with the lines that follow. */
    changes: {
      crontab: (place: string) => `replace its line in ${place} with`,
      anacron: (place: string) => `replace its line in ${place} with`,
      'cron-folder': (place: string) => `add to the end of ${place}`,
      systemd: (place: string) => `systemctl edit ${place.replace(/\.timer$/, '.service')}, and enter`,
      launchd: (place: string) => `replace ProgramArguments in ${place} with the words of`,
      'task-scheduler': (place: string) => `replace the action of ${place} with`,
    },
  },
  ack: {
    acknowledged: (incident: string, monitor: string) => `incident ${incident} of ${monitor}: acknowledged`,
    noIncident: (monitor: string) => `${monitor} has no open incident`,
  },
  check: {
    passed: (target: string, time: string | null) => `${target}: passed${within(time)}`,
    failed: (target: string, time: string | null, reason: string) => `${target}: failed${within(time)}: ${reason}`,
    noReason: 'no result',
    milliseconds: (ms: number) => `${ms < 10 ? ms.toFixed(1) : String(Math.round(ms))} ms`,
    labels: {
      response: 'response',
      redirected: 'redirected',
      dns: 'DNS',
      connect: 'connect',
      tls: 'TLS',
      firstByte: 'first byte',
      download: 'download',
      certificate: 'certificate',
      passed: 'passed',
      failed: 'failed',
      unhealthy: 'unhealthy',
    },
    evidence: {
      output: 'output',
      answer: 'answer',
      expectedFailure: 'failed as expected',
      received: 'replies',
      roundTrip: 'round trip (ms)',
      address: 'address',
      rcode: 'response code',
      nameServer: 'name server',
      series: 'series',
      exitCode: 'exit code',
      status: 'status',
      health: 'health',
      restarts: 'restarts',
      healthLog: 'health checks',
      container: 'container',
      image: 'image',
      expires: 'expires',
      registered: 'registered',
      changed: 'last changed',
      registrar: 'registrar',
      source: 'source',
      issuer: 'issuer',
      names: 'valid for',
      chain: 'chain',
    } satisfies Readonly<Record<EvidenceName, string>>,
    moment: (atMs: number) => minute(atMs),
    response: (status: number, version: string, size: number) =>
      `status ${String(status)}, HTTP/${version}, ${counted(size, 'byte')}`,
    certificate: (validTo: number, issuer: string) => `valid until ${day(validTo)}, issued by ${issuer}`,
    found: (subject: string, actual: string | null) => `${subject}: ${actual ?? 'no value'}`,
    part: (name: string, detail: string) => `${name}: ${detail}`,
  },
  ping: {
    refused: (status: number, text: string) => `the ping was refused with status ${String(status)}: ${text}`,
    noResponse: (origin: string) => `no response from ${origin}`,
    kept: (problem: string) => `${problem}: the ping is saved and will be sent later`,
    lost: (problem: string, reason: string) => `${problem}, and the ping could not be saved: ${reason}`,
  },
  job: {
    notFound: (program: string) => `command not found: ${JSON.stringify(program)}`,
    timedOut: (timeoutMs: number) => `stopped after ${duration(timeoutMs)} (--timeout)`,
    cannotRun: (program: string, code: string) => `${JSON.stringify(program)} cannot be run (${code})`,
  },
  handOver: {
    notEmpty: (directory: string) => `${directory} is not empty: choose another directory, or overwrite with --force`,
    failed: (directory: string, code: string) => `${directory}: cannot be written (${code})`,
    wrote: (file: string) => `wrote ${file}`,
    secretFiles: 'To be written by you, each with one secret:',
    variables: 'To be replaced in the files:',
    notes: 'Not handed over as it is:',
    item: (text: string) => `  ${text}`,
  },
  apply: {
    created: (ids: readonly string[]) => `created ${ids.join(', ')}`,
    updated: (ids: readonly string[]) => `updated ${ids.join(', ')}`,
    removed: (ids: readonly string[]) => `removed ${ids.join(', ')}`,
    unchanged: (count: number) => `${String(count)} unchanged`,
    none: 'no changes',
    warning: (monitor: string, message: string) => `warning: ${monitor}: ${message}`,
  },
};

const fileProblems: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
};

function within(time: string | null): string {
  return time === null ? '' : ` in ${time}`;
}
