/** Kinds of monitor with a form written by hand; every other kind has the generated one. */
import type { probedFields } from '../../electron/contract/monitors/definition.ts';
import type { monitorDefinitions } from '../../electron/contract/monitors/registry.ts';
import { type MonitorKind } from '../../electron/contract/monitors/registry.ts';
import type { FieldTexts } from '../text/field-text.ts';

export type HandmadeKind = 'http' | 'heartbeat';
type DrawnKind = Exclude<MonitorKind, HandmadeKind>;

type FieldsOf<K extends MonitorKind> = (typeof monitorDefinitions)[K]['fields'];

/** Wording for the fields of each kind with a generated form, except those that all probed kinds share. */
export type DrawnTexts = { readonly [K in DrawnKind]: Omit<FieldTexts<FieldsOf<K>>, keyof typeof probedFields> };
