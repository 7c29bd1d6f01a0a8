/** The body of a response as JSON, of which nothing is certain. */
export type JsonReply = Readonly<Record<string, unknown>>;

/** Empty: it is not a JSON object. */
export function jsonReply(text: string): JsonReply {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

export function isRecord(value: unknown): value is JsonReply {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
