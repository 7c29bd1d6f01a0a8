/** The value of a `datetime-local` field, to the minute: `2026-11-28T22:05`. @param timeZone the reader's, if not given. */
export function localInput(atMs: number, timeZone?: string): string {
  // Swedish dates have this form.
  const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone });
  return format.format(atMs).replace(' ', 'T');
}
