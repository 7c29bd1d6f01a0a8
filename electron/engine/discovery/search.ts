/**
 * Looks for jobs and services on this computer. Reads files, asks the schedulers for their lists, and connects to the
 * ports that it finds, unless what usually listens there speaks no HTTP; changes nothing. Skips what is not installed or cannot be read.
 */
import type { FoundJob, FoundService } from '../../contract/model/discovery.ts';
import type { Computer } from '../ports.ts';
import { jobName, mostFiles, noSchedule, type Candidate, type JobCandidate } from './candidate.ts';
import { parseContainers } from './containers.ts';
import { parseAnacrontab, parseCrontab } from './crontab.ts';
import { parseAgent } from './launchd.ts';
import { isForOtherProtocol } from './other-protocols.ts';
import { parseLsof, parseProcNet, reachable, type Listening } from './listening.ts';
import { commandProperties, parseCommands, parseTimers } from './systemd-timers.ts';
import { listeningScript, parseConnections, parseTasks, tasksScript } from './windows.ts';

const mostJobs = 500;

export async function search(computer: Computer): Promise<readonly Candidate[]> {
  const jobs = jobsBy[computer.platform] ?? cronAndTimers;
  const [found, services] = await Promise.all([jobs(computer), findServices(computer)]);
  return [...found.slice(0, mostJobs), ...services];
}

type FindJobs = (computer: Computer) => Promise<readonly JobCandidate[]>;

const jobsBy: Partial<Record<NodeJS.Platform, FindJobs>> = {
  darwin: async (computer) => [...(await crontabs(computer)), ...(await agents(computer))],
  win32: async ({ ask }) => parseTasks(await ask('powershell', ['-NoProfile', '-Command', tasksScript])),
};

async function cronAndTimers(computer: Computer): Promise<readonly JobCandidate[]> {
  const [cron, own, system] = await Promise.all([
    crontabs(computer),
    timers(computer, ['--user']),
    timers(computer, []),
  ]);
  return [...cron, ...own, ...system];
}

// --- cron ------------------------------------------------------------------------------------------

/** Left there by editors and package managers. */
const leftover = /^\.|~$|\.(?:dpkg-\w+|rpm\w+|bak|orig|swp|disabled)$/;

async function crontabs(computer: Computer): Promise<readonly JobCandidate[]> {
  const { ask, list, readText, user } = computer;
  const source = 'crontab' as const;
  const own = { source, place: 'crontab', text: await ask('crontab', ['-l']), hasUser: false, user };
  const names = (await list('/etc/cron.d')).filter((name) => !leftover.test(name)).slice(0, mostFiles);
  const places = ['/etc/crontab', ...names.map((name) => `/etc/cron.d/${name}`)];
  const files = places.map(async (place) => {
    return { source, place, text: (await readText(place)) ?? '', hasUser: true, user };
  });
  const anacrontab = '/etc/anacrontab';
  const jobs = [
    ...[own, ...(await Promise.all(files))].flatMap(parseCrontab),
    ...parseAnacrontab((await readText(anacrontab)) ?? '', anacrontab),
  ];
  const plain = jobs.filter(({ command }) => !startsFolder.test(command));
  return [...plain, ...(await folderJobs(computer, foldersOf(jobs)))];
}

/** The command only starts the scripts of a folder, which are jobs of their own. */
const startsFolder = /\brun-parts\b(?:\s+-\S+)*\s+(\/[^\s;|&)}]+)/;
const hour = 3_600_000;
/** Also started by anacron, at times that differ from those in /etc/crontab. */
const wellKnown = { hourly: hour, daily: 24 * hour, weekly: 7 * 24 * hour, monthly: 31 * 24 * hour } as const;

type Started = Pick<FoundJob, 'schedule' | 'times'>;

function foldersOf(jobs: readonly JobCandidate[]): ReadonlyMap<string, Started> {
  const folders = new Map<string, Started>(
    Object.entries(wellKnown).map(([name, every]) => [
      `/etc/cron.${name}`,
      { schedule: { ...noSchedule, every }, times: name },
    ]),
  );
  for (const { command, schedule, times } of jobs) {
    const folder = startsFolder.exec(command)?.[1];
    if (folder !== undefined && !folders.has(folder)) folders.set(folder, { schedule, times });
  }
  return folders;
}

