/** The computer that Vigilmon runs on. */
import { defineLocation } from './definition.ts';

export const here = defineLocation({ kind: 'here', version: 1, fields: {} });
