/** The value of a `datetime-local` field, in local time and to the minute: `2026-11-28T22:05`. */
export function localInput(atMs: number): string {
  const at = new Date(atMs);
  const padded = (value: number): string => String(value).padStart(2, '0');
  const day = [at.getFullYear(), padded(at.getMonth() + 1), padded(at.getDate())].join('-');
  return `${day}T${padded(at.getHours())}:${padded(at.getMinutes())}`;
}
