/** The options of a combobox, and which of them match the typed text: those that start with it first. */
export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  /** At the right edge. */
  readonly note?: string;
}

/** More are found by typing on. */
const maxOffered = 60;

export function matchingOptions(options: readonly ComboboxOption[], typed: string): readonly ComboboxOption[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return options.slice(0, maxOffered);
  const place = ({ label }: ComboboxOption): number => label.toLowerCase().indexOf(wanted);
  const found = options.filter((option) => place(option) >= 0);
  const first = found.filter((option) => place(option) === 0);
  return [...first, ...found.filter((option) => place(option) > 0)].slice(0, maxOffered);
}
