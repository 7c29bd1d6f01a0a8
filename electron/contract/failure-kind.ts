/** Categories of failures; failure.ts derives the category from a failure's code. */
export const failureKinds = [
  'assertion',
  'inverted', // a target that is expected to be down is up
  'dns',
  'refused',
  'reset',
  'unreachable',
  'timeout',
  'tls-expired',
  'tls-not-yet-valid',
  'tls-untrusted',
  'tls-hostname',
  'tls-protocol',
  'not-http',
  'too-large',
  'bad-encoding',
  'cut-short', // the connection ended before the body did
  'redirect-loop',
  'redirect-invalid',
  'missed', // heartbeat: no ping, or no start of a run, in time
  'reported', // heartbeat: the job reported a failure
  'command', // a command reported a problem
  'container', // a container does not run or is unhealthy, or its engine fails
  'query', // a Prometheus server rejects the query, or has no series for it
  'domain', // a domain expires soon, or is not registered
  'registry', // a registry does not say when a domain expires: always inconclusive
  'not-run', // what a check needs on this computer is missing or not allowed: always inconclusive
  'overrun', // heartbeat: started and did not end in time
  'location', // a location cannot tell, or is turned away: always inconclusive
  'network', // any other failure of the transport
  'offline', // this computer has no connection to the target's network: always inconclusive
  'asleep', // this computer slept during the check: always inconclusive
  'internal', // an error of this program: always inconclusive
] as const;
/** What a failure is about. */
export type FailureKind = (typeof failureKinds)[number];
