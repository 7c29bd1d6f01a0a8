/** A channel as its form holds it, and the way there and back. */
import type { ChannelKind } from '../../electron/contract/channels/registry.ts';
import type { SmtpSecurity } from '../../electron/contract/channels/email.ts';
import type { ChannelView } from '../../electron/contract/model/alert.ts';
import type { ChannelInput } from '../../electron/contract/channels/registry.ts';
import { fromSecret, toSecret, type SecretDraft } from './secret-draft.ts';

export interface ChannelDraft {
  readonly id: string | null;
  readonly kind: ChannelKind;
  name: string;
  enabled: boolean;
  host: string;
  port: string;
  security: SmtpSecurity;
  username: string;
  password: SecretDraft;
  from: string;
  /** Addresses with commas or line breaks between them. */
  to: string;
  webhookUrl: SecretDraft;
}

export function blankChannel(kind: ChannelKind): ChannelDraft {
  return {
    id: null,
    kind,
    name: '',
    enabled: true,
    host: '',
    port: '587',
    security: 'starttls',
    username: '',
    password: { text: '', isStored: false },
    from: '',
    to: '',
    webhookUrl: { text: '', isStored: false },
  };
}

export function channelDraftOf(channel: ChannelView): ChannelDraft {
  const { id, kind, name, enabled } = channel;
  const draft: ChannelDraft = { ...blankChannel(kind), id, name, enabled };
  if (channel.kind === 'slack') {
    return { ...draft, webhookUrl: fromSecret(channel.webhookUrl) };
  }
  if (channel.kind === 'native') return draft;
  const { smtp, from, to } = channel;
  return {
    ...draft,
    host: smtp.host,
    port: String(smtp.port),
    security: smtp.security,
    username: smtp.username ?? '',
    password: fromSecret(smtp.password),
    from,
    to: to.join(', '),
  };
}

/** The port that belongs to a security, for as long as the reader has not chosen another one. */
export const usualPorts: Readonly<Record<SmtpSecurity, string>> = { none: '25', starttls: '587', tls: '465' };

export function toChannelInput(draft: ChannelDraft): ChannelInput {
  const common = {
    ...(draft.id === null ? {} : { id: draft.id }),
    ...(draft.name.trim() === '' ? {} : { name: draft.name.trim() }),
    enabled: draft.enabled,
  };
  if (draft.kind === 'native') return { ...common, kind: 'native' };
  if (draft.kind === 'slack') return { ...common, kind: 'slack', webhookUrl: toSecret(draft.webhookUrl) };
  const username = draft.username.trim() === '' ? null : draft.username.trim();
  const password = toSecret(draft.password);
  return {
    ...common,
    kind: 'email',
    smtp: {
      host: draft.host.trim(),
      port: draft.port.trim() === '' ? Number.NaN : Number(draft.port),
      security: draft.security,
      username,
      password: username === null || password === '' ? null : password,
    },
    from: draft.from.trim(),
    to: draft.to.split(/[\s,;]+/).filter((address) => address !== ''),
  };
}
