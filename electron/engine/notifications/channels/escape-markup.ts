/** Text from outside within HTML elements, as the services read it that know a few of them. */
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

export function escapeMarkup(text: string): string {
  return text.replace(/[&<>]/gu, (sign) => entities[sign] ?? sign);
}
