/** What an `Accept` header (RFC 9110, section 12.5.1) thinks of a media type. Pure. */

/**
 * @param version a range that names another one does not match.
 * @returns 0 (not accepted) to 1, by the most specific range that matches.
 */
export function quality(accept: string, type: string, version: string): number {
  const matching = accept
    .split(',')
    .map(rangeOf)
    .filter((range) => isMatch(range, type, version));
  const mostSpecific = Math.max(...matching.map(({ precision }) => precision));
  return Math.max(0, ...matching.flatMap(({ precision, weight }) => (precision === mostSpecific ? [weight] : [])));
}

interface Range {
  readonly type: string;
  /** Null: any. */
  readonly version: string | null;
  readonly weight: number;
  readonly precision: number;
}

function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const value = (name: string): string | null => {
    const given = parameters.find((parameter) => parameter.startsWith(`${name}=`));
    return given === undefined ? null : given.slice(name.length + 1).replace(/^"(.*)"$/u, '$1');
  };
  const weight = Number(value('q') ?? 1);
  const version = value('version');
  const stars = type === '*/*' ? 0 : type.endsWith('/*') ? 1 : 2;
  return {
    type,
    version,
    weight: weight >= 0 && weight <= 1 ? weight : 0,
    precision: stars + (version === null ? 0 : 1),
  };
}

function isMatch(range: Range, type: string, version: string): boolean {
  const [top = ''] = type.split('/');
  const isType = range.type === type || range.type === `${top}/*` || range.type === '*/*';
  return isType && (range.version === null || range.version === version);
}
