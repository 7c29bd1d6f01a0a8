import { expect, onTestFinished, test } from 'vitest';
import { manualClock } from '../../support/manual-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf } from '../../support/test-engine.ts';

async function openWithChannels() {
  const engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock: manualClock() });
  onTestFinished(() => engine.stop());
  const { api } = engine;
  for (const id of ['ops', 'mail']) {
    valueOf(await api.channels.create({ kind: 'webhook', id, name: id, url: 'https://hooks.example.com/' }));
  }
  const replace = async (...channels: readonly string[][]): Promise<void> => {
    valueOf(await api.rules.replace({ rules: channels.map((each) => ({ when: {}, channels: each })) }));
  };
  const ruleChannels = async () => valueOf(await api.rules.list(undefined)).map(({ channels }) => channels);
  return { api, replace, ruleChannels };
}

test('a channel that rules name is not deleted', async () => {
  const { api, replace, ruleChannels } = await openWithChannels();
  await replace(['ops', 'mail'], ['ops']);
  const answer = await api.channels.delete({ id: 'ops' });
  expect(answer).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await ruleChannels()).toEqual([['ops', 'mail'], ['ops']]);
});

test('a channel is deleted with its rules as they are then, and no other rule changes', async () => {
  const { api, replace, ruleChannels } = await openWithChannels();
  await replace(['ops']);
  // What a window that has not read the rules again does not know.
  await replace(['mail'], ['ops', 'mail'], ['ops']);
  valueOf(await api.channels.delete({ id: 'ops', freesRules: true }));
  expect(await ruleChannels()).toEqual([['mail'], ['mail']]);
  expect(valueOf(await api.channels.list(undefined)).map(({ id }) => id)).not.toContain('ops');
});
