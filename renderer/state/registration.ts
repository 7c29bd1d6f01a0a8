/** When the registration that a check found expires, and from when on that is warned of. Pure. */
import type { CheckDetail } from '../../electron/contract/model/state.ts';

const dayMs = 86_400_000;

type Found = Pick<CheckDetail, 'evidence' | 'scales'>;

/** Null: the check found none. */
export function registrationOf({
  evidence = [],
  scales,
}: Found): { readonly endsAt: number; readonly warnAt: number } | null {
  const [endsAt] = evidence.flatMap((found) => (found.name === 'expires' && found.type === 'moment' ? [found.at] : []));
  if (endsAt === undefined) return null;
  return { endsAt, warnAt: endsAt - Math.max(0, ...(scales?.['days']?.warning ?? [])) * dayMs };
}
