/** Why the desktop did not show a notification, as codes with facts. */
import type { Coded, NoFacts } from './coded.ts';

export interface NotShownFacts {
  /** This desktop offers no notifications to the application. */
  readonly unsupported: NoFacts;
  /** Nothing shows notifications on this desktop at the moment; that may start later. */
  readonly 'nothing-running': NoFacts;
  /** The desktop did not confirm it in time. */
  readonly unconfirmed: NoFacts;
  readonly 'not-installed': { readonly program: string };
  /** `program` null: the desktop itself. `text`: one line in its own words; empty: it gave no reason. */
  readonly failed: { readonly program: string | null; readonly text: string };
}

export type NotShown = Coded<NotShownFacts>;
