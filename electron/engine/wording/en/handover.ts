/** An export to another program: what it could not take, its alerts, and the README among its files. */
import type { HandoverFacts } from '../../../contract/handover.ts';
import type { Quantities } from './quantities.ts';
import { subjectNames } from './assertions.ts';
import type { Words } from '../wording.ts';

const notes = ({ duration }: Quantities): Words<HandoverFacts> => ({
  'kept-here': ({ monitor }) => `${monitor}: stays with Vigilmon, whose metrics Prometheus scrapes and alerts on`,
  disabled: ({ monitor }) => `${monitor}: left out, because it is paused`,
  'assertion-left-out': ({ monitor, on, is }) =>
    `${monitor}: the assertion "${subjectNames[on]} ${is}" is left out; the exporter cannot check it`,
  'assertion-wider': ({ monitor, on, is }) =>
    `${monitor}: the assertion "${subjectNames[on]} ${is}" is a pattern now, which also accepts the value elsewhere in the body`,
  'field-left-out': ({ monitor, field }) => `${monitor}: ${field} is left out`,
  'timeout-cut': ({ monitor, timeoutMs }) =>
    `${monitor}: the time limit is ${duration(timeoutMs)}, because a scrape has to end within its interval`,
  'locations-left-out': ({ monitor, locations }) =>
    `${monitor}: the locations ${locations.join(', ')} are left out; Prometheus can only use blackbox exporters`,
  'channel-left-out': ({ channel }) => `channel ${channel}: left out; it is off, or Alertmanager has nothing like it`,
  'channel-field-left-out': ({ channel, field }) => `channel ${channel}: ${field} is left out`,
  'rule-left-out': ({ number }) => `rule ${String(number)}: left out; Prometheus raises none of its events`,
  'quiet-hours-drop': ({ number }) =>
    `rule ${String(number)}: what is resolved within the quiet hours is never sent, and there is no summary afterwards`,
  'constant-repeat': ({ number }) => `rule ${String(number)}: reminders are sent at a constant interval`,
  'maintenance-left-out': ({ window }) => `maintenance ${window}: left out; add a silence in Alertmanager instead`,
  'no-recheck': () =>
    'all: Prometheus does not recheck after a failure, so an outage takes as many whole intervals as there are failures to count',
});

interface ReadmeFacts {
  readonly files: readonly string[];
  readonly secretFiles: readonly string[];
  readonly variables: readonly string[];
  readonly notes: readonly string[];
}

function readme({ files, secretFiles, variables, notes: lines }: ReadmeFacts): string {
  const list = (items: readonly string[]): string => items.map((item) => `- ${item}\n`).join('');
  const code = (items: readonly string[]): readonly string[] => items.map((item) => `\`${item}\``);
  const secrets =
    secretFiles.length === 0
      ? ''
      : `\n## Secrets\n\nNo file here contains a secret. Write each one to the file that the configuration names, without a line break at the end, and keep the files private:\n\n${list(code(secretFiles))}`;
  const replaced =
    variables.length === 0
      ? ''
      : `\n## Variables\n\nThese programs have no setting for a file in some places. Replace these variables before you start them, for example with \`envsubst '${variables.map((name) => `$${name}`).join(' ')}'\`. A variable that ends in \`URL_PATH\` stands for the path of a URL, without the first slash:\n\n${list(code(variables))}`;
  const left = lines.length === 0 ? 'Nothing: everything was handed over.\n' : list(lines);
  return `# Vigilmon's configuration for Prometheus

Written by \`vigilmon export --to prometheus\`. It needs Prometheus 2.42, blackbox_exporter 0.23 and Alertmanager 0.25 or later:

${list(code(files))}
Check the files, then start the programs in this directory, each on its usual port:

    promtool check config prometheus.yml
    amtool check-config alertmanager.yml
    blackbox_exporter --config.file=blackbox.yml
    alertmanager --config.file=alertmanager.yml
    prometheus --config.file=prometheus.yml
${secrets}${replaced}
## Not handed over

${left}`;
}

export const handover = (quantities: Quantities) => ({
  header: 'Written by: vigilmon export --to prometheus. README.md says what is not in it.',
  notes: notes(quantities),
  /** Templates of Prometheus. */
  alerts: {
    down: '{{ $labels.name }} is down',
    degraded: '{{ $labels.name }} is degraded',
    slow: '{{ $labels.name }} responds slowly',
    certificate: 'The certificate of {{ $labels.name }} expires soon',
    exporter: 'The exporter of the job {{ $labels.job }} cannot be reached, so nothing is known of its monitors',
    vigilmon: 'Vigilmon cannot be reached, so nothing is known of the monitors that it keeps',
  },
  readme,
});
