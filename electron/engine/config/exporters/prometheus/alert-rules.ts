/**
 * rules.yml: an outage is alerted after as many failed scrapes in a row as the monitor asks for, and kept until as many
 * have passed. Monitors with the same policy share a rule.
 */
import { formatDuration } from '../../../../contract/duration.ts';
import type { AlertEventName } from '../../../../contract/model/alert.ts';
import type { Severity } from '../../../../contract/model/monitor.ts';
import type { Quorum } from '../../../../contract/model/location.ts';
import type { Monitor } from '../../../../contract/monitors/registry.ts';
import type { Wording } from '../../../wording/wording.ts';
import { assertionsOf, type Plan, type ProbedPlan } from './plan.ts';
import { jobName, keptJobName } from './scrape-config.ts';
import { violationOf } from './thresholds.ts';

type Words = Wording['handover']['alerts'];

/** The labels by which Alertmanager routes are `severity`, `event`, `monitor` and `tags`. */
interface AlertRule {
  readonly alert: string;
  readonly event: AlertEventName;
  readonly severity: Severity;
  /** `$` stands for the selector of the monitors. */
  readonly expression: string;
  readonly forMs: number;
  readonly keepMs: number;
  readonly summary: string;
}

export function alertRules(plan: Plan, words: Words): Readonly<Record<string, unknown>> {
  const probed = plan.probed.flatMap((one) => rulesOf(one, words).map((rule) => ({ rule, monitor: one.monitor })));
  const kept = plan.kept.flatMap((monitor) => keptRules(monitor, words).map((rule) => ({ rule, monitor })));
  return {
    groups: [
      { name: jobName, rules: combined([...probed, ...kept]) },
      { name: 'vigilmon-itself', rules: silences(plan, words) },
    ],
  };
}

interface RuleOfMonitor {
  readonly rule: AlertRule;
  readonly monitor: Monitor;
}

function combined(all: readonly RuleOfMonitor[]): readonly object[] {
  const groups = Map.groupBy(all, ({ rule }) => JSON.stringify(rule));
  return Array.from(groups.values(), (group) => {
    const [first] = group;
    return first === undefined
      ? {}
      : written(
          first.rule,
          group.map(({ monitor }) => monitor.id),
        );
  });
}

function written(
  { alert, event, severity, expression, forMs, keepMs, summary }: AlertRule,
  ids: readonly string[],
): object {
  return {
    alert,
    expr: expression.replaceAll('$', `{monitor=~"${ids.join('|')}"}`),
    ...(forMs === 0 ? {} : { for: formatDuration(forMs) }),
    ...(keepMs === 0 ? {} : { keep_firing_for: formatDuration(keepMs) }),
    labels: { severity, event },
    annotations: { summary },
  };
}

const dayMs = 86_400;

function rulesOf({ monitor, exporters }: ProbedPlan, words: Words): readonly AlertRule[] {
  const { severity, interval, failAfter, recoverAfter, degradedAfter, quorum } = monitor;
  const common = { severity, forMs: 0, keepMs: 0 } as const;
  const violations = assertionsOf(monitor).flatMap((assertion) => violationOf(assertion) ?? []);
  const failed = [exporters.length === 0 ? 'probe_success$ == 0' : quorums(quorum), ...violations];
  const days = 'certificateWarningDays' in monitor ? Math.max(0, ...monitor.certificateWarningDays) : 0;
  return [
    {
      ...common,
      alert: 'MonitorDown',
      event: 'down',
      expression: failed.join(' or '),
      forMs: (failAfter - 1) * interval,
      keepMs: (recoverAfter - 1) * interval,
      summary: words.down,
    },
    ...(degradedAfter === null
      ? []
      : [
          {
            ...common,
            alert: 'MonitorDegraded',
            event: 'degraded' as const,
            expression: `1000 * probe_duration_seconds$ > ${String(degradedAfter)} and probe_success$ == 1`,
            forMs: (failAfter - 1) * interval,
            summary: words.slow,
          },
        ]),
    ...(days === 0
      ? []
      : [
          {
            ...common,
            alert: 'CertificateExpires',
            event: 'certificate' as const,
            expression: `probe_ssl_earliest_cert_expiry$ - time() < ${String(days * dayMs)}`,
            summary: words.certificate,
          },
        ]),
  ];
}

/** Over this computer and the exporters elsewhere. */
function quorums(quorum: Quorum): string {
  const over = (aggregate: string, operand = 'probe_success$') => `${aggregate} without (location, job) (${operand})`;
  switch (quorum) {
    case 'most':
      return `${over('avg')} < 0.5`;
    case 'any':
      return `${over('min')} == 0`;
    case 'all':
      return `${over('max')} == 0`;
    default:
      return `${over('count', 'probe_success$ == 0')} >= ${String(quorum)}`;
  }
}

/** Vigilmon has counted the failures already. Its info series has the name and the tags. */
function keptRules({ severity }: Monitor, words: Words): readonly AlertRule[] {
  const of = (series: string) => `${series}$ * on (monitor) group_left (name, tags) vigilmon_monitor_info`;
  const common = { severity, forMs: 0, keepMs: 0 } as const;
  return [
    {
      ...common,
      alert: 'MonitorDown',
      event: 'down',
      expression: `${of('vigilmon_monitor_up')} == 0`,
      summary: words.down,
    },
    {
      ...common,
      alert: 'MonitorDegraded',
      event: 'degraded',
      expression: `${of('vigilmon_monitor_degraded')} == 1`,
      summary: words.degraded,
    },
  ];
}

const silentForMs = 300_000;

/** An exporter or a Vigilmon that cannot be scraped would otherwise look as if all were well. */
function silences({ probed, kept }: Plan, words: Words): readonly object[] {
  const down = (alert: string, selector: string, summary: string) => ({
    alert,
    expr: `count by (job) (up{${selector}} == 0) > 0`,
    for: formatDuration(silentForMs),
    labels: { severity: 'critical', event: 'down' },
    annotations: { summary },
  });
  return [
    ...(probed.length === 0
      ? []
      : [down('ExporterUnreachable', `job=~"${jobName}.*",job!="${keptJobName}"`, words.exporter)]),
    ...(kept.length === 0 ? [] : [down('VigilmonUnreachable', `job="${keptJobName}"`, words.vigilmon)]),
  ];
}
