import { expect, onTestFinished, test } from 'vitest';
import { openSessionBus } from '../../../electron/main/linux/session-bus.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { desktopBus } from './desktop-bus.ts';

const isLinux = process.platform === 'linux';

test.runIf(isLinux)('names are looked up, and a call that nobody answers rejects', async () => {
  const { started, bus } = await desktopBus();
  expect(await bus.ownerOf('org.example.Nobody')).toBeNull();
  await started.connection.ownName('org.example.Somebody');
  expect(await bus.ownerOf('org.example.Somebody')).toBe(started.connection.name);
  const call = { destination: 'org.example.Nobody', path: '/', interface: 'org.example.Nobody', member: 'Ask' };
  await expect(bus.call(call)).rejects.toThrow();
  expect(await bus.id()).toMatch(/^[0-9a-f]{32}$/);
});

test('an address where nobody listens is no bus', async () => {
  const directory = tempDirectory(onTestFinished);
  const log = recordedLog();
  const opened = [
    await openSessionBus({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${directory}/bus` }, log),
    await openSessionBus({ XDG_RUNTIME_DIR: directory }, log),
    await openSessionBus({ DBUS_SESSION_BUS_ADDRESS: 'nonsense' }, log),
    await openSessionBus({}, log),
  ];
  expect(opened).toEqual([null, null, null, null]);
  expect(log.lines).toHaveLength(3);
});
