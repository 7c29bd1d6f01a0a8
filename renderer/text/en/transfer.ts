/** Import and export of the configuration. */
import type {
  ApplyReport,
  ConfigChange,
  ConfigSection,
  ImportPlan,
  MissingVariable,
} from '../../../electron/contract/model/program.ts';
import type { FilePlace, WordedFileProblem } from '../../../electron/contract/result.ts';
import { formatCount } from '../../format.ts';
import { fieldName } from './field-names.ts';
import { capital, listed } from './phrases.ts';

const changes = { created: 'Added', updated: 'Changed', removed: 'Removed' } satisfies Record<
  ConfigChange['change'],
  string
>;

const sections = {
  monitors: 'Monitor',
  channels: 'Channel',
  rules: 'Rule',
  maintenance: 'Maintenance',
  locations: 'Location',
  settings: 'Settings',
} satisfies Record<ConfigSection, string>;

function counts(count: (change: ConfigChange['change']) => number, unchanged: number): string {
  const parts = (Object.keys(changes) as ConfigChange['change'][]).flatMap((change) =>
    count(change) === 0 ? [] : [`${formatCount(count(change))} ${changes[change].toLowerCase()}`],
  );
  return listed([...parts, ...(unchanged === 0 ? [] : [`${formatCount(unchanged)} unchanged`])]);
}

/** `Shop API, Webhook URL`. */
function placeOf({ section, kind, record, field }: FilePlace): string {
  const of: Readonly<Partial<Record<string, string>>> = sections;
  return `${record || (of[section] ?? section)}${field === '' ? '' : `, ${fieldName(kind, field)}`}`;
}

function placeOfProblem({ line, place }: WordedFileProblem): string {
  if (line === null) return 'File';
  return `Line ${String(line)}${place === null ? '' : `, ${placeOf(place)}`}`;
}

export const transfer = {
  title: 'Import and export',
  note: 'All settings of Vigilmon as a YAML file, without secrets and history',
  import: 'Import configuration…',
  export: 'Export configuration…',
  /** Below the title. */
  short: { import: 'Import…', export: 'Export…' },
  importTitle: 'Import configuration',
  exportTitle: 'Export configuration',
  file: 'Configuration file',
  fileHint: 'Choose a file that `vigilmon export` or this window wrote, drop it here, or paste its text.',
  choose: 'Choose file…',
  tooLarge: 'The file is larger than 1 MB.',
  several: 'Only one file can be read at a time.',
  notText: 'The file is not text in UTF-8.',
  missing: 'The file leaves these secrets out. Enter them to continue:',
  missingHint: ({ fields }: MissingVariable) => listed(fields.map(placeOf)),
  problemPlace: placeOfProblem,
  review: 'Review changes',
  confirm: 'Import',
  back: 'Back to the file',
  nothing: 'Everything is already as in the file.',
  counts: ({ changes: all, unchanged }: ImportPlan) =>
    `${capital(counts((change) => all.filter((one) => one.change === change).length, unchanged))}.`,
  additive: 'What is not in the file stays as it is. What is in it becomes exactly what the file says.',
  list: 'Changes',
  changes,
  sections,
  /** A line for each: `Interval: 1m → 30s`. */
  fields: ({ kind, fields, values }: ConfigChange) =>
    fields.map((field) => [fieldName(kind, field), values[field]?.join(' → ')].filter(Boolean).join(': ')).join('\n'),
  order: 'Order',
  more: (count: number) => `and ${formatCount(count)} more`,
  imported: (report: ApplyReport) => `Imported: ${counts((change) => report[change].length, report.unchanged)}`,
  exportNote: (hasSecrets: boolean) =>
    `Import it elsewhere, or apply it with \`vigilmon apply\`.${hasSecrets ? ' Secrets are not included: an import asks for them, and `vigilmon apply` takes them from the variables named at the top.' : ''}`,
  copy: 'Copy configuration',
  save: 'Save as file',
  fileName: 'vigilmon.yaml',
};
