/** Why a call is refused, and where in a file something is wrong. */
import type { FailureFacts } from '../../../contract/failure.ts';
import type { RefusalFacts, StoreTrouble } from '../../../contract/refusal.ts';
import { say, type Words } from '../wording.ts';

const sorts: Readonly<Record<RefusalFacts['no-such-record']['sort'], string>> = {
  monitor: 'monitor',
  channel: 'channel',
  location: 'location',
  incident: 'incident',
  mute: 'mute',
  maintenance: 'maintenance window',
  check: 'check at',
  ping: 'ping',
  backup: 'such backup',
};

export const storeTroubles: Readonly<Record<StoreTrouble, string>> = {
  full: 'the disk is full; free some space',
  readonly: 'the data directory is not writable; check who owns it and whether its disk is read-only',
  damaged: 'the database is damaged; restart Vigilmon to set it aside and restore the newest good backup',
  busy: 'another program has locked the database; close it',
  disk: 'the disk does not respond; check its health and its connection',
  unreadable: 'the database holds data this version cannot read, and was left unchanged; run the version that wrote it',
  migration:
    'the database cannot be migrated to this version and was left unchanged; run the previous version and report this',
};

const fixed: Words<Omit<RefusalFacts, 'places-unavailable'>> = {
  fields: 'the input is not valid',
  'no-such-record': ({ sort, id }) => `there is no ${sorts[sort]}${id === null ? '' : ` ${JSON.stringify(id)}`}`,
  'no-such-call': ({ call }) => `there is no call ${JSON.stringify(call)}`,
  'call-not-text': 'the name of the call must be text',
  'nothing-to-recover-from': ({ monitor }) =>
    `${monitor} has no problem to recover from: mute it for a period of time instead`,
  'channel-in-use': ({ channel, rules }) =>
    `${rules === 1 ? '1 rule sends' : `${String(rules)} rules send`} to ${JSON.stringify(channel)}: remove it from there first`,
  'maintenance-not-active': ({ name }) => `the maintenance ${JSON.stringify(name)} is not active now`,
  'location-in-use': ({ location, monitors }) =>
    `${monitors === 1 ? '1 monitor uses' : `${String(monitors)} monitors use`} ${JSON.stringify(location)}: remove it from there first`,
  'no-places': ({ kind }) => `a location of the kind ${kind} is not chosen from a list`,
  'not-checked': 'a heartbeat cannot be checked: it waits for pings',
  internal: 'internal error in Vigilmon, see its log',
  'foreign-frame': "only Vigilmon's own window may make calls",

  'no-host-settings': 'this installation has no settings of its own',
  'no-autostart': 'this installation cannot start at login',
  'no-window': 'this installation has no window of its own',
  'fixed-listener': 'the address of this installation cannot be changed',
  'no-host-api': 'this installation has no API',
  'commands-fixed': 'whether commands may run is decided when Vigilmon is started: --allow-commands',
  'from-window-only': "this can only be done in the application's own window",
  'no-discovery': 'this installation cannot search the computer it runs on',
  'needs-api': 'this installation cannot run without its API',
  'no-token': 'there is no token while the API is off',
  'autostart-by-system': 'start at login cannot be changed here: see the login items in the system settings',
  'autostart-refused': ({ reason }) => `start at login cannot be changed: ${reason}`,
  'no-command-line': 'this installation has no command line to install',
  'no-shortcut': 'this installation has no global shortcut',
  'shortcut-taken': 'another program or the system uses this shortcut: choose another one',
  'no-updates': 'this installation does not check for updates',
  'no-update': 'there is no update to download or install',
  'command-line-taken': ({ path }) => `${path} belongs to another program: move or rename it, then install again`,
  'command-line-passing': 'move Vigilmon to the Applications folder and open it there, then install its command line',
  'command-line-refused': ({ reason }) => `the command line cannot be installed or removed: ${reason}`,
  'cannot-keep': ({ reason }) => `this cannot be saved in the data directory: ${reason}`,
  starting: 'Vigilmon is still starting',

  'port-in-use': ({ host, port }) =>
    `port ${String(port)} on ${host} is in use by another program: choose another port`,
  'port-forbidden': ({ port }) => `port ${String(port)} is reserved by the system: choose one above 1023`,
  'not-own-address': ({ host }) => `${host} is not an address of this computer: choose another address`,
  'cannot-listen': ({ host, port, reason }) => `cannot listen on ${host}, port ${String(port)}: ${reason}`,
  'page-unreadable': ({ reason }) => `the window's files cannot be read: ${reason}`,

  store: ({ trouble }) => storeTroubles[trouble],
  'store-at': ({ directory, trouble }) => `${directory}: ${storeTroubles[trouble]}`,
  'stored-unreadable': 'the stored data cannot be read: the log has the details',
  'directory-in-use': ({ directory, pid }) =>
    `${directory} is in use by another Vigilmon${pid === null ? '' : ` (process ${pid})`}: stop it, or choose another data directory`,
  'newer-database': ({ directory, version, newest }) =>
    `${directory} was written by a newer Vigilmon (its schema is ${String(version)}, this version supports ${String(newest)}): ` +
    'install that version, or choose another data directory',
  'backup-damaged': 'this backup is damaged',
  'backup-empty': 'this backup is empty',
  'backup-newer': 'this backup was made by a newer Vigilmon: install that version first',

  'foreign-host': 'the Host of this request is not an address of this Vigilmon',
  'foreign-origin': 'the Origin of this request is another site',
  'foreign-computer': 'only programs on this computer may request this',
  'token-missing': 'a token is required: Authorization: Bearer TOKEN',
  'token-wrong': 'the token is wrong',
  'not-an-api-path': 'the API is below /api/v1/',
  'wrong-method': ({ allowed }) => `use ${allowed.join(', ').replace(/, (\w+)$/, ' or $1')}`,
  'not-json-type': 'the Content-Type must be application/json',
  'body-too-large': ({ most }) => `the body is larger than ${String(most)} bytes`,
  'body-not-utf8': 'the body is not UTF-8',
  'body-too-deep': 'the body is nested too deeply',
  'body-not-json': 'the body is not JSON',
  'too-many-streams': 'too many windows are connected already',
};

export const errorsIn = (failures: Words<FailureFacts>): Words<RefusalFacts> => ({
  ...fixed,
  'places-unavailable': ({ why, detail }) =>
    `the list of places cannot be loaded: ${say(failures, { code: 'no-answer', facts: { why, detail, until: null } })}`,
});

/** Around the reason: which field, which line, and what still holds. */
export const errorFrame = {
  fieldError: (field: string, problem: string) => `${field}: ${problem}`,
  file: 'file',
  line: (line: string) => `line ${line}`,
  fieldInLine: (field: string, line: string) => `${field}, line ${line}`,
  stillAt: (error: string, url: string) => `${error}; it is still available at ${url}`,
};
