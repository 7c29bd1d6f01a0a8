/**
 * What Alertmanager calls a receiver, for each kind of channel that it knows too. Secrets are read from files, or are a
 * variable where it has no setting for a file. One more kind is one more function and one line in `receivers`.
 */
import {
  definitionOf,
  type Channel,
  type ChannelKind,
  type ChannelOf,
} from '../../../../contract/channels/registry.ts';
import type { HandoverFile } from '../../../../contract/handover.ts';
import { unknownFields, type ExportContext } from './context.ts';

interface Receiver {
  readonly settings: object;
  readonly files?: readonly HandoverFile[];
}

interface Translation<C> {
  readonly known: readonly string[];
  readonly receiver: (channel: C, context: ExportContext) => Receiver;
}

/** The summaries of all alerts of a message, a line each. A message may have some that are resolved and others that are not. */
const status = '{{ if eq .Status "resolved" }}[{{ .Status | toUpper }}] {{ end }}';
const summaries = `{{ range .Alerts }}${status}{{ .Annotations.summary }}{{ "\\n" }}{{ end }}`;
const resolved = { send_resolved: true } as const;

const email: Translation<ChannelOf<'email'>> = {
  known: ['smtp', 'from', 'replyTo', 'to'],
  receiver({ id, smtp, from, replyTo, to }, { note, secretFile }) {
    const { host, port, security, username, heloName, trustedCertificates } = smtp;
    // It uses implicit TLS on this port, and on no other.
    if ((security === 'tls') !== (port === 465)) {
      note({ code: 'channel-field-left-out', facts: { channel: id, field: 'smtp.security' } });
    }
    const certificates = { path: `certificates/${id}.pem`, text: trustedCertificates ?? '' };
    const settings = {
      ...resolved,
      to: to.join(', '),
      from,
      smarthost: `${host.includes(':') ? `[${host}]` : host}:${String(port)}`,
      require_tls: security !== 'none',
      ...(heloName === null ? {} : { hello: heloName }),
      ...(username === null ? {} : { auth_username: username, auth_password_file: secretFile(id, 'smtp.password') }),
      ...(replyTo === null ? {} : { headers: { 'Reply-To': replyTo } }),
      ...(trustedCertificates === null ? {} : { tls_config: { ca_file: certificates.path } }),
      text: summaries,
    };
    return { settings: { email_configs: [settings] }, files: trustedCertificates === null ? [] : [certificates] };
  },
};

function likeSlack(id: string, { secretFile }: ExportContext): Receiver {
  const settings = { ...resolved, api_url_file: secretFile(id, 'webhookUrl'), text: summaries };
  return { settings: { slack_configs: [settings] } };
}

const slack: Translation<ChannelOf<'slack'>> = {
  known: ['webhookUrl'],
  receiver: ({ id }, context) => likeSlack(id, context),
};

const mattermost: Translation<ChannelOf<'mattermost'>> = {
  known: ['webhookUrl'],
  receiver: ({ id }, context) => likeSlack(id, context),
};

const pagerduty: Translation<ChannelOf<'pagerduty'>> = {
  known: ['routingKey', 'server'],
  receiver: ({ id, server }, { secretFile }) => ({
    settings: {
      pagerduty_configs: [
        {
          ...resolved,
          routing_key_file: secretFile(id, 'routingKey'),
          url: `${server.replace(/\/$/u, '')}/v2/enqueue`,
          severity: '{{ or .CommonLabels.severity "critical" }}',
        },
      ],
    },
  }),
};

/** The path of its URL often holds a token. */
const webhook: Translation<ChannelOf<'webhook'>> = {
  known: ['url'],
  receiver({ id, url }, { variable }) {
    const { origin, pathname, search } = new URL(typeof url === 'string' ? url : 'http://localhost');
    const hasPath = pathname !== '/' || search !== '';
    const address = hasPath ? `${origin}/${variable(id, 'urlPath')}` : origin;
    return { settings: { webhook_configs: [{ ...resolved, url: address }] } };
  },
};

/** Null: Alertmanager has nothing like it. */
const receivers: { readonly [K in ChannelKind]: Translation<ChannelOf<K>> | null } = {
  email,
  slack,
  mattermost,
  pagerduty,
  webhook,
  native: null,
  teams: null,
  discord: null,
  telegram: null,
  googlechat: null,
  matrix: null,
  ntfy: null,
  pushover: null,
  gotify: null,
  apprise: null,
};

/** Null: Alertmanager has nothing like it. */
export function receiverOf(channel: Channel, context: ExportContext): Receiver | null {
  const translation = receivers[channel.kind] as Translation<Channel> | null;
  if (translation === null) return null;
  for (const field of unknownFields(definitionOf(channel.kind).fields, { ...channel }, translation.known)) {
    context.note({ code: 'channel-field-left-out', facts: { channel: channel.id, field } });
  }
  return translation.receiver(channel, context);
}
