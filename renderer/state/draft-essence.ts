import type { MonitorDraft } from './monitor-draft.ts';

/** What the result of a check depends on, to compare two drafts by. */
export function essenceOf(draft: MonitorDraft): string {
  const { name: _name, tags: _tags, notes: _notes, severity: _severity, ...rest } = draft;
  return JSON.stringify(rest);
}
