import type * as Electron from 'electron';

/** Answers with the number of a button; every question that was asked is kept. */
export const dialog = {
  asked: [] as Electron.MessageBoxOptions[],
  answer: 0,
  async showMessageBox(options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> {
    dialog.asked.push(options);
    return { response: dialog.answer, checkboxChecked: false };
  },
};
