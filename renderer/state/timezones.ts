/** The time zones that can be chosen: that of the computer that Vigilmon runs on, UTC, and all that have a name. */
import type { ComboboxOption } from '../ui/combobox.ts';

/** @param chosen is offered as well where this browser does not list it. */
export function timezoneOptions(chosen: string, ownWords: string): readonly ComboboxOption[] {
  const names = Array.from(new Set(['UTC', chosen, ...Intl.supportedValuesOf('timeZone')])).filter(
    (name) => name !== '',
  );
  return [{ value: '', label: ownWords }, ...names.map((name) => ({ value: name, label: name }))];
}
