import { BrowserWindow as ElectronWindow, session as electronSession } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { webAddress } from '../../electron/main/web-address.ts';
import { guardPages, guardSession } from '../../electron/main/security.ts';
import { BrowserWindow, FakeEvent, session, shell } from '../support/fake-electron.ts';
import { recordedLog } from '../support/recorded-log.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

let release: () => void;

beforeEach(() => {
  shell.opened.length = 0;
  session.defaultSession.removeAllListeners();
  release = guardPages(recordedLog());
  guardSession(electronSession.defaultSession, true);
});
afterEach(() => release());

function openPage(): BrowserWindow['webContents'] {
  new ElectronWindow();
  const page = BrowserWindow.made.at(-1)?.webContents;
  if (page === undefined) throw new Error('no window was made');
  return page;
}

/** What the page is told when it opens a window, after `shell` was called. */
function open(url: string): unknown {
  const referrer = { url: '', policy: 'default' as const };
  return openPage().openHandler?.({ url, frameName: '', features: '', disposition: 'foreground-tab', referrer });
}

describe('pages', () => {
  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    '%s is refused in every page',
    (event) => {
      expect(openPage().attempt(event)).toBe(true);
    },
  );

  test('no page opens a window, whatever it requests', () => {
    for (const url of ['https://example.com/', 'app://vigilmon/', 'about:blank', 'file:///etc/passwd']) {
      expect(open(url)).toEqual({ action: 'deny' });
    }
  });

  test('web addresses open in the browser, and nothing else does', () => {
    for (const url of [
      'https://example.com/a?b#c',
      'http://127.0.0.1:5000/health',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://host/share',
      'vigilmon://monitor/a',
      'ms-msdt:/id',
      'https://bank.example@evil.example/',
      'not a url',
    ]) {
      open(url);
    }
    expect(shell.opened).toEqual(['https://example.com/a?b#c', 'http://127.0.0.1:5000/health']);
  });

  test('an address is opened in its parsed form, up to a maximum length', () => {
    expect(webAddress('HTTPS://EXAMPLE.com/a b')).toBe('https://example.com/a%20b');
    expect(webAddress(`https://example.com/${'a'.repeat(3000)}`)).toBeNull();
  });
});

describe('session', () => {
  test('no permission is granted, neither requested nor queried', () => {
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'clipboard-sanitized-write',
      'openExternal',
      'hid',
    ] as const) {
      expect([permission, session.defaultSession.grants(permission, 'app://vigilmon')]).toEqual([
        permission,
        { request: false, check: false },
      ]);
    }
    expect(session.defaultSession.grantsDevice({ deviceType: 'usb', origin: 'app://vigilmon', device: usbStick })).toBe(
      false,
    );
  });

  test.each([
    ['blob:app://vigilmon/0b8a', 'shop-api-incident-1.md', true],
    ['blob:app://vigilmon/0b8a', 'vigilmon.yaml', true],
    ['blob:app://vigilmon/0b8a', 'incidents.csv', true],
    ['blob:app://vigilmon/0b8a', 'shop-api.desktop', false],
    ['app://vigilmon/index.html', 'index.md', false],
    ['blob:https://example.com/0b8a', 'notes.md', false],
    ['data:text/markdown,notes', 'notes.md', false],
  ])('of downloads only a text of our own page is offered for saving: %s as %s', (url, name, isOffered) => {
    const event = new FakeEvent();
    session.defaultSession.emit('will-download', event, { getURL: () => url, getFilename: () => name });
    expect(event.defaultPrevented).toBe(!isOffered);
  });

  test('only own files and inline pictures are loaded', () => {
    const loads = (url: string): boolean => session.defaultSession.loads(url);
    expect(loads('app://vigilmon/assets/index.js')).toBe(true);
    expect(loads('data:image/png;base64,AAAA')).toBe(true);
    for (const url of [
      'https://example.com/',
      'http://127.0.0.1:7464/',
      'ws://127.0.0.1/',
      'file:///etc/passwd',
      'app://x/',
    ]) {
      expect([url, loads(url)]).toEqual([url, false]);
    }
  });

  test('developer tools load in an unpackaged program only', () => {
    expect(session.defaultSession.loads('devtools://devtools/bundled/inspector.html')).toBe(false);
    guardSession(electronSession.defaultSession, false);
    expect(session.defaultSession.loads('devtools://devtools/bundled/inspector.html')).toBe(true);
    expect(session.defaultSession.loads('https://example.com/')).toBe(false);
  });
});

const usbStick = {
  deviceId: '1',
  vendorId: 1,
  productId: 1,
  deviceClass: 0,
  deviceSubclass: 0,
  deviceProtocol: 0,
  usbVersionMajor: 2,
  usbVersionMinor: 0,
  usbVersionSubminor: 0,
  deviceVersionMajor: 1,
  deviceVersionMinor: 0,
  deviceVersionSubminor: 0,
  configurations: [],
};
