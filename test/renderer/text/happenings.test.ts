import { describe, expect, test } from 'vitest';
import { monitorDefinitions } from '../../../electron/contract/monitors/registry.ts';
import { fieldName } from '../../../renderer/text/en/field-names.ts';
import { text } from '../../../renderer/text/text.ts';

const hour = 3_600_000;
const { describe: words } = text.happenings;

describe('what happened to a monitor', () => {
  const everyField = Object.values(monitorDefinitions).flatMap(({ kind, fields }) =>
    [
      ...Object.keys(fields),
      'name',
      'tags',
      'notes',
      'severity',
      'dependsOn',
      'locations',
      'quorum',
      'regionalInterval',
    ].map((field) => [kind, field] as const),
  );

  test.each(everyField)('names the edited field of %s: %s', (kind, field) => {
    expect(fieldName(kind, field)).not.toBe(field);
  });

  test('names what ended by itself, and what was acknowledged', () => {
    expect(words({ type: 'mute-ended', scope: { kind: 'monitor' } }, 0, 'http')).toBe('Mute ended');
    expect(words({ type: 'mute-ended', scope: { kind: 'tag', tag: 'shop' } }, 0, 'http')).toBe(
      'Mute ended (all tagged shop)',
    );
    expect(words({ type: 'acknowledged', incidentId: 7 }, 0, 'http')).toBe('Incident acknowledged');
  });

  test('lists the edited fields by their labels', () => {
    expect(words({ type: 'edited', fields: ['url', 'interval'] }, 0, 'http')).toBe('Edited: URL and Interval');
  });

  test('tells a restart from time without checks', () => {
    expect(words({ type: 'started', stoppedAt: null }, hour, 'http')).toBe('Vigilmon started for the first time');
    expect(words({ type: 'started', stoppedAt: hour - 20_000 }, hour, 'http')).toBe('Vigilmon restarted');
    expect(words({ type: 'started', stoppedAt: 0 }, hour, 'http')).toBe('Vigilmon started, after 1 h without checks');
  });

  test('says what a mute covered', () => {
    const muted = { type: 'muted', scope: { kind: 'tag', tag: 'shop' }, until: null } as const;
    expect(words(muted, 0, 'http')).toBe('Muted until it recovers (all tagged shop)');
    expect(words({ type: 'unmuted', scope: { kind: 'monitor' } }, 0, 'http')).toBe('Unmuted');
    expect(words({ type: 'maintenance', lengthMs: 2 * hour }, 0, 'http')).toBe('Maintenance for 2 h');
  });
});
