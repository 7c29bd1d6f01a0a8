import { expect, test } from 'vitest';
import { recogniseAddress } from '../../../electron/contract/monitors/recognise.ts';
import { normaliseMonitor } from '../../../electron/engine/monitors/normalise.ts';
import { shownTargetOf } from '../../../electron/engine/monitors/target.ts';

test.each([
  ['https://example.com/health', 'https://example.com/health'],
  ['tcp://db.example.com:5432', 'db.example.com:5432'],
  ['tls://mail.example.com:993', 'mail.example.com:993 TLS'],
  ['cert://example.com', 'example.com:443'],
  ['cert://mail.example.com?starttls=smtp', 'mail.example.com:587 STARTTLS'],
  ['ping://router', 'router'],
  ['ping://[::1]', '::1'],
  ['dns://example.com?type=MX', 'example.com MX'],
  ['dns://1.1.1.1/example.com', 'example.com A @1.1.1.1'],
  ['domain:example.com', 'example.com'],
  ['docker://shop-db', 'shop-db'],
  ['command:check_disk -w 10%', 'check_disk -w 10%'],
])('people write %s as %s', (address, shown) => {
  const recognised = recogniseAddress(address);
  if (recognised === null) throw new Error(`${address} is not recognised`);
  const { kind, fields } = recognised;
  const made = normaliseMonitor(
    { kind, id: 'example', ...fields },
    { existing: null, takenIds: new Set(), source: 'hand', makeToken: () => 'token' },
  );
  expect(made.ok && shownTargetOf(made.value)).toBe(shown);
});
