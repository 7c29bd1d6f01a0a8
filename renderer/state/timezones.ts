/** The time zones to choose from: that of the computer running Vigilmon, UTC, and all named ones. */
import type { ComboboxOption } from '../ui/combobox.ts';

/** @param chosen is included even if this browser does not list it. */
export function timezoneOptions(chosen: string, ownWords: string): readonly ComboboxOption[] {
  const names = Array.from(new Set(['UTC', chosen, ...Intl.supportedValuesOf('timeZone')])).filter(
    (name) => name !== '',
  );
  return [{ value: '', label: ownWords }, ...names.map((name) => ({ value: name, label: name }))];
}

/** Of the computer that shows the window. */
export const ownTimezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