async function folderJobs(
  { list, readText }: Computer,
  folders: ReadonlyMap<string, Started>,
): Promise<readonly JobCandidate[]> {
  const found = await Promise.all(
    Array.from(folders, async ([folder, started]) => {
      // run-parts(8) starts no others.
      const names = (await list(folder)).filter((name) => /^[A-Za-z0-9_-]+$/.test(name)).slice(0, mostFiles);
      return Promise.all(
        names.map(async (script): Promise<JobCandidate> => {
          const place = `${folder}/${script}`;
          const job = { is: 'job', source: 'cron-folder', place, name: jobName(place), ...started } as const;
          return { ...job, command: place, lead: null, shell: null, isOwn: false, text: (await readText(place)) ?? '' };
        }),
      );
    }),
  );
  return found.flat();
}

// --- systemd and launchd ---------------------------------------------------------------------------

const timerProperties = ['Unit', 'TimersCalendar', 'TimersMonotonic', 'RandomizedDelayUSec', 'AccuracyUSec'];

/** @param manager the options that choose it. */
async function timers({ ask }: Computer, manager: readonly string[]): Promise<readonly JobCandidate[]> {
  const show = (units: readonly string[], properties: readonly string[]): Promise<string> =>
    ask('systemctl', [
      ...manager,
      'show',
      '--no-pager',
      `--property=${['Id', ...properties].join(',')}`,
      '--',
      ...units,
    ]);
  const found = parseTimers(await show(['*.timer'], timerProperties), manager.length > 0).slice(0, mostFiles);
  if (found.length === 0) return [];
  const units = found.map(({ command }) => command);
  const commands = parseCommands(await show(units, commandProperties));
  return found.map((job) => ({ ...job, text: commands.get(job.command) ?? '' }));
}

async function agents({ list, ask, home }: Computer): Promise<readonly JobCandidate[]> {
  const folders = [`${home}/Library/LaunchAgents`, '/Library/LaunchAgents', '/Library/LaunchDaemons'];
  const found = await Promise.all(
    folders.map(async (folder) => {
      const files = (await list(folder)).filter((name) => name.endsWith('.plist')).slice(0, mostFiles);
      return Promise.all(
        files.map(async (name) => {
          const place = `${folder}/${name}`;
          const json = await ask('plutil', ['-convert', 'json', '-o', '-', place]);
          return parseAgent({ json, place, isOwn: !folder.endsWith('Daemons') });
        }),
      );
    }),
  );
  return found.flat().filter((job) => job !== null);
}

// --- Services --------------------------------------------------------------------------------------

/** Clients connect from these; no service has a fixed one. */
const firstEphemeral = 49_152;
const mostServices = 50;

type Unprobed = Omit<FoundService, 'isHttp'>;

async function findServices(computer: Computer): Promise<readonly FoundService[]> {
  const containers = await findContainers(computer);
  const published = new Set(containers.map(({ port }) => port));
  const ports = new Map(
    (await listening(computer))
      .map(reachable)
      .filter(({ port }) => port > 0 && port < firstEphemeral && !published.has(port))
      .map((one) => [one.port, one]),
  );
  const programs = Array.from(ports.values(), ({ host, port }): Unprobed => {
    return { is: 'service', source: 'port', name: `localhost:${String(port)}`, host, port };
  });
  const candidates = [...containers, ...programs].slice(0, mostServices);
  const probed = await Promise.all(candidates.map((one) => probe(computer, one)));
  return probed.filter((service) => service !== null);
}

async function probe(computer: Computer, one: Unprobed): Promise<FoundService | null> {
  if (one.port === null || isForOtherProtocol(one.port)) return { ...one, isHttp: false };
  const answer = await computer.probe(one.host, one.port);
  return answer === null ? null : { ...one, isHttp: answer === 'http' };
}

/** Where `docker` is Podman's, both list the same. */
async function findContainers({ ask }: Computer): Promise<readonly Unprobed[]> {
  const [docker, podman] = await Promise.all([
    ask('docker', ['ps', '--format', '{{json .}}']),
    ask('podman', ['ps', '--format', 'json']),
  ]);
  const all = [...parseContainers(docker), ...parseContainers(podman)];
  return Array.from(new Map(all.map((one) => [`${one.name} ${String(one.port)}`, one])).values());
}

async function listening({ platform, readText, ask, uid, user }: Computer): Promise<readonly Listening[]> {
  if (platform === 'win32')
    return parseConnections(await ask('powershell', ['-NoProfile', '-Command', listeningScript]));
  if (platform === 'darwin')
    return parseLsof(await ask('lsof', ['-nP', '-a', '-u', user, '-iTCP', '-sTCP:LISTEN', '-Fn']));
  const [four, six] = await Promise.all([readText('/proc/net/tcp'), readText('/proc/net/tcp6')]);
  return [...parseProcNet(four ?? '', uid), ...parseProcNet(six ?? '', uid)];
}
