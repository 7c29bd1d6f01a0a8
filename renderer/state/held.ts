import type { Alert } from '../../electron/contract/model/alert.ts';

/** By quiet hours, now. */
export function isHeld(alert: Alert): alert is Alert & { readonly heldUntil: number } {
  return alert.status === 'pending' && alert.heldUntil !== null && alert.nextAttemptAt === alert.heldUntil;
}
