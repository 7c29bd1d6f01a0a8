/** The help texts of metrics, by name. */
export const metrics = {
  probe_success: 'Whether the last check of the target passed',
  probe_duration_seconds: 'How long the last check took',
  probe_dns_lookup_time_seconds: 'How long the DNS lookup of the last check took',
  probe_http_status_code: 'Status code of the last response',
  probe_http_version: 'HTTP version of the last response',
  probe_http_ssl: 'Whether the last response came over TLS',
  probe_http_duration_seconds: 'How long each phase of the last check took',
  probe_icmp_duration_seconds: 'Round-trip time of the last ping check',
  probe_ssl_earliest_cert_expiry: 'When the first certificate of the chain expires, in seconds since 1970',
  vigilmon_monitor_up:
    'Whether the monitor is up: 0 once an outage is confirmed; no sample while it is unknown or paused',
  vigilmon_monitor_degraded: 'Whether the monitor is degraded',
  vigilmon_monitor_info: 'The name, kind, severity and tags of the monitor; tags are between commas',
  vigilmon_monitor_last_check_timestamp_seconds: 'When the monitor was last checked, or its last ping was due or came',
  vigilmon_heartbeat_deadline_timestamp_seconds: 'When the next ping of the job is due, without the grace period',
  vigilmon_monitors: 'Number of monitors in each state',
  vigilmon_online: 'Whether this computer is connected to the internet, as far as it is known',
  vigilmon_build_info: 'The version of Vigilmon',
  process_start_time_seconds: 'When Vigilmon was started, in seconds since 1970',
  process_cpu_seconds_total: 'Processor time that Vigilmon has used',
  process_resident_memory_bytes: 'Memory that Vigilmon uses',
};
