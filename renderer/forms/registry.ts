/** The form of each kind of monitor, and whether testing its draft is harmless. */
import type { Component } from 'svelte';
import type { MonitorKind } from '../../electron/contract/monitors/registry.ts';
import type { FieldErrors } from '../error-text.ts';
import type { MonitorDraft, MonitorDraftOf } from '../state/monitor-draft.ts';
import type { Preview } from '../state/preview.svelte.ts';
import DrawnForm from './DrawnForm.svelte';
import HeartbeatForm from './heartbeat/HeartbeatForm.svelte';
import HttpForm from './http/HttpForm.svelte';
import { isHarmlessHttp } from './http/trying.ts';
import type { HandmadeKind } from './kinds.ts';

interface FormProps<D> {
  readonly draft: D;
  readonly errors: FieldErrors;
  readonly preview: Preview;
}

export interface MonitorForm<D = MonitorDraft> {
  readonly component: Component<FormProps<D>, object, 'draft'>;
  /** Repeating the test with each change is harmless; absent: it is run on request. */
  readonly isHarmless?: (draft: D) => boolean;
}

const handmade: { readonly [K in HandmadeKind]: MonitorForm<MonitorDraftOf<K>> } = {
  http: { component: HttpForm, isHarmless: isHarmlessHttp },
  heartbeat: { component: HeartbeatForm },
};

const drawn: MonitorForm = { component: DrawnForm };

/** The form of a kind, with the kind erased from its type. */
export function formOf(kind: MonitorKind): MonitorForm {
  const forms: Readonly<Record<string, unknown>> = handmade;
  return (forms[kind] as MonitorForm | undefined) ?? drawn;
}
