/** The fields of monitors in generated forms. */
import type { probedFields as probed } from '../../../electron/contract/monitors/definition.ts';
import type { filterFields as ofFilter, runFields as ofRuns } from '../../../electron/contract/monitors/heartbeat.ts';
import type { DrawnTexts } from '../../forms/kinds.ts';
import type { FieldTexts } from '../field-text.ts';
import { assertions, editor } from './editor.ts';

export const probedFields: FieldTexts<typeof probed> = {
  interval: { label: editor.interval },
  timeout: { label: editor.timeout, hint: editor.timeoutHint },
  failAfter: { label: editor.failAfter, hint: editor.failAfterHint },
  recoverAfter: { label: editor.recoverAfter, hint: editor.recoverAfterHint },
  recheckInterval: { label: editor.recheckInterval, hint: editor.recheckHint },
  degradedAfter: { label: editor.degradedAfter, hint: editor.degradedHint, placeholder: editor.never },
  invert: { label: editor.invert, hint: editor.invertHint },
  ipFamily: { label: editor.ipFamily, choices: editor.families },
};

export const runFields: FieldTexts<typeof ofRuns> = {
  clock: {
    label: 'Clock',
    none: 'Automatic, by where the first ping comes from',
    choices: { awake: 'This computer: while it is awake and Vigilmon runs', wall: 'Real time' },
    hint: 'By the clock of this computer, a job is not down because the computer was off.',
  },
  startWithin: {
    label: 'Start within',
    hint: 'Down if no run has started so long after it is due.',
    placeholder: 'Off',
  },
  maxRunTime: {
    label: 'Longest run',
    hint: 'Down if a run takes longer.',
    placeholder: 'Period and grace period',
  },
  minRunTime: { label: 'Shortest run', hint: 'Degraded if a run succeeds sooner.', placeholder: 'Off' },
  failAfter: { label: 'Failed runs until down' },
};

export const filterFields: FieldTexts<typeof ofFilter> = {
  onlyPost: {
    label: 'Count POST requests only',
    hint: 'For addresses that link previews or scanners may open. Other requests are listed and change nothing.',
  },
  failWords: { label: 'Words that mean failure', hint: 'Separated by commas, compared with the body as written.' },
  startWords: { label: 'Words that mean start' },
  successWords: {
    label: 'Words that mean success',
    hint: 'With some here, a body without any of these words is listed and changes nothing.',
  },
};

export const monitorFields: DrawnTexts = {
  certificate: {
    host: { label: 'Host' },
    port: { label: 'Port', placeholder: 'The usual one' },
    startTls: {
      label: 'Protocol before TLS',
      choices: {
        none: 'None, TLS from the start',
        smtp: 'SMTP',
        imap: 'IMAP',
        pop3: 'POP3',
        ftp: 'FTP',
        postgres: 'PostgreSQL',
      },
    },
    serverName: {
      label: 'Server name',
      hint: 'The certificate must be valid for it. Leave empty to use the host.',
    },
    trustedCertificates: {
      label: 'Trusted certificates',
      hint: 'Authorities to trust besides the well-known ones, in PEM format.',
    },
    certificateWarningDays: editor.certificateDays,
    assertions: { label: assertions.title },
  },
  ping: {
    host: { label: 'Host' },
    count: { label: 'Pings per check' },
    assertions: { label: assertions.title },
  },
  dns: {
    host: { label: 'Domain name', hint: 'For PTR records, an IP address.' },
    record: {
      label: 'Record type',
      choices: {
        A: 'A (IPv4 address)',
        AAAA: 'AAAA (IPv6 address)',
        CNAME: 'CNAME (alias)',
        MX: 'MX (mail servers)',
        NS: 'NS (name servers)',
        TXT: 'TXT (text)',
        SOA: 'SOA (zone)',
        SRV: 'SRV (service)',
        CAA: 'CAA (certificate authorities)',
        PTR: 'PTR (name of an address)',
      },
    },
    resolver: { label: 'Name server', hint: 'Leave empty to use those of this computer.' },
    assertions: { label: assertions.title },
  },
  tcp: {
    host: { label: 'Host' },
    port: { label: 'Port' },
    tls: { label: 'Use TLS' },
    send: { label: 'Send', hint: 'Sent once connected. Write \\r\\n for a line end.' },
    ignoreTlsErrors: { label: editor.ignoreTlsErrors, hint: editor.ignoreTlsHint },
    certificateWarningDays: editor.certificateDays,
    assertions: { label: assertions.title },
  },
  metric: {
    url: { label: 'Prometheus server' },
    query: { label: 'Query', hint: 'PromQL, evaluated as an instant query.' },
    auth: {
      label: editor.auth,
      none: editor.authTypes.none,
      options: {
        basic: {
          label: editor.authTypes.basic,
          fields: { username: { label: editor.username }, password: { label: editor.password } },
        },
        bearer: { label: editor.authTypes.bearer, fields: { token: { label: editor.bearerToken } } },
      },
    },
    holdsFor: { label: 'Value must pass for', choices: { all: 'All series', any: 'Any series' } },
    noData: { label: 'If there are no series', choices: { fail: 'Down', unknown: 'Unknown', pass: 'Up' } },
    ignoreTlsErrors: { label: editor.ignoreTlsErrors, hint: editor.ignoreTlsHint },
    certificateWarningDays: editor.certificateDays,
    assertions: { label: assertions.title },
  },
  domain: {
    domain: { label: 'Domain', hint: 'As it is registered, without subdomains.' },
    warningDays: { label: 'Degraded below (days)' },
    criticalDays: { label: 'Down below (days)' },
    server: { label: 'RDAP server', placeholder: 'As IANA lists it' },
    assertions: { label: assertions.title },
  },
  container: {
    container: { label: 'Container', hint: 'Its name or ID. Leave it empty to monitor all containers with a label.' },
    label: { label: 'Label', hint: 'All containers that have it must run.' },
    socket: {
      label: 'Socket',
      hint: 'Access to it is as much as administrator access to this computer.',
      placeholder: 'That of Docker or Podman',
    },
    assertions: { label: assertions.title },
  },
  command: {
    command: { label: 'Command', hint: 'The program, then one argument per line. No shell is used.' },
    results: {
      label: 'Result',
      choices: { nagios: 'Nagios plugin (0 up, 1 degraded, 2 down)', exit: 'Exit code (0 up, otherwise down)' },
    },
    cwd: { label: 'Working directory', placeholder: 'Home directory' },
    env: { label: 'Environment variables' },
    assertions: { label: assertions.title },
  },
};
