/** A dialog that a menu or a command opens: above whatever is shown, since both are gone by then. */
import type { MuteTarget } from './mutes.ts';

export type RequestedDialog =
  /** Asked before something is done to many things at once. */
  | {
      readonly type: 'question';
      readonly title: string;
      readonly message: string;
      /** The label of the confirming button. */
      readonly confirm: string;
      readonly run: () => void;
    }
  | { readonly type: 'import' }
  | { readonly type: 'export' }
  | { readonly type: 'mute'; readonly target: MuteTarget }
  /** Of monitors, by id. */
  | { readonly type: 'maintenance'; readonly monitors: readonly string[] };

export interface Dialogs {
  /** Null: none. */
  readonly open: RequestedDialog | null;
  readonly show: (dialog: RequestedDialog) => void;
  readonly close: () => void;
}

export function createDialogs(): Dialogs {
  let open = $state.raw<RequestedDialog | null>(null);
  return {
    get open() {
      return open;
    },
    show: (dialog) => {
      open = dialog;
    },
    close: () => {
      open = null;
    },
  };
}
