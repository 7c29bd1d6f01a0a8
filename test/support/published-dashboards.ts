/**
 * What published dashboards for the blackbox_exporter ask of Prometheus: their distinct expressions, by the number of the
 * dashboard on grafana.com or its repository. Left out are those of series that Vigilmon does not know (redirects, the
 * version of TLS).
 */
interface PublishedDashboard {
  readonly dashboard: string;
  readonly expressions: readonly string[];
}

const ofTarget = '{instance=~"$target"}';
const ofProject = '{project=~"$project",instance=~"$instance"}';
const ofApp = '{project=~"$project", app=~"$app"}';
const ofJob = '{cluster="$cluster", job=~"$job"}';
const ofInstance = '{cluster="$cluster", job=~"$job", instance=~"$instance"}';

export const publishedDashboards: readonly PublishedDashboard[] = [
  {
    dashboard: '7587',
    expressions: [
      `probe_duration_seconds${ofTarget}`,
      `probe_success${ofTarget}`,
      `probe_http_duration_seconds${ofTarget}`,
      `probe_http_status_code${ofTarget}`,
      `probe_http_version${ofTarget}`,
      `probe_http_ssl${ofTarget}`,
      `probe_ssl_earliest_cert_expiry${ofTarget} - time()`,
      `avg(probe_duration_seconds${ofTarget})`,
      `avg(probe_dns_lookup_time_seconds${ofTarget})`,
    ],
  },
  {
    dashboard: '12653',
    expressions: [
      `probe_duration_seconds${ofProject}`,
      `probe_icmp_duration_seconds${ofProject}`,
      `probe_http_duration_seconds${ofProject}`,
      `sum by (phase) (probe_http_duration_seconds${ofProject})`,
      `sum by (phase) (probe_icmp_duration_seconds${ofProject})`,
      `probe_success${ofProject} - 0`,
      `probe_http_ssl${ofProject} - 0`,
      `probe_http_status_code${ofProject} - 0`,
      `probe_ssl_earliest_cert_expiry${ofProject} - time()`,
    ],
  },
  {
    dashboard: '16292, 16293',
    expressions: [
      'count(probe_success{})',
      `count(probe_success${ofApp} == 0)`,
      `count(probe_success${ofApp} == 1)`,
      `count(probe_success${ofApp})`,
      `probe_dns_lookup_time_seconds${ofApp}`,
      `probe_duration_seconds${ofApp}`,
      `probe_http_status_code${ofApp}`,
      `probe_ssl_earliest_cert_expiry${ofApp} * 1000`,
      `probe_ssl_earliest_cert_expiry${ofApp} - time()`,
      `probe_ssl_earliest_cert_expiry${ofApp} - time() < (3600 * 24 * 30)`,
      `probe_success${ofApp}`,
      `sum(probe_http_duration_seconds${ofApp}) by (instance)`,
    ],
  },
  {
    dashboard: 'adinhodovic/blackbox-exporter-mixin',
    expressions: [
      `((count(probe_success${ofJob} == 1)) OR vector(0)) / count(probe_success${ofJob})`,
      `avg by (instance) (probe_dns_lookup_time_seconds${ofInstance})`,
      `avg by (instance) (probe_duration_seconds${ofInstance})`,
      `avg(probe_duration_seconds${ofJob})`,
      `avg(probe_http_duration_seconds${ofInstance}) by (phase)`,
      `avg(probe_icmp_duration_seconds${ofInstance}) by (phase)`,
      `avg_over_time(probe_success${ofInstance}[30d])`,
      `count(probe_http_ssl${ofJob} == 1) / count(probe_http_version${ofJob})`,
      `count(probe_success${ofJob})`,
      `max by (instance) (probe_http_ssl${ofInstance})`,
      `max by (instance) (probe_http_status_code${ofInstance})`,
      `max by (instance) (probe_http_version${ofInstance})`,
      `max by (instance) (probe_success${ofJob})`,
      `max by (instance) (probe_success${ofInstance})`,
      `min by (instance) (probe_ssl_earliest_cert_expiry${ofInstance} - time())`,
      `sum by (instance) (avg by (phase,instance) (probe_http_duration_seconds${ofInstance}))`,
    ],
  },
];

/** As Grafana fills them in for everything, and for a cluster that has no name. */
export function withVariables(expression: string): string {
  return expression.replaceAll('"$cluster"', '""').replaceAll(/"\$(?:target|instance|job|project|app)"/gu, '".*"');
}
