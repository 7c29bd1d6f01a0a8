/** The terminal's language from the POSIX environment: `de_AT.UTF-8`, `sr_RS@latin`, `C`. */

/** @returns a BCP 47 tag; undefined if none is set, or for the locales without a language (`C`, `POSIX`). */
export function terminalLocale(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const set = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
  const [name = ''] = (set ?? '').split(/[.@]/);
  return name === '' || name === 'C' || name === 'POSIX' ? undefined : name.replaceAll('_', '-');
}
