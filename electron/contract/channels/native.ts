/** Desktop notifications on the computer that runs Vigilmon. */
import { defineChannel } from './definition.ts';

export const native = defineChannel({
  kind: 'native',
  version: 1,
  fields: {},
  unnamed: 'Desktop',
  isRemote: false,
  isGrouped: true,
});
