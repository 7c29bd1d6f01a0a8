/**
 * The form model of a monitor, mostly text, and its conversion in both directions. Nothing is validated here: the
 * engine reports invalid input. Fields of the kinds are converted by fields-draft.ts.
 */
import { formatDuration } from '../../electron/contract/duration.ts';
import { elsewhereDefaults, type Elsewhere } from '../../electron/contract/locations/elsewhere.ts';
import type { Quorum } from '../../electron/contract/model/location.ts';
import type { Severity } from '../../electron/contract/model/monitor.ts';
import type {
  Monitor,
  MonitorInput,
  MonitorKind,
  MonitorPatch,
  MonitorValuesOf,
} from '../../electron/contract/monitors/registry.ts';
import { recogniseAddress } from '../../electron/contract/monitors/recognise.ts';
import { monitorDefinition } from '../definitions.ts';
import { blankFields, fieldsDraftOf, fieldsInput, withoutStoredSecrets, type DraftOf } from './fields-draft.ts';

interface CommonDraft {
  /** Null: a new monitor. */
  readonly id: string | null;
  name: string;
  severity: Severity;
  tags: readonly string[];
  notes: string;
  /** Ids of monitors. */
  dependsOn: readonly string[];
  elsewhere: ElsewhereDraft;
}

/** How other locations take part. */
export interface ElsewhereDraft {
  locations: string[];
  quorum: Quorum;
  /** Empty: they are asked to confirm a failure alone. */
  regionalInterval: string;
}

export type MonitorDraftOf<K extends MonitorKind> = {
  [P in K]: CommonDraft & { readonly kind: P; fields: DraftOf<MonitorValuesOf<P>> };
}[K];
export type MonitorDraft = MonitorDraftOf<MonitorKind>;

export function blankDraft<K extends MonitorKind>(kind: K): MonitorDraftOf<K> {
  const fields = blankFields(monitorDefinition(kind).fields);
  return {
    id: null,
    name: '',
    severity: 'critical',
    tags: [],
    notes: '',
    dependsOn: [],
    elsewhere: elsewhereDraftOf(elsewhereDefaults),
    kind,
    fields,
  } as unknown as MonitorDraftOf<K>;
}

/** @param address as recogniseAddress reads it. */
export function draftOfAddress(address: string): MonitorDraft | null {
  const recognised = recogniseAddress(address);
  if (recognised === null) return null;
  const { kind, fields } = recognised;
  // Fields that the address says nothing about get their defaults.
  const known = fieldsDraftOf(monitorDefinition(kind).fields, fields as MonitorValuesOf<MonitorKind>);
  return { ...blankDraft(kind), fields: known } as MonitorDraft;
}

/** The kind that an address is for, if it is another one than that of the form. */
export function otherKindOf(address: string, kind: MonitorKind): MonitorKind | null {
  const recognised = address.trim() === '' ? null : recogniseAddress(address);
  return recognised === null || recognised.kind === kind ? null : recognised.kind;
}

export function draftOf(monitor: Monitor): MonitorDraft {
  const { id, kind, name, severity, tags, notes, dependsOn } = monitor;
  const elsewhere = elsewhereDraftOf(monitor);
  const fields = fieldsDraftOf(monitorDefinition(kind).fields, monitor);
  return { id, kind, name, severity, tags, notes, dependsOn, elsewhere, fields } as MonitorDraft;
}

function elsewhereDraftOf({ locations, quorum, regionalInterval }: Elsewhere): ElsewhereDraft {
  return {
    locations: [...locations],
    quorum,
    regionalInterval: regionalInterval === null ? '' : formatDuration(regionalInterval),
  };
}

function elsewhereOf({ locations, quorum, regionalInterval }: ElsewhereDraft): object {
  return { locations, quorum, regionalInterval: regionalInterval === '' ? null : regionalInterval };
}

/** The draft for a copy. Stored secrets cannot be read, so they are left out. */
export function copyOf(monitor: Monitor, name: string): MonitorDraft {
  const draft = draftOf(monitor);
  const fields = withoutStoredSecrets(monitorDefinition(draft.kind).fields, draft.fields);
  return { ...draft, id: null, name, fields } as MonitorDraft;
}

export function toInput(draft: MonitorDraft): MonitorInput {
  return {
    ...(draft.id === null ? {} : { id: draft.id }),
    // The engine names a new monitor without a name.
    ...(draft.name.trim() === '' && draft.id === null ? {} : { name: draft.name.trim() }),
    severity: draft.severity,
    tags: [...draft.tags],
    notes: draft.notes,
    dependsOn: [...draft.dependsOn],
    ...elsewhereOf(draft.elsewhere),
    kind: draft.kind,
    ...fieldsInput(monitorDefinition(draft.kind).fields, draft.fields),
  } as unknown as MonitorInput;
}

export function toPatch(draft: MonitorDraft, id: string): MonitorPatch {
  return { ...toInput(draft), id };
}

/** The change that no longer checks the monitor from there. */
export function withoutLocation({ id, kind, locations }: Monitor, locationId: string): MonitorPatch {
  return { id, kind, locations: locations.filter((one) => one !== locationId) };
}
