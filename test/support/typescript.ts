/** TypeScript, for tests that read sources. Imported by name, Vitest would transform all 9 MB of it and miss its map. */
import { createRequire } from 'node:module';
import type * as TypeScript from 'typescript';

export const ts = createRequire(import.meta.url)('typescript') as typeof TypeScript;
