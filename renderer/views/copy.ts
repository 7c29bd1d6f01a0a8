/** Copying from a menu or the palette, which close: a message says whether it succeeded. */
import { linkTo } from '../../electron/contract/page-address.ts';
import { copyText } from '../clipboard.ts';
import { addressOf } from '../state/address.ts';
import type { Route } from '../state/route.ts';
import type { Session } from '../state/session.svelte.ts';
import { text } from '../text/text.ts';

export async function copy(toasts: Session['toasts'], value: string): Promise<void> {
  if (await copyText(value)) toasts.say(text.common.copied);
  else toasts.warn(text.common.notCopied);
}

/** Of a page its address, which has no token; of the program's own window a link that opens it. */
export function copyLink({ canSignIn, toasts }: Pick<Session, 'canSignIn' | 'toasts'>, route: Route): void {
  const address = addressOf(route);
  const { origin, pathname } = window.location;
  void copy(toasts, canSignIn ? origin + pathname + address : linkTo(address));
}
