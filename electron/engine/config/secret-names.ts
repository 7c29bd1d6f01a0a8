/**
 * Names of the variables that replace secrets in an exported file, from the record's id and the field: `SHOP_API_TOKEN`.
 * The same records yield the same names, and names are unique.
 */
export interface SecretNames {
  /** @param path the field: `auth.password`, `headers.X-Api-Key`, `webhookUrl`. */
  readonly nameFor: (id: string, path: string) => string;
  readonly all: () => readonly string[];
}

export function createSecretNames(): SecretNames {
  const names = new Set<string>();
  return {
    nameFor: (id, path) => {
      const field = path.slice(path.lastIndexOf('.') + 1);
      const wanted = startingWithLetter(`${upperCase(id)}_${upperCase(field)}`);
      const name = firstFree(wanted, names);
      names.add(name);
      return name;
    },
    all: () => [...names],
  };
}

/** `webhookUrl` -> `WEBHOOK_URL`, `X-Api-Key` -> `X_API_KEY` */
function upperCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}

/** An id may begin with a digit, a variable may not. */
function startingWithLetter(name: string): string {
  return /^[A-Z]/.test(name) ? name : `VIGILMON_${name.replace(/^_+/, '')}`;
}

function firstFree(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let count = 2;
  while (taken.has(`${name}_${String(count)}`)) count += 1;
  return `${name}_${String(count)}`;
}
