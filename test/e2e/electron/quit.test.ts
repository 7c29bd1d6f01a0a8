/** Quitting while a form is half filled: nothing is lost without a question. */
import { once } from 'node:events';
import { expect } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { MonitorEditor } from '../pages/monitor-editor.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { closeWindow, openFromTray, test, type Started } from './desktop.ts';

/** Answers the question with this button, and counts how often it is asked. */
function answerWith({ app }: Started, response: number): Promise<void> {
  return app.evaluate(({ dialog }, button) => {
    dialog.showMessageBox = () => {
      Object.assign(globalThis, { asked: Number(Reflect.get(globalThis, 'asked') ?? 0) + 1 });
      return Promise.resolve({ response: button, checkboxChecked: false });
    };
  }, response);
}

const timesAsked = ({ app }: Started): Promise<number> =>
  app.evaluate(() => Number(Reflect.get(globalThis, 'asked') ?? 0));

test('a half-filled form is kept if the user prefers, and discarded if not', async ({ desktop }) => {
  const started = await desktop.start('--hidden');
  const page = await openFromTray(started);
  const editor = new MonitorEditor(page);
  await started.tray.choose('Add monitor…');
  await editor.url.click();
  await editor.url.pressSequentially('http://127.0.0.1:1/half');
  await answerWith(started, 0);
  await started.tray.choose('Quit Vigilmon');
  await expect.poll(() => timesAsked(started)).toBe(1);
  await expect(editor.url).toHaveValue('http://127.0.0.1:1/half');
  await answerWith(started, 1);
  const ended = once(started.app.process(), 'exit');
  await started.tray.choose('Quit Vigilmon');
  expect(await ended).toEqual([0, null]);
});

test('without changes nothing is asked', async ({ desktop }) => {
  const started = await desktop.start('--hidden');
  await openFromTray(started);
  await answerWith(started, 0);
  const ended = once(started.app.process(), 'exit');
  await started.tray.choose('Quit Vigilmon');
  expect(await ended).toEqual([0, null]);
});

test('closing the window quits where Settings say so, and asks about a half-filled form', async ({ desktop }) => {
  const started = await desktop.start('--hidden');
  const page = await openFromTray(started);
  await new VigilmonWindow(page).goTo('settings');
  const keepsRunning = page.getByRole('checkbox', { name: text.settings.keepsRunning });
  await expect(keepsRunning).toBeChecked();
  await keepsRunning.click();
  await expect(keepsRunning).not.toBeChecked();
  const editor = new MonitorEditor(page);
  await started.tray.choose('Add monitor…');
  await editor.url.click();
  await editor.url.pressSequentially('http://127.0.0.1:1/half');
  await answerWith(started, 0);
  await closeWindow(started);
  await expect.poll(() => timesAsked(started)).toBe(1);
  await expect(editor.url).toHaveValue('http://127.0.0.1:1/half');
  await answerWith(started, 1);
  const ended = once(started.app.process(), 'exit');
  await closeWindow(started);
  expect(await ended).toEqual([0, null]);

  // As it is kept.
  const again = await desktop.start('--hidden');
  await openFromTray(again);
  const endedAgain = once(again.app.process(), 'exit');
  await closeWindow(again);
  expect(await endedAgain).toEqual([0, null]);
});
