/** Kinds of channel with a form written by hand; the others have the generated one. */
import type { Component } from 'svelte';
import type { ChannelKind } from '../../electron/contract/channels/registry.ts';
import type { FieldErrors } from '../error-text.ts';
import type { FieldsDraft } from '../state/fields-draft.ts';
import EmailFields from './email/EmailFields.svelte';
import WebhookFields from './webhook/WebhookFields.svelte';

type ChannelForm = Component<{ draft: FieldsDraft; readonly errors: FieldErrors }, object, 'draft'>;

export const channelForms: { readonly [K in ChannelKind]?: ChannelForm } = {
  email: EmailFields,
  webhook: WebhookFields,
};
