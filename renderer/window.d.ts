/** Provided by the preload. Absent if the page is served over HTTP. */
import type { Bridge } from '../electron/contract/ipc.ts';

declare global {
  interface Window {
    readonly vigilmon?: Bridge;
  }
}
