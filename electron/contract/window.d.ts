/** What the preload puts into the page. Absent where the page is served over HTTP. */
import type { VigilmonClient } from './api.ts';

declare global {
  interface Window {
    readonly vigilmon?: VigilmonClient;
  }
}
