/**
 * Writes the markup of a component where it is used, instead of in a variable of its module: that is less to load and to
 * do at the start. Svelte therefore keeps what it parsed by the markup itself. End tags at the very end say nothing.
 */
import { replaceOnce } from './unused-svelte.ts';

const definition = /^var (root(?:_\d+)?) = (?:\/\* @__PURE__ \*\/ )?\$\.(from_\w+)\(`((?:[^`\\]|\\.)*)`(, \d+)?\);\n/gm;
const endTags = /(?:<\/[\w-]+>)+$/;
const templates = /svelte\/src\/internal\/client\/dom\/template\.js$/;

export const isTemplates = (id: string): boolean => templates.test(id);

export function withInlineTemplates(component: string): string {
  const calls = new Map<string, string>();
  for (const [, name = '', make = '', markup = '', flags = ''] of component.matchAll(definition)) {
    // That of SVG is put into an element first.
    const written = make === 'from_html' ? markup.replace(endTags, '') : markup;
    calls.set(name, `$.${make}(\`${written}\`${flags})`);
  }
  const rest = component.replace(definition, '');
  return rest.replace(/\b(root(?:_\d+)?)\(\)/g, (call, name: string) => calls.get(name) ?? call);
}

/** `from_html` and `from_svg` now return the nodes, not what makes them: each call has an effect. */
export function withKeptTemplates(module: string): string {
  const pure = '/*#__NO_SIDE_EFFECTS__*/\n';
  const kept = `function keep(make) {
	const made = new Map();
	return (content, flags) => {
		let clone = made.get(content);
		if (clone === undefined) made.set(content, (clone = make(content, flags)));
		return clone();
	};
}
`;
  const html = replaceOnce('template.js', module, [`${pure}export function from_html(`, 'function parse_html(']);
  const both = replaceOnce('template.js', html, [
    `${pure}export function from_svg(content, flags) {\n\treturn from_namespace(content, flags, 'svg');\n}`,
    '',
  ]);
  return `${both}${kept}export const from_html = keep(parse_html), from_svg = keep(from_namespace);\n`;
}
