/** A failed start: reported on the terminal and, since few people see that, in a dialog; then the program quits. */
import { app, dialog } from 'electron';
import { printable } from '../contract/plain-text.ts';
import { speechFor } from '../engine/wording/languages.ts';

export function giveUp(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  const { cannotStart } = speechFor(app.getLocale()).wording.desktop;
  process.stderr.write(`vigilmon: ${cannotStart}: ${printable(reason)}\n`);
  const leave = (): void => app.exit(1);
  dialog.showMessageBox({ type: 'error', title: 'Vigilmon', message: cannotStart, detail: reason }).then(leave, leave);
}
