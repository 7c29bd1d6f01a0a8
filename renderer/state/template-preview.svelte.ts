/** What a webhook's draft would send, asked for after each pause in typing. */
import type { Api } from '../../electron/contract/calls.ts';
import type { TemplateFormat } from '../../electron/contract/template.ts';

const settleMs = 250;

interface TemplatePreview {
  /** Null: the template is wrong, or the engine has not answered yet. */
  readonly body: string | null;
  /** What is wrong with the template. */
  readonly error: string | undefined;
}

interface TemplateDraft {
  readonly format: TemplateFormat;
  /** Empty: the default payload. */
  readonly template: string;
}

/** Must be called during component initialization. */
export function createTemplatePreview(api: Api, read: () => TemplateDraft): TemplatePreview {
  let body = $state.raw<string | null>(null);
  let error = $state.raw<string | undefined>(undefined);
  let latest = 0;

  const ask = async ({ format, template }: TemplateDraft): Promise<void> => {
    const mine = (latest += 1);
    const answer = await api.channels.previewWebhook({ format, template: template.trim() === '' ? null : template });
    if (mine !== latest) return;
    body = answer.ok ? answer.value.body : null;
    error = answer.ok ? undefined : Object.values(answer.error.fields ?? {})[0];
  };

  $effect(() => {
    const draft = read();
    const timer = setTimeout(() => void ask(draft), settleMs);
    return () => {
      clearTimeout(timer);
    };
  });

  return {
    get body() {
      return body;
    },
    get error() {
      return error;
    },
  };
}
