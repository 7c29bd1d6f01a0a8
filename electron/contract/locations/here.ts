/** The computer on which Vigilmon runs. */
import { defineLocation } from './definition.ts';

export const here = defineLocation({ kind: 'here', version: 1, fields: {} });
