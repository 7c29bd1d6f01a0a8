/** Settings by name; a missing or invalid one has its default. */
import type { DigestSchedule } from '../../contract/model/alert.ts';
import { themes, type Settings } from '../../contract/model/program.ts';
import { digestInput } from '../../contract/schemas.ts';
import { fromJson } from './json-column.ts';
import type { Connection } from './sqlite.ts';

export interface SettingsRepository {
  read(): Settings;
  write(settings: Settings): void;
  /** Sealed; null: there is none. */
  pingKey(): string | null;
  setPingKey(sealed: string | null): void;
  /** When the engine last recorded that it was running: time after it is unknown. Null: never. */
  aliveAt(): number | null;
  setAliveAt(atMs: number): void;
  /** When digests were last settled: earlier ones are sent, or were skipped. Null: never. */
  digestAt(): number | null;
  setDigestAt(atMs: number): void;
}

export const defaultSettings: Settings = {
  theme: 'system',
  rawDays: 7,
  historyDays: 400,
  maxConcurrent: 64,
  maxPerHost: 4,
  // Of three companies, so that an outage of one does not look like ours; each responds with an empty 204.
  anchors: [
    'http://connectivitycheck.gstatic.com/generate_204',
    'http://cp.cloudflare.com/generate_204',
    'http://edge-http.microsoft.com/captiveportal/generate_204',
  ],
  stretchOnBattery: false,
  checkForUpdates: true,
  groupWait: 10_000,
  flapAfter: 6,
  createFromPings: false,
  digest: null,
};

/** Settings have defaults, so a damaged one is no reason to set the database aside. */
export function dropDamagedSettings(connection: Connection): void {
  const damaged = 'FROM settings WHERE NOT json_valid(value)';
  // Without anything to drop, a start must not wait for the lock of another program.
  if (connection.prepare(`SELECT 1 ${damaged}`).all().length > 0) connection.exec(`DELETE ${damaged}`);
}

export function settingsRepository(connection: Connection): SettingsRepository {
  const selectAll = connection.prepare<[], { readonly name: string; readonly value: string }>(
    'SELECT name, value FROM settings',
  );
  const selectOne = connection.prepare<[string], { readonly value: string }>(
    'SELECT value FROM settings WHERE name = ?',
  );
  const save = connection.prepare<[string, string]>('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)');
  const selectMark = connection.prepare<[string], { readonly at: number }>('SELECT at FROM marks WHERE name = ?');
  const saveMark = connection.prepare<[string, number]>('INSERT OR REPLACE INTO marks (name, at) VALUES (?, ?)');

  return {
    read() {
      const stored = new Map<string, unknown>(
        selectAll.all().map(({ name, value }) => [name, fromJson<unknown>(value)]),
      );
      return settingsOf(stored);
    },
    write(settings) {
      connection.transaction(() => {
        for (const [name, value] of Object.entries(settings)) save.run(name, JSON.stringify(value));
      });
    },
    pingKey() {
      const row = selectOne.get('pingKey');
      const stored = row === undefined ? null : fromJson<unknown>(row.value);
      return typeof stored === 'string' ? stored : null;
    },
    setPingKey(sealed) {
      save.run('pingKey', JSON.stringify(sealed));
    },
    aliveAt: () => selectMark.get('alive')?.at ?? null,
    setAliveAt(atMs) {
      saveMark.run('alive', atMs);
    },
    digestAt: () => selectMark.get('digest')?.at ?? null,
    setDigestAt(atMs) {
      saveMark.run('digest', atMs);
    },
  };
}

function settingsOf(stored: ReadonlyMap<string, unknown>): Settings {
  const count = (name: 'rawDays' | 'historyDays' | 'maxConcurrent' | 'maxPerHost'): number => {
    const value = stored.get(name);
    return typeof value === 'number' && value > 0 ? value : defaultSettings[name];
  };
  return {
    theme: themes.find((theme) => theme === stored.get('theme')) ?? defaultSettings.theme,
    rawDays: count('rawDays'),
    historyDays: count('historyDays'),
    maxConcurrent: count('maxConcurrent'),
    maxPerHost: count('maxPerHost'),
    anchors: textsOf(stored.get('anchors')) ?? defaultSettings.anchors,
    stretchOnBattery: stored.get('stretchOnBattery') === true,
    checkForUpdates: stored.get('checkForUpdates') !== false,
    flapAfter: amountOf(stored.get('flapAfter')) ?? defaultSettings.flapAfter,
    groupWait: amountOf(stored.get('groupWait')) ?? defaultSettings.groupWait,
    createFromPings: stored.get('createFromPings') === true,
    digest: digestOf(stored.get('digest')),
  };
}

function digestOf(value: unknown): DigestSchedule | null {
  const parsed = digestInput.safeParse(value);
  if (!parsed.success) return null;
  const { days = [], at, timezone = null, channels } = parsed.data;
  return { days, at, timezone, channels };
}

/** A number that may be 0. */
function amountOf(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 ? value : null;
}

function textsOf(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null;
}
