/**
 * JSON formatted for reading, as tokens for colouring. The text is formatted without parsing and printing it again, so
 * that every number stays as the server wrote it. Truncated JSON is formatted as far as it goes. Pure.
 */
type TokenKind = 'key' | 'string' | 'number' | 'word' | 'mark';

interface JsonToken {
  readonly kind: TokenKind;
  /** White space and line breaks of the formatting are part of marks. */
  readonly text: string;
}

const piece = /("(?:[^"\\]|\\.)*"?)|(-?\d[\d.eE+-]*)|([A-Za-z]+)|([{}[\],:])|(\s+)/gs;

/** Null: not JSON, or a lone value that needs no formatting. */
export function jsonTokens(text: string, isCut = false): readonly JsonToken[] | null {
  if (!/^\s*[{[]/.test(text) || (!isCut && !isJson(text))) return null;
  const pieces = [...text.matchAll(piece)].filter(([, , , , , space]) => space === undefined);
  const tokens: JsonToken[] = [];
  let depth = 0;
  const line = (): string => `\n${'  '.repeat(Math.max(0, depth))}`;
  pieces.forEach(([whole, string, number, word], index) => {
    const [before, after] = [pieces[index - 1]?.[0], pieces[index + 1]?.[0]];
    if (string !== undefined) tokens.push({ kind: after === ':' ? 'key' : 'string', text: whole });
    else if (number !== undefined) tokens.push({ kind: 'number', text: whole });
    else if (word !== undefined) tokens.push({ kind: 'word', text: whole });
    else if (whole === '{' || whole === '[') {
      depth += 1;
      tokens.push({ kind: 'mark', text: closes(after) ? whole : whole + line() });
    } else if (closes(whole)) {
      depth -= 1;
      tokens.push({ kind: 'mark', text: before === '{' || before === '[' ? whole : line() + whole });
    } else tokens.push({ kind: 'mark', text: whole === ',' ? whole + line() : `${whole} ` });
  });
  return tokens;
}

function closes(mark: string | undefined): boolean {
  return mark === '}' || mark === ']';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
