/** Kinds of monitor whose form is written by hand; every other has the one that is drawn from its definition. */
import type { probedFields } from '../../electron/contract/monitors/definition.ts';
import type { monitorDefinitions } from '../../electron/contract/monitors/registry.ts';
import { type MonitorKind } from '../../electron/contract/monitors/registry.ts';
import type { FieldTexts } from '../text/field-text.ts';

export const handmadeKinds = ['http', 'heartbeat'] as const;
export type HandmadeKind = (typeof handmadeKinds)[number];
export type DrawnKind = Exclude<MonitorKind, HandmadeKind>;

type FieldsOf<K extends MonitorKind> = (typeof monitorDefinitions)[K]['fields'];

/** Words for the fields of each kind whose form is drawn, those that all probed kinds have aside. */
export type DrawnTexts = { readonly [K in DrawnKind]: Omit<FieldTexts<FieldsOf<K>>, keyof typeof probedFields> };
