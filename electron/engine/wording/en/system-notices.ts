/** Notices about the program itself, in whole sentences. */
import type { ChannelTrouble } from '../../../contract/model/alert.ts';
import type { FailingChannel, NoticeFacts, ReplacedDatabase } from '../../../contract/notices.ts';
import type { Reason, RefusalFacts } from '../../../contract/refusal.ts';
import { say, type Words } from '../wording.ts';
import { notShown } from './not-shown.ts';
import type { Quantities } from './quantities.ts';

export function systemNoticesIn(quantities: Quantities, errors: Words<RefusalFacts>): Words<NoticeFacts> {
  const { length, listed, minute } = quantities;
  const said = (reason: Reason): string => say(errors, reason);
  return {
    'database-damaged': ({ aside, backupAt }) =>
      `The database was damaged and is kept as ${aside}. ` +
      (backupAt === null
        ? 'There was no usable backup: monitors, channels and history are lost, and Vigilmon has started with an empty database.'
        : `The backup of ${minute(backupAt)} was restored. Later changes and recordings are lost.`),
    'database-missing': ({ backupAt }) =>
      `The database was missing, so Vigilmon has started with an empty one. ${offered(minute(backupAt))}`,
    'database-foreign': ({ aside, backupAt }) =>
      `The database had been replaced by a file of another program, which is kept as ${aside}. ` +
      `Vigilmon has started with an empty database. ${offered(backupAt === null ? null : minute(backupAt))}`,
    'damage-found':
      'The database is damaged. Restart Vigilmon to set it aside and restore the newest intact backup. ' +
      'Changes and recordings since that backup will be lost.',
    'backup-restored': ({ backupAt, replaced }) =>
      `The backup of ${minute(backupAt)} was restored. ${previousDatabase(replaced)}`,
    'restore-failed': ({ backupAt, reason }) =>
      `The backup of ${minute(backupAt)} could not be restored: ${said(reason)}. Vigilmon will try again at the next start.`,
    'backup-failed': ({ reason }) => `The daily backup of Vigilmon's data failed: ${said(reason)}.`,
    'cannot-record': ({ reason }) => `Checks and pings cannot be recorded: ${said(reason)}.`,
    'secrets-unreadable': ({ names, more }) =>
      'Stored passwords or tokens cannot be read because the key that encrypted them is missing. ' +
      `Enter them again for ${listed(names, more)}. Nothing was deleted: if the key returns, they can be read again.`,
    'channels-failing': ({ channels, more }) =>
      `Notifications are not delivered through ${listed(channels.map(failing), more)}.`,
    'no-key-store':
      'This desktop has no key store, so passwords are encrypted with a key file in the data directory: ' +
      'anyone who can read your files can read them.',
    'listener-closed': ({ reason }) => `Pings cannot be received: ${said(reason)}.`,
    'notifications-substituted': ({ by, why }) =>
      `Notifications are shown by ${by}, so clicking them does not open Vigilmon: ${notShown(why)}.`,
    'checks-late': ({ byMs }) =>
      `Checks start up to ${length(byMs)} late because this computer or a target host is overloaded. ` +
      'The states shown may be out of date.',
    'no-tray':
      'This desktop shows no tray icons, so closing the window minimizes it. On GNOME, the extension "AppIndicator and ' +
      'KStatusNotifierItem Support" adds a tray.',
    'update-available': ({ version, installsItself }) =>
      installsItself
        ? `Vigilmon ${version} is available.`
        : `Vigilmon ${version} is available. Install it with your package manager.`,
    'update-downloading': ({ version }) => `Downloading Vigilmon ${version}.`,
    'update-ready': ({ version }) => `Vigilmon ${version} is ready. It will be installed when you quit Vigilmon.`,
    'update-failed': ({ version }) => `Vigilmon ${version} could not be downloaded.`,
    'notifications-failing': ({ why }) => `Notifications cannot be shown: ${notShown(why)}.`,
  };
}

function offered(backupAt: string | null): string {
  if (backupAt === null) return 'There is no backup to restore.';
  return `The newest backup is of ${backupAt}: to get your monitors and history back, restore it in Settings, Backups.`;
}

const troubles: Readonly<Record<ChannelTrouble, string>> = {
  silent: 'accepts nothing',
  rejecting: 'rejects notifications',
  'gave-up': 'gave up after a day',
  broken: 'broken',
  partial: 'rejects some recipients',
};

function failing({ name, trouble }: FailingChannel): string {
  return `${name} (${troubles[trouble]})`;
}

function previousDatabase(replaced: ReplacedDatabase): string {
  switch (replaced.is) {
    case 'kept':
      return `The previous database is kept as ${replaced.file}.`;
    case 'damaged':
      return `The previous database was damaged and is kept as ${replaced.file}.`;
    case 'missing':
      return 'There was no database before.';
  }
}
