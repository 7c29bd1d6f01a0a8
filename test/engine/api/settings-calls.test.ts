import { expect, test } from 'vitest';
import { mergeSettings } from '../../../electron/engine/api/program-calls.ts';
import type { Settings } from '../../../electron/contract/model/program.ts';
import { defaultSettings } from '../../../electron/engine/store/settings-repository.ts';
import { worded } from '../../support/worded.ts';

const current: Settings = { ...defaultSettings, anchors: ['http://a.example.com/'] };

test('given settings change and the others stay', () => {
  expect(mergeSettings(current, { rawDays: 3, theme: undefined }, [])).toEqual({
    ok: true,
    value: { ...current, rawDays: 3 },
  });
});

test.each(['ftp://a.example.com/', 'example.com', '', 'javascript:alert(1)'])('%j is no anchor', (anchor) => {
  const merged = worded(mergeSettings(current, { anchors: ['https://b.example.com/', anchor], rawDays: 0 }, []));
  expect(merged).toMatchObject({ ok: false, error: { code: 'invalid' } });
  expect(merged.ok ? {} : merged.error.fields).toEqual({
    anchors: expect.stringContaining('http or https') as string,
    rawDays: expect.any(String) as string,
  });
});

test('a wait that cannot be read is reported with what is wrong besides', () => {
  const merged = worded(mergeSettings(current, { groupWait: '10 s', rawDays: 0 }, []));
  expect(merged.ok ? {} : merged.error.fields).toEqual({
    groupWait: 'is not a duration: write 500ms, 30s, 5m, 1h or 2d',
    rawDays: expect.any(String) as string,
  });
});

test('allows from none to ten anchors', () => {
  const many = Array.from({ length: 11 }, (_, i) => `http://${String(i)}.example.com/`);
  expect(mergeSettings(current, { anchors: many }, []).ok).toBe(false);
  expect(mergeSettings(current, { anchors: many.slice(1) }, []).ok).toBe(true);
  expect(mergeSettings(current, { anchors: [] }, [])).toMatchObject({ value: { anchors: [] } });
});
