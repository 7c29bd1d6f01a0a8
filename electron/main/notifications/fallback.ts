/** Where the desktop's own way fails, another program shows the notification, and the engine learns why. */
import type { Notice } from '../../contract/notices.ts';
import { NotShownError, type NativeNotifier } from '../../engine/ports.ts';
import { reasonsOf, type DesktopNotifier } from './notifier.ts';

/** @param onFallback why the fallback is used; null: it is not, or no longer. */
export function withFallback(
  first: DesktopNotifier,
  fallback: NativeNotifier,
  onFallback: (notice: Notice | null) => void,
): DesktopNotifier {
  return {
    withdraw: first.withdraw,
    async show(wanted) {
      try {
        const by = await first.show(wanted);
        onFallback(null);
        return by;
      } catch (error) {
        const why = reasonsOf(error);
        try {
          const by = await fallback.show(wanted);
          onFallback({ code: 'notifications-substituted', facts: { by, why } });
          return by;
        } catch (second) {
          const all = [...why, ...reasonsOf(second)];
          onFallback({ code: 'notifications-failing', facts: { why: all } });
          throw new NotShownError(all, second);
        }
      }
    },
  };
}
