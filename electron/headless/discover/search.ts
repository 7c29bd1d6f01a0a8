/**
 * Looks for jobs and services on this computer. Reads files, asks the schedulers for their lists, and connects to the
 * ports that were found; changes nothing. What is not installed or cannot be read is skipped.
 */
import { jobName, type Found, type FoundJob, type FoundService } from './candidate.ts';
import { parseCrontab } from './crontab.ts';
import { parseAgent } from './launchd.ts';
import { parseContainers, parseLsof, parseProcNet, reachable, type Listening } from './listening.ts';
import { parseTimers } from './systemd-timers.ts';
import { listeningScript, parseConnections, parseTasks, tasksScript } from './windows.ts';

/** The computer as far as it is searched. */
export interface Computer {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly user: string;
  readonly uid: number;
  /** Null: it cannot be read. */
  readonly readText: (path: string) => Promise<string | null>;
  /** The names in a folder; empty where it cannot be read. */
  readonly list: (path: string) => Promise<readonly string[]>;
  /** What a program prints; empty where it is not installed or fails. */
  readonly ask: (program: string, args: readonly string[]) => Promise<string>;
  /** `http`: it responds to an HTTP request. Null: it is not there. */
  readonly probe: (host: string, port: number) => Promise<'http' | 'tcp' | null>;
}

export async function search(computer: Computer): Promise<readonly Found[]> {
  const jobs = jobsBy[computer.platform] ?? cronAndTimers;
  const [found, services] = await Promise.all([jobs(computer), findServices(computer)]);
  return [...found, ...services];
}

const jobsBy: Partial<Record<NodeJS.Platform, (computer: Computer) => Promise<readonly FoundJob[]>>> = {
  darwin: async (computer) => [...(await crontabs(computer)), ...(await agents(computer))],
  win32: async ({ ask }) => parseTasks(await ask('powershell', ['-NoProfile', '-Command', tasksScript])),
};

async function cronAndTimers(computer: Computer): Promise<readonly FoundJob[]> {
  const { ask } = computer;
  const show = ['show', '*.timer', '--no-pager', '--property=Id,Unit,TimersCalendar,TimersMonotonic'];
  return [
    ...(await crontabs(computer)),
    ...(await cronFolders(computer)),
    ...parseTimers(await ask('systemctl', ['--user', ...show]), true),
    ...parseTimers(await ask('systemctl', show), false),
  ];
}

async function crontabs({ ask, list, readText, user }: Computer): Promise<readonly FoundJob[]> {
  const own = {
    source: 'crontab',
    place: 'crontab',
    text: await ask('crontab', ['-l']),
    hasUser: false,
    user,
  } as const;
  const places = ['/etc/crontab', ...(await list('/etc/cron.d')).map((name) => `/etc/cron.d/${name}`)];
  const texts = await Promise.all(places.map(async (place) => ({ place, text: (await readText(place)) ?? '' })));
  // These only start the folders, which are listed by themselves.
  const isOfFolder = ({ command }: FoundJob): boolean => /run-parts/.test(command);
  return [own, ...texts.map((file) => ({ source: 'crontab' as const, ...file, hasUser: true, user }))]
    .flatMap((file) => parseCrontab(file))
    .filter((job) => !isOfFolder(job));
}

const hour = 3_600_000;
const folders = { 'cron.hourly': hour, 'cron.daily': 24 * hour, 'cron.weekly': 7 * 24 * hour } as const;

async function cronFolders({ list }: Computer): Promise<readonly FoundJob[]> {
  const found = await Promise.all(
    Object.entries(folders).map(async ([folder, every]) => {
      // run-parts(8) starts no others.
      const names = (await list(`/etc/${folder}`)).filter((name) => /^[A-Za-z0-9_-]+$/.test(name));
      return names.map((name): FoundJob => {
        const place = `/etc/${folder}/${name}`;
        const schedule = { cron: null, every, timezone: null };
        return {
          is: 'job',
          source: 'cron-folder',
          place,
          name: jobName(place),
          schedule,
          command: place,
          lead: null,
          isOwn: false,
        };
      });
    }),
  );
  return found.flat();
}

async function agents({ list, ask, home }: Computer): Promise<readonly FoundJob[]> {
  const folder = `${home}/Library/LaunchAgents`;
  const files = (await list(folder)).filter((name) => name.endsWith('.plist'));
  const found = await Promise.all(
    files.map(async (name) => {
      const place = `${folder}/${name}`;
      return parseAgent(await ask('plutil', ['-convert', 'json', '-o', '-', place]), place);
    }),
  );
  return found.filter((job) => job !== null);
}

/** Clients connect from these; no service has a fixed one. */
const firstEphemeral = 49_152;
const mostServices = 50;

async function findServices(computer: Computer): Promise<readonly FoundService[]> {
  const containers = parseContainers(await computer.ask('docker', ['ps', '--format', '{{json .}}']));
  const published = new Set(containers.map(({ port }) => port));
  const ports = new Map(
    (await listening(computer))
      .map(reachable)
      .filter(({ port }) => port < firstEphemeral && !published.has(port))
      .map((one) => [one.port, one]),
  );
  const programs = Array.from(ports.values(), ({ host, port }) => {
    return { is: 'service' as const, source: 'port' as const, name: `localhost:${String(port)}`, host, port };
  });
  const candidates = [...containers, ...programs].slice(0, mostServices);
  const probed = await Promise.all(
    candidates.map(async (one) => ({ one, as: await computer.probe(one.host, one.port) })),
  );
  return probed.flatMap(({ one, as }) => (as === null ? [] : [{ ...one, isHttp: as === 'http' }]));
}

async function listening({ platform, readText, ask, uid, user }: Computer): Promise<readonly Listening[]> {
  if (platform === 'win32')
    return parseConnections(await ask('powershell', ['-NoProfile', '-Command', listeningScript]));
  if (platform === 'darwin')
    return parseLsof(await ask('lsof', ['-nP', '-a', '-u', user, '-iTCP', '-sTCP:LISTEN', '-Fn']));
  const [four, six] = await Promise.all([readText('/proc/net/tcp'), readText('/proc/net/tcp6')]);
  return [...parseProcNet(four ?? '', uid), ...parseProcNet(six ?? '', uid)];
}
