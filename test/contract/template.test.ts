import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate, templateProblem, type TemplateValue } from '../../electron/contract/template.ts';

const names = ['title', 'incident.id', 'nothing'];
const values: Readonly<Record<string, TemplateValue>> = { title: 'a "b"\n\\ & c=d', 'incident.id': 12, nothing: null };
const valueOf = (name: string): TemplateValue => values[name] ?? null;

describe('a JSON template', () => {
  it('escapes values within a string', () => {
    const filled = fillTemplate('{"text": "is {{title}} ({{ incident.id }}){{nothing}}"}', 'json', valueOf);
    expect(JSON.parse(filled)).toEqual({ text: 'is a "b"\n\\ & c=d (12)' });
  });

  it('keeps numbers, texts and null as JSON values outside strings', () => {
    const filled = fillTemplate('{"id": {{incident.id}}, "title": {{title}}, "none": {{nothing}}}', 'json', valueOf);
    expect(JSON.parse(filled)).toEqual({ id: 12, title: values.title, none: null });
  });

  it('does not fill in placeholders within values', () => {
    const filled = fillTemplate('["{{title}}"]', 'json', () => '{{incident.id}}');
    expect(JSON.parse(filled)).toEqual(['{{incident.id}}']);
  });

  it.each([
    ['{"a": "{{title}}"}', null],
    ['{"a\\"{{title}}": 1, "nested": {"b": {"c": {}}}}', null],
    ['{{title}}', null],
    ['{"a": "{{titel}}"}', 'unknown-placeholder'],
    ['{"a": "{{}}"}', 'unknown-placeholder'],
    ['{"a": "{{title}}}', 'not-json-template'],
    ['{"a": 1{{incident.id}}}', 'not-json-template'],
    ['{ {{title}}: 1 }', 'not-json-template'],
    ['{"a": "{{title}}",}', 'not-json-template'],
    ['hello {{title}}', 'not-json-template'],
  ] as const)('validates %j as %j', (template, code) => {
    expect(templateProblem(template, 'json', names)?.code ?? null).toBe(code);
  });

  it('stays valid whatever it is filled with', () => {
    const template = '{"a": "<{{title}}>", "b": {{title}}, "in {{title}}": [{{title}}]}';
    expect(templateProblem(template, 'json', names)).toBeNull();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), (value) => {
        expect(JSON.parse(fillTemplate(template, 'json', () => value))).toMatchObject({ b: value });
      }),
    );
  });
});

describe('a form template', () => {
  it('encodes each line’s name and value', () => {
    const filled = fillTemplate('text=is {{title}}\r\n\n id = {{incident.id}}=x', 'form', valueOf);
    expect(Array.from(new URLSearchParams(filled))).toEqual([
      ['text', 'is a "b"\n\\ & c=d'],
      ['id', '12=x'],
    ]);
  });

  it('names the first invalid line', () => {
    expect(templateProblem('a=1\n\nb', 'form', names)).toEqual({ code: 'not-form-line', facts: { line: 3 } });
    expect(templateProblem('=1', 'form', names)).toEqual({ code: 'not-form-line', facts: { line: 1 } });
  });

  it('names an unknown placeholder and the known ones', () => {
    const problem = { code: 'unknown-placeholder', facts: { name: 'titel', names } };
    expect(templateProblem('a={{titel}}', 'form', names)).toEqual(problem);
  });
});
