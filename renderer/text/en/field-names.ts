/** The fields of records by their paths in files, as the forms label them. */
import type { FieldText, FieldTextRow } from '../field-text.ts';
import { channels } from './alerts.ts';
import { channelKinds } from './channel-kinds.ts';
import { digest } from './digest.ts';
import { editor } from './editor.ts';
import { elsewhere } from './elsewhere.ts';
import { filterFields, monitorFields, probedFields, runFields } from './fields.ts';
import { locationKinds } from './locations.ts';
import { mutes } from './mutes.ts';
import { quiet } from './rules.ts';
import { settings } from './settings.ts';

type Named<T> = Readonly<Partial<Record<string, T>>>;

/** Of forms by hand, and of all kinds. */
const names: Named<unknown> = {
  ...quiet,
  ...settings,
  ...editor,
  id: 'ID',
  enabled: channels.enabled,
  dependsOn: editor.dependsOnLabel,
  locations: 'Locations',
  quorum: elsewhere.quorum,
  regionalInterval: elsewhere.interval,
  covers: mutes.what,
  createFromPings: settings.pingKey.creates,
  digest: digest.title,
  duration: mutes.howLong,
  cert: editor.clientCertificate,
  key: editor.clientKey,
  passphrase: editor.clientPassphrase,
  proxyLogin: editor.proxyPassword,
  schedule: editor.scheduleBy,
  token: 'Ping URL',
  'auth.token': editor.bearerToken,
  ...settings.values,
};

function nameOf(field: string): string | undefined {
  const name = names[field];
  return typeof name === 'string' ? name : undefined;
}

const drawn: Named<FieldTextRow> = monitorFields;
const others: Named<{ readonly fields: FieldTextRow }> = { ...channelKinds, ...locationKinds };
/** A form by hand has the same words for how it logs in, for TLS and for assertions. */
const shared: Named<FieldText> = { ...monitorFields.metric, ...filterFields, ...runFields, ...probedFields };

/** `Password` of `smtp.password`. One that no form shows, or of a version to come, keeps the name that it has in files. */
export function fieldName(kind: string, field: string): string {
  const row: Named<FieldText> | undefined = drawn[kind] ?? others[kind]?.fields;
  const [first = '', inner = ''] = field.split('.');
  const own = row?.[field] ?? row?.[first]?.fields?.[inner];
  return own?.label ?? nameOf(field) ?? shared[field]?.label ?? nameOf(field.replace(/.*\./, '')) ?? field;
}
