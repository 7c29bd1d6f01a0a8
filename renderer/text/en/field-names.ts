/** The fields of records by their paths in files, as the forms label them. */
import type { FieldText, FieldTextRow } from '../field-text.ts';
import { channels } from './alerts.ts';
import { channelKinds } from './channel-kinds.ts';
import { editor } from './editor.ts';
import { elsewhere } from './elsewhere.ts';
import { filterFields, monitorFields, probedFields, runFields } from './fields.ts';
import { locationKinds } from './locations.ts';
import { settings } from './settings.ts';

type Named<T> = Readonly<Partial<Record<string, T>>>;

/** Of forms by hand, and of all kinds. */
const names: Named<string> = {
  id: 'ID',
  kind: editor.kind,
  name: editor.name,
  enabled: channels.enabled,
  severity: editor.severity,
  tags: editor.tags,
  notes: editor.notes,
  dependsOn: editor.dependsOnLabel,
  locations: 'Locations',
  quorum: elsewhere.quorum,
  regionalInterval: 'Interval of locations',
  url: editor.url,
  method: editor.method,
  headers: editor.headers,
  body: editor.body,
  followRedirects: editor.followRedirects,
  maxRedirects: editor.maxRedirects,
  serverName: editor.serverName,
  clientCertificate: editor.clientCertificate,
  key: editor.clientKey,
  passphrase: editor.clientPassphrase,
  password: editor.password,
  trustedCertificates: editor.trustedCertificates,
  systemCertificates: editor.systemCertificates,
  proxy: editor.proxy,
  proxyLogin: editor.proxyPassword,
  schedule: editor.scheduleBy,
  grace: editor.grace,
  token: 'Ping URL',
  'auth.token': editor.bearerToken,
  ...settings.numbers,
};

const drawn: Named<FieldTextRow> = monitorFields;
const others: Named<{ readonly fields: FieldTextRow }> = { ...channelKinds, ...locationKinds };
/** A form by hand has the same words for how it logs in, for TLS and for assertions. */
const shared: Named<FieldText> = { ...monitorFields.metric, ...filterFields, ...runFields, ...probedFields };

/** `Password` of `smtp.password`. One that no form shows, or of a version to come, keeps the name that it has in files. */
export function fieldName(kind: string, field: string): string {
  const own = (drawn[kind] ?? others[kind]?.fields)?.[field];
  return own?.label ?? names[field] ?? shared[field]?.label ?? names[field.replace(/.*\./, '')] ?? field;
}
