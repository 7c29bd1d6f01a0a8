import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { UpdateStatus } from '../../electron/contract/model/program.ts';
import { dialog, Notification } from '../support/fake-electron.ts';
import { FakeEngine, forgetElectron, minuteMs, setup, titles } from './updates-rig.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

beforeEach(forgetElectron);

describe('the window', () => {
  const codes = ({ notices }: FakeEngine): readonly unknown[] => notices.map((notice) => notice?.code ?? null);

  test('shows how it goes: a check, what is new, the download, and what waits to be installed', async () => {
    const { clock, updater, controls, settings } = setup();
    updater.notes = 'Faster\u001b start\n- and less memory';
    expect(controls?.read()).toEqual({ status: { is: 'unchecked' }, installsItself: true });
    const checking = controls?.check();
    expect(controls?.read().status).toEqual({ is: 'checking' });
    await checking;
    const release = { version: '0.2.0', notes: 'Faster  start\n- and less memory' };
    expect(controls?.read().status).toEqual({ is: 'available', ...release });
    const end = updater.hold();
    controls?.download();
    controls?.download();
    expect(controls?.read().status).toEqual({ is: 'downloading', ...release });
    end();
    await clock.advance(0);
    expect(controls?.read().status).toEqual({ is: 'ready', ...release });
    expect(codes(settings)).toEqual([null, null, 'update-available', 'update-downloading', 'update-ready']);
    expect([updater.downloads, dialog.asked]).toEqual([1, []]);
  });

  test('is told of each status, with a notice or without', async () => {
    const { clock, updater, settings } = setup();
    updater.latest = '0.1.0';
    const before = settings.announced;
    await clock.advance(minuteMs);
    expect(settings.announced - before).toBe(2);
    expect(codes(settings)).not.toContain('update-available');
  });

  test('of an engine that starts after a check shows what it found', async () => {
    const { clock, ask, start } = setup();
    await ask();
    const engine = new FakeEngine();
    start(engine);
    await clock.advance(0);
    expect([codes(engine), engine.announced]).toEqual([['update-ready'], 1]);
  });

  test('shows that there is nothing new, or why that is not known, and nothing pops up', async () => {
    const { updater, controls } = setup();
    const outcome = async (): Promise<UpdateStatus['is'] | undefined> => {
      await controls?.check();
      return controls?.read().status.is;
    };
    updater.latest = '0.1.0';
    expect(await outcome()).toBe('newest');
    updater.isReachable = false;
    expect(await outcome()).toBe('unreachable');
    updater.isReachable = true;
    updater.answerCode = 'HTTP_ERROR_503';
    expect(await outcome()).toBe('unreadable');
    updater.answerCode = null;
    updater.isUpdatable = false;
    expect(await outcome()).toBe('unsupported');
    expect([titles(), dialog.asked]).toEqual([[], []]);
  });

  test('offers a download that has failed again, and a failed check loses nothing that is known', async () => {
    const { clock, updater, controls } = setup();
    updater.isBroken = true;
    await controls?.check();
    controls?.download();
    await clock.advance(0);
    expect(controls?.read().status).toMatchObject({ is: 'failed', version: '0.2.0' });
    updater.isReachable = false;
    await controls?.check();
    expect(controls?.read().status).toMatchObject({ is: 'failed', version: '0.2.0' });
    updater.isBroken = false;
    controls?.download();
    await clock.advance(0);
    expect(controls?.read().status.is).toBe('ready');
  });

  test('keeps what a check has found while an earlier one was still failing', async () => {
    const { clock, updater, controls } = setup();
    const usual = updater.checkForUpdates.bind(updater);
    const earlier = Promise.withResolvers<null>();
    updater.checkForUpdates = () => earlier.promise;
    const failing = controls?.check();
    await clock.advance(0);
    updater.checkForUpdates = usual;
    await controls?.check();
    earlier.reject(new Error('net::ERR_TIMED_OUT'));
    await failing;
    expect(controls?.read().status).toMatchObject({ is: 'available', version: '0.2.0' });
  });

  test('has the notes of each version that was left out', async () => {
    const { updater, controls } = setup();
    updater.notes = [
      { version: '0.2.0', note: 'Second' },
      { version: '0.1.5', note: null },
    ];
    await controls?.check();
    expect(controls?.read().status).toMatchObject({ notes: '0.2.0\nSecond\n\n0.1.5' });
  });

  test('restarts and installs once all has ended, and not if the user goes on', async () => {
    const { clock, updater, controls, installAtEnd, quitting } = setup();
    await controls?.check();
    controls?.download();
    await clock.advance(0);
    expect(installAtEnd()).toBe(false);
    quitting.isAgreed = false;
    controls?.install();
    await clock.advance(0);
    expect(installAtEnd()).toBe(false);
    quitting.isAgreed = true;
    controls?.install();
    await clock.advance(0);
    expect([installAtEnd(), updater.installations]).toEqual([true, ['silent, starts again']]);
  });

  test('only reports a newer version where the package manager installs it', async () => {
    const { clock, ask, updater, controls, settings } = setup({ isManaged: true });
    await clock.advance(minuteMs);
    expect(titles()).toEqual(['Vigilmon 0.2.0 is available']);
    expect(Notification.made[0]?.body).toBe('Install it with your package manager.');
    Notification.made[0]?.emit('click');
    await ask();
    expect(titles()).toHaveLength(2);
    expect([updater.downloads, dialog.asked, controls?.read().installsItself]).toEqual([0, [], false]);
    expect(settings.notices.at(-1)).toMatchObject({ facts: { version: '0.2.0', installsItself: false } });
  });
});
