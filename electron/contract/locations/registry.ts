/** Every kind of location by its name. */
import { here } from './here.ts';

export const locationDefinitions = { here } as const;

export type LocationKind = keyof typeof locationDefinitions;
