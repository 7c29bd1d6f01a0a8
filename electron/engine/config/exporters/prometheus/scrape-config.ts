/**
 * prometheus.yml: each target carries the module, the interval and the time limit that it is probed with, so that one job
 * serves all monitors, and each other exporter has a job of its own.
 */
import { formatDuration } from '../../../../contract/duration.ts';
import type { LocationOf } from '../../../../contract/locations/registry.ts';
import type { Monitor } from '../../../../contract/monitors/registry.ts';
import { hereId } from '../../../../contract/locations/registry.ts';
import { exporterProbeOf } from '../../../locations/blackbox/probes.ts';
import type { ExportContext } from './context.ts';
import type { Plan, ProbedPlan } from './plan.ts';

export interface Scraped {
  /** `host:port` of the listener. */
  readonly address: string;
  /** A file with the access token; null: none is needed. */
  readonly credentialsFile: string | null;
}

export const jobName = 'vigilmon';
export const keptJobName = 'vigilmon-metrics';
/** Where the exporter, Alertmanager and Prometheus are started; see the README among the files. */
const exporterAddress = '127.0.0.1:9115';
const alertmanagerAddress = '127.0.0.1:9093';
/** The exporter ends a probe this long before Prometheus would. */
const marginMs = 500;
const longestEvaluationMs = 15_000;

export function prometheusConfig(
  plan: Plan,
  scraped: Scraped,
  context: ExportContext,
): Readonly<Record<string, unknown>> {
  const shortest = Math.min(longestEvaluationMs, ...plan.probed.map(({ monitor }) => monitor.interval));
  return {
    global: { scrape_interval: '30s', evaluation_interval: formatDuration(shortest) },
    rule_files: ['rules.yml'],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanagerAddress] }] }] },
    scrape_configs: [
      ...(plan.probed.length === 0 ? [] : [ownJob(plan, context)]),
      ...otherExporters(plan).map((exporter) => locationJob(exporter, plan, context)),
      ...(plan.kept.length === 0 ? [] : [keptJob(scraped)]),
    ],
  };
}

function ownJob({ probed }: Plan, context: ExportContext): object {
  return {
    job_name: jobName,
    metrics_path: '/probe',
    static_configs: probed.map((one) => ({
      targets: [one.target],
      labels: {
        ...labelsOf(one.monitor),
        ...(one.exporters.length === 0 ? {} : { location: hereId }),
        __param_module: one.module,
        ...paceOf(one, context),
      },
    })),
    relabel_configs: relabelling(exporterAddress),
  };
}

/** What `exporters` of another place use are its own modules. */
function locationJob(exporter: LocationOf<'blackbox'>, { probed }: Plan, context: ExportContext): object {
  const { id, url, auth } = exporter;
  const { host, protocol, pathname } = new URL(url);
  return {
    job_name: `${jobName}-${id}`,
    scheme: protocol.slice(0, -1),
    metrics_path: `${pathname.replace(/\/$/u, '')}/probe`,
    ...loginOf(id, auth, context),
    static_configs: probed
      .filter((one) => one.exporters.includes(exporter))
      .map(({ monitor, target }) => ({
        targets: [target],
        labels: {
          ...labelsOf(monitor),
          location: id,
          __param_module: exporterProbeOf(monitor)?.module(exporter, monitor) ?? exporter.module,
          __scrape_interval__: formatDuration(monitor.interval),
        },
      })),
    relabel_configs: relabelling(host),
  };
}

function loginOf(id: string, auth: LocationOf<'blackbox'>['auth'], { secretFile }: ExportContext): object {
  switch (auth?.type) {
    case 'basic':
      return { basic_auth: { username: auth.username, password_file: secretFile(id, 'auth.password') } };
    case 'bearer':
      return { authorization: { credentials_file: secretFile(id, 'auth.token') } };
    case undefined:
      return {};
  }
}

function otherExporters({ probed }: Plan): readonly LocationOf<'blackbox'>[] {
  return [...new Set(probed.flatMap(({ exporters }) => exporters))];
}

/** The target becomes a parameter and the label `instance`; what is scraped is the exporter. */
function relabelling(exporter: string): readonly object[] {
  return [
    { source_labels: ['__address__'], target_label: '__param_target' },
    { source_labels: ['__param_target'], target_label: 'instance' },
    { target_label: '__address__', replacement: exporter },
  ];
}

/** The labels that rules and routes use. */
function labelsOf({ id, name, severity, tags }: Monitor): Readonly<Record<string, string>> {
  return { monitor: id, name, severity, ...(tags.length === 0 ? {} : { tags: `,${tags.join(',')},` }) };
}

/** A scrape may not take longer than its interval. */
function paceOf({ monitor }: ProbedPlan, { note }: ExportContext): Readonly<Record<string, string>> {
  const { id, interval, timeout } = monitor;
  const limit = Math.min(timeout + marginMs, interval);
  if (limit < timeout + marginMs) note({ code: 'timeout-cut', facts: { monitor: id, timeoutMs: limit - marginMs } });
  return { __scrape_interval__: formatDuration(interval), __scrape_timeout__: formatDuration(limit) };
}

function keptJob({ address, credentialsFile }: Scraped): object {
  return {
    job_name: keptJobName,
    honor_labels: true,
    scrape_interval: '15s',
    static_configs: [{ targets: [address] }],
    // The other series are of checks that the exporter makes now.
    metric_relabel_configs: [{ source_labels: ['__name__'], regex: 'vigilmon_.*', action: 'keep' }],
    ...(credentialsFile === null ? {} : { authorization: { credentials_file: credentialsFile } }),
  };
}
