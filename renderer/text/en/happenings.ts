/** What happened to a monitor besides its checks. */
import type { AnnotationScope } from '../../../electron/contract/model/annotation.ts';
import { formatLength } from '../../format.ts';
import type { FieldTextRow } from '../field-text.ts';
import type { Happened } from '../../state/happenings.ts';
import { editor, assertions } from './editor.ts';
import { elsewhere } from './elsewhere.ts';
import { filterFields, monitorFields, probedFields, runFields } from './fields.ts';
import { muteEnd } from './mutes.ts';
import { listed, plural } from './phrases.ts';

/** A stop that lasted less is a restart. */
const restartMs = 2 * 60_000;

/** Of the kinds with a form by hand, and of all kinds. */
const fieldNames: Readonly<Partial<Record<string, string>>> = {
  id: 'ID',
  kind: editor.kind,
  name: editor.name,
  severity: editor.severity,
  tags: editor.tags,
  notes: editor.notes,
  dependsOn: editor.dependsOnLabel,
  locations: 'Locations',
  quorum: elsewhere.quorum,
  regionalInterval: 'Interval of locations',
  assertions: assertions.title,
  url: editor.url,
  method: editor.method,
  headers: editor.headers,
  body: editor.body,
  auth: editor.auth,
  followRedirects: editor.followRedirects,
  maxRedirects: editor.maxRedirects,
  serverName: editor.serverName,
  clientCertificate: editor.clientCertificate,
  trustedCertificates: editor.trustedCertificates,
  systemCertificates: editor.systemCertificates,
  proxy: editor.proxy,
  proxyLogin: editor.proxyPassword,
  ignoreTlsErrors: editor.ignoreTlsErrors,
  certificateWarningDays: editor.certificateDays.label,
  schedule: editor.scheduleBy,
  grace: editor.grace,
  token: 'Ping URL',
};

const drawnFields: Readonly<Partial<Record<string, FieldTextRow>>> = monitorFields;
const sharedFields: readonly FieldTextRow[] = [probedFields, runFields, filterFields];

/** A field of a version to come keeps the name that it has in files. */
function fieldName(kind: string, field: string): string {
  const rows = [drawnFields[kind] ?? {}, ...sharedFields];
  return rows.find((row) => field in row)?.[field]?.label ?? fieldNames[field] ?? field;
}

/** Of a mute that covers more than the monitor. */
function scopeName(scope: AnnotationScope): string {
  if (scope.kind === 'monitor') return '';
  return scope.kind === 'all' ? ' (all monitors)' : ` (all tagged ${scope.tag})`;
}

function started(stoppedAt: number | null, at: number): string {
  if (stoppedAt === null) return 'Vigilmon started for the first time';
  const away = at - stoppedAt;
  return away < restartMs ? 'Vigilmon restarted' : `Vigilmon started, after ${formatLength(away)} without checks`;
}

function describe(event: Happened, at: number, kind: string): string {
  switch (event.type) {
    case 'added':
      return 'Monitor added';
    case 'edited':
      return `Edited: ${listed(event.fields.map((field) => fieldName(kind, field)))}`;
    case 'paused':
      return 'Paused';
    case 'resumed':
      return 'Resumed';
    case 'muted':
      return `Muted ${muteEnd(event.until, at)}${scopeName(event.scope)}`;
    case 'unmuted':
      return `Unmuted${scopeName(event.scope)}`;
    case 'mute-ended':
      return `Mute ended${scopeName(event.scope)}`;
    case 'acknowledged':
      return 'Incident acknowledged';
    case 'started':
      return started(event.stoppedAt, at);
    case 'maintenance':
      return `Maintenance for ${formatLength(event.lengthMs)}`;
  }
}

export const happenings = {
  title: (count: number) => plural(count, 'change in this period', 'changes in this period'),
  describe,
  fieldName,
};
