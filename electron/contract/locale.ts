/** Operating systems have locale names of their own (`C`, `en_US@posix`), for which `Intl` throws. */
export function isLocale(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length === 1;
  } catch {
    return false; // what Intl throws for anything that is not a locale
  }
}
