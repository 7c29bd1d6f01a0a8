/** The form of each kind of monitor, and when a draft of it can be tried. */
import type { Component } from 'svelte';
import type { MonitorKind } from '../../electron/contract/monitors/registry.ts';
import type { FieldErrors } from '../error-text.ts';
import type { MonitorDraft, MonitorDraftOf } from '../state/monitor-draft.ts';
import type { Preview } from '../state/preview.svelte.ts';
import DrawnForm from './DrawnForm.svelte';
import HeartbeatForm from './heartbeat/HeartbeatForm.svelte';
import HttpForm from './http/HttpForm.svelte';
import { canTryHttp, isHarmlessHttp } from './http/trying.ts';
import type { HandmadeKind } from './kinds.ts';

interface FormProps<D> {
  readonly draft: D;
  readonly errors: FieldErrors;
  readonly preview: Preview;
}

export interface MonitorForm<D = MonitorDraft> {
  readonly component: Component<FormProps<D>, object, 'draft'>;
  /** There is something to be tried; absent: always. */
  readonly canTry?: (draft: D) => boolean;
  /** Trying it again with each change does no harm; absent: it is tried when asked for. */
  readonly isHarmless?: (draft: D) => boolean;
}

const handmade: { readonly [K in HandmadeKind]: MonitorForm<MonitorDraftOf<K>> } = {
  http: { component: HttpForm, canTry: canTryHttp, isHarmless: isHarmlessHttp },
  heartbeat: { component: HeartbeatForm },
};

const drawn: MonitorForm = { component: DrawnForm };

/** The form of a kind, seen without its kind. */
export function formOf(kind: MonitorKind): MonitorForm {
  const forms: Readonly<Record<string, unknown>> = handmade;
  return (forms[kind] as MonitorForm | undefined) ?? drawn;
}
