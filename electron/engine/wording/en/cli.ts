/** The program `vigilmon` in a terminal: its help, what its commands print, and what is wrong with a command line. */
import type { EvidenceName } from '../../../contract/model/evidence.ts';
import type { MainFigure } from '../../../contract/model/figure.ts';
import { help } from './cli-help.ts';
import type { Quantities } from './quantities.ts';

interface DiscoveredService {
  readonly source: 'port' | 'container';
  readonly name: string;
  readonly host: string;
  readonly port: number | null;
}

interface MaintenanceLine {
  readonly id: string;
  readonly name: string;
  readonly when: string;
  readonly monitors: number;
}

const covers = '--monitors, --tags or --all is required';

const fixed = {
  help,
  mistakes: {
    noCommand: 'no command given',
    /** @param meant a command with a name like that; null: there is none. */
    noSuchCommand: (name: string, meant: string | null) =>
      `unknown command ${JSON.stringify(name)}${meant === null ? '' : ` (did you mean ${meant}?)`}`,
    seeHelp: (mistake: string, help: string) => `${mistake}: see ${help}`,
    missing: (placeholder: string) => `${placeholder} is required`,
    /** The argument looks like a part of the job. */
    beforeJob: (argument: string) => `-- is required before the command, that is before ${JSON.stringify(argument)}`,
    unexpected: (argument: string) => `unexpected argument ${JSON.stringify(argument)}`,
    unknownOption: (option: string) => `unknown option ${option}`,
    needsValue: (option: string) => `${option} needs a value`,
    takesNoValue: (option: string) => `${option} takes no value`,
    port: '--port (or VIGILMON_PORT) must be a whole number from 0 to 65535',
    host: '--host must be an address',
    data: '--data must be the path of a directory',
    mute: {
      covers,
      duration: '--duration must be a duration, such as 30m, 2h or 3d',
      until: '--until must be a time, such as 18:00 or 2026-12-03T22:00',
      untilRecovery: '--until-recovery is for --monitors only: tags and --all need --duration or --until',
    },
    maintenanceAction: 'the action must be list, start, end or add',
    covers,
    days: '--days must be days of the week, such as sat,sun, or daily',
    startsNow: 'start takes only --duration: use add for --from, --to, --days, --cron or --timezone',
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
    notForTarget: (option: string, target: string) => `${option} does not apply to ${target}`,
    target: 'the target must be a ping token, or a URL that begins with http:// or https://',
  },
  client: {
    unreachable: (url: string) => `Vigilmon is not responding at ${url}`,
    notVigilmon: (url: string) => `the program at ${url} is not Vigilmon`,
  },
  running: (address: string) => `Vigilmon is running at ${address}`,
  uncreatable: (directory: string, code: string) => `${directory} cannot be created: permission denied (${code})`,
  unreadable: (directory: string, code: string) =>
    `${directory} cannot be read (${code}): if it belongs to another user, run this command as that user`,
  notRunning: (directory: string) => `Vigilmon is not running on ${directory}: start it with vigilmon serve`,
  apiOff: (directory: string) => `the API of the Vigilmon on ${directory} is off: turn it on in its settings`,
  outputLost: (code: string) => `the output could not be written (${code})`,
  standardInput: 'standard input',
  unreadableFile: (file: string, code: string) => `${file}: ${fileProblems[code] ?? `cannot be read (${code})`}`,
  discover: {
    head: 'Found on this computer. Nothing has been changed.\nAdd what you want to monitor to your configuration file, apply it, then change the jobs as shown.',
    notRunning: 'Vigilmon is not running here, so some of this may be monitored already.',
    monitored: 'Already monitored:',
    unclear: 'Found, but with an unsupported schedule:',
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
      systemd: (place: string) => `run systemctl edit ${place.replace(/\.timer$/, '.service')} and add`,
      launchd: (place: string) => `replace ProgramArguments in ${place} with the words of this command`,
      'task-scheduler': (place: string) => `replace the action of ${place} with`,
    },
  },
  ack: {
    acknowledged: (incident: string, monitor: string) => `incident ${incident} of ${monitor}: acknowledged`,
    noIncident: (monitor: string) => `${monitor} has no open incident`,
  },
  ping: {
    refused: (status: number, text: string) => `the ping was refused with status ${String(status)}: ${text}`,
    noResponse: (origin: string) => `no response from ${origin}`,
    kept: (problem: string) => `${problem}: the ping is saved and will be sent later`,
    lost: (problem: string, reason: string) => `${problem}, and the ping could not be saved: ${reason}`,
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

const status = ({ counted, length, number, responseTime }: Quantities) => ({
  none: 'no monitors yet',
  states: {
    down: 'down',
    failing: 'failing',
    late: 'late',
    degraded: 'degraded',
    unknown: 'unknown',
    running: 'running',
    new: 'waiting',
    up: 'up',
    maintenance: 'maintenance',
    paused: 'paused',
  },
  since: (ms: number) => `for ${length(ms)}`,
  responseTime,
  /** `41 days left`, `12.5 %` */
  figure({ name, value, unit }: MainFigure) {
    if (name === 'days') return value < 0 ? 'expired' : `${counted(value, 'day')} left`;
    return `${number(value)} ${unit}`.trimEnd();
  },
  counted: (count: number, state: string) => `${number(count)} ${state}`,
  counts: (counts: readonly string[]) => counts.join(', '),
});

const mute = ({ counted, minute }: Quantities) => ({
  everything: 'all monitors',
  tag: (tag: string, monitors: number) => `tag ${tag} (${counted(monitors, 'monitor')})`,
  muted: (name: string, untilMs: number | null) =>
    `${name}: muted until ${untilMs === null ? 'it recovers' : minute(untilMs)}`,
  unmuted: (name: string) => `${name}: no longer muted`,
  notMuted: (name: string) => `${name}: not muted`,
});

const maintenance = ({ counted, duration, minute }: Quantities) => ({
  none: 'no maintenance is scheduled',
  line: ({ id, name, when, monitors }: MaintenanceLine) => `${id}: ${name}: ${when}, ${counted(monitors, 'monitor')}`,
  activeUntil: (atMs: number) => `active until ${minute(atMs)}`,
  next: (fromMs: number, lengthMs: number) => `next at ${minute(fromMs)} for ${duration(lengthMs)}`,
  over: 'ended',
});

const check = ({ counted, day, instant, minute, responseTime }: Quantities) => ({
  passed: (target: string, time: string | null) => `${target}: passed${within(time)}`,
  failed: (target: string, time: string | null, reason: string) => `${target}: failed${within(time)}: ${reason}`,
  inconclusive: (target: string, reason: string) => `${target}: no result: ${reason}`,
  noReason: 'no result',
  responseTime,
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
    response: 'response',
    answer: 'answer',
    expectedFailure: 'failed as expected',
    received: 'replies',
    roundTrip: 'round trip',
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
    subject: 'subject',
    validFrom: 'valid from',
    at: 'time',
  } satisfies Readonly<Record<EvidenceName, string>>,
  moment: minute,
  /** Far from the check, the day alone. */
  nearMoment: (atMs: number, checkAtMs: number) =>
    Math.abs(atMs - checkAtMs) < 86_400_000 ? instant(atMs) : day(atMs),
  response: (status: number, version: string, size: number) =>
    `status ${String(status)}, HTTP/${version}, ${counted(size, 'byte')}`,
  certificate: (validTo: number, issuer: string) => `valid until ${day(validTo)}, issued by ${issuer}`,
  found: (subject: string, actual: string | null) => `${subject}: ${actual ?? 'no value'}`,
  part: (name: string, detail: string) => `${name}: ${detail}`,
});

const job = ({ duration }: Quantities) => ({
  ignored: (mistake: string) => `${mistake}: ignored`,
  notFound: (program: string) => `command not found: ${JSON.stringify(program)}`,
  timedOut: (timeoutMs: number) => `stopped after ${duration(timeoutMs)} (--timeout)`,
  cannotRun: (program: string, code: string) => `${JSON.stringify(program)} cannot be run (${code})`,
});

export const cli = (quantities: Quantities) => ({
  ...fixed,
  status: status(quantities),
  mute: mute(quantities),
  maintenance: maintenance(quantities),
  check: check(quantities),
  job: job(quantities),
});

const fileProblems: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
};

function within(time: string | null): string {
  return time === null ? '' : ` in ${time}`;
}
