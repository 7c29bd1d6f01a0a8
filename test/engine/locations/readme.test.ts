import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { definitionOf, locationKinds } from '../../../electron/contract/locations/registry.ts';

test.each(locationKinds)('the README says what a location of the kind %s can probe', (kind) => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const row = readme.split('\n').find((line) => line.startsWith(`| \`${kind}\``)) ?? '';
  const monitors = row.split('|').at(-2)?.trim();
  expect(monitors).toBe(
    definitionOf(kind)
      .asks.map((asked) => `\`${asked}\``)
      .join(', '),
  );
});
