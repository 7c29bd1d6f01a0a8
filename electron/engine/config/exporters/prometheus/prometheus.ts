/**
 * The configuration as files for Prometheus, its blackbox_exporter and Alertmanager. No file has a secret: each is read
 * from a file of its own, or is a variable where a program has no setting for that.
 */
import type { Handover, HandoverFile } from '../../../../contract/handover.ts';
import type { Wording } from '../../../wording/wording.ts';
import { say } from '../../../wording/wording.ts';
import type { ConfigState } from '../../export.ts';
import { writeYaml } from '../../write-yaml.ts';
import { alertmanagerConfig } from './alertmanager-config.ts';
import { alertRules } from './alert-rules.ts';
import { openExportContext } from './context.ts';
import { planExport } from './plan.ts';
import { prometheusConfig, type Scraped } from './scrape-config.ts';

export function exportToPrometheus(
  state: ConfigState,
  scraped: Scraped,
  { handover }: Pick<Wording, 'handover'>,
): Handover {
  const { context, collected } = openExportContext();
  const plan = planExport(state, context);
  const routing = { ...state, groupWaitMs: state.settings.groupWait };
  const alertmanager = alertmanagerConfig(routing, context);
  const prometheus = prometheusConfig(plan, scraped, context);
  for (const { id } of state.maintenance) context.note({ code: 'maintenance-left-out', facts: { window: id } });
  if (plan.probed.length > 0) context.note({ code: 'no-recheck', facts: {} });
  const { notes, secretFiles, variables } = collected();
  const said = notes.map((note) => say(handover.notes, note));
  const yaml = (path: string, sections: Readonly<Record<string, unknown>>): HandoverFile => ({
    path,
    text: writeYaml(sections, [handover.header]),
  });
  const files = [
    yaml('prometheus.yml', prometheus),
    yaml('blackbox.yml', { modules: plan.modules }),
    yaml('rules.yml', alertRules(plan, handover.alerts)),
    yaml('alertmanager.yml', alertmanager.config),
    ...alertmanager.files,
  ];
  const readme = handover.readme({ secretFiles, variables, notes: said, files: files.map(({ path }) => path) });
  return { files: [...files, { path: 'README.md', text: readme }], notes: said, secretFiles, variables };
}
