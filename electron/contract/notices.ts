/**
 * What the user should know about the program itself, as codes with facts. `system.info` lists them, worst first, for as
 * long as they apply. One more notice is an entry in `NoticeFacts` and in `severities`, and its words in
 * engine/wording/en/system-notices.ts.
 */
import type { Coded, NoFacts } from './coded.ts';
import type { ChannelTrouble } from './model/alert.ts';
import { severities as severityOrder, type Severity } from './model/monitor.ts';
import type { NotShown } from './not-shown.ts';
import type { Reason } from './refusal.ts';

/** What became of the database that a backup replaced; files are relative to the data directory. */
export type ReplacedDatabase =
  | { readonly is: 'kept'; readonly file: string }
  | { readonly is: 'damaged'; readonly file: string }
  | { readonly is: 'missing' };

export interface FailingChannel {
  readonly name: string;
  readonly trouble: ChannelTrouble;
}

export interface NoticeFacts {
  /** `aside`: the damaged file, relative to the data directory. `backupAt` null: there was no usable backup. */
  readonly 'database-damaged': { readonly aside: string; readonly backupAt: number | null };
  /** `backupAt`: of the newest backup, which was not restored. */
  readonly 'database-missing': { readonly backupAt: number };
  /** `aside`: the file of another program, relative to the data directory. `backupAt` null: there is no backup. */
  readonly 'database-foreign': { readonly aside: string; readonly backupAt: number | null };
  /** Found while the program runs; the next start replaces the database. */
  readonly 'damage-found': NoFacts;
  readonly 'backup-restored': { readonly backupAt: number; readonly replaced: ReplacedDatabase };
  readonly 'restore-failed': { readonly backupAt: number; readonly reason: Reason };
  readonly 'backup-failed': { readonly reason: Reason };
  readonly 'cannot-record': { readonly reason: Reason };
  /** Names of monitors and channels; `more`: how many are not listed. */
  readonly 'secrets-unreadable': { readonly names: readonly string[]; readonly more: number };
  /** Enabled channels that do not deliver; `more`: how many are not listed. */
  readonly 'channels-failing': { readonly channels: readonly FailingChannel[]; readonly more: number };
  readonly 'no-key-store': NoFacts;
  readonly 'listener-closed': { readonly reason: Reason };
  /** `by`: the program that shows notifications instead. */
  readonly 'notifications-substituted': { readonly by: string; readonly why: readonly NotShown[] };
  /** `byMs`: how late the latest checks start, rounded down. */
  readonly 'checks-late': { readonly byMs: number };
  /** Linux: no panel shows the tray icon. */
  readonly 'no-tray': NoFacts;
  readonly 'update-available': { readonly version: string; readonly installsItself: boolean };
  readonly 'update-downloading': { readonly version: string };
  readonly 'update-ready': { readonly version: string };
  readonly 'update-failed': { readonly version: string };
  readonly 'notifications-failing': { readonly why: readonly NotShown[] };
}

type NoticeCode = keyof NoticeFacts;
export type Notice = Coded<NoticeFacts>;

const severities: Readonly<Record<NoticeCode, Severity>> = {
  'database-damaged': 'critical',
  'database-missing': 'critical',
  'database-foreign': 'critical',
  'damage-found': 'critical',
  'backup-restored': 'info',
  'restore-failed': 'warning',
  'backup-failed': 'warning',
  'cannot-record': 'critical',
  'secrets-unreadable': 'critical',
  'channels-failing': 'critical',
  'no-key-store': 'info',
  'listener-closed': 'warning',
  'notifications-substituted': 'info',
  'checks-late': 'warning',
  'no-tray': 'info',
  'update-available': 'info',
  'update-downloading': 'info',
  'update-ready': 'info',
  'update-failed': 'warning',
  'notifications-failing': 'warning',
};

/** Whether the code is known and has facts. The shape of the facts is trusted, since this program wrote them. */
export function isNotice(value: unknown): value is Notice {
  if (typeof value !== 'object' || value === null || !('code' in value) || !('facts' in value)) return false;
  const { code, facts } = value;
  return typeof code === 'string' && Object.hasOwn(severities, code) && typeof facts === 'object' && facts !== null;
}

export function severityOfNotice({ code }: Pick<Notice, 'code'>): Severity {
  return severities[code];
}

/** For sorting: worst first. */
export function compareNotices(a: Pick<Notice, 'code'>, b: Pick<Notice, 'code'>): number {
  return severityOrder.indexOf(severityOfNotice(a)) - severityOrder.indexOf(severityOfNotice(b));
}

export type WordedNotice = Notice & {
  readonly severity: Severity;
  /** Whole sentences, in the language asked for. */
  readonly message: string;
};
