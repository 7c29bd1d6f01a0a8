/** Descriptions of the commands, for `vigilmon --help`, shell completion and the manual. */
const json = 'print the result as JSON';
const data = 'data directory (default: the standard location for this system)';

function covers(verb: string): Readonly<Record<'all' | 'monitors' | 'tags', string>> {
  return {
    all: `${verb} all monitors`,
    monitors: `${verb} these monitors`,
    tags: `${verb} monitors with any of these tags`,
  };
}

export const help = {
  about: 'Vigilmon monitors web endpoints and background jobs, and notifies you when one fails.',
  usage: (synopsis: string) => `Usage: vigilmon ${synopsis}`,
  /** Placeholders for commands, options and their values. */
  placeholders: {
    action: 'ACTION',
    anyCommand: 'COMMAND',
    anyOptions: '[OPTIONS]',
    address: 'ADDR',
    code: 'CODE',
    codes: 'CODES',
    command: 'COMMAND',
    directory: 'DIR',
    duration: 'DURATION',
    file: 'FILE',
    format: 'FORMAT',
    days: 'DAYS',
    id: 'ID',
    ids: 'ID,...',
    line: 'LINE',
    number: 'N',
    shell: 'SHELL',
    target: 'TARGET',
    text: 'TEXT',
    tags: 'TAG,...',
    time: 'TIME',
    tokenOrUrl: 'TOKEN-OR-URL',
    zone: 'ZONE',
  },
  manual: {
    name: 'NAME',
    synopsis: 'SYNOPSIS',
    commands: 'COMMANDS',
    exitStatus: 'EXIT STATUS',
    exitCodes: [
      ['0', 'success'],
      ['1', 'failure: something is down, a check failed, a ping was rejected, or Vigilmon is not running'],
      ['2', 'invalid command line'],
    ] as readonly (readonly [code: string, meaning: string])[],
  },
  more: 'Run vigilmon COMMAND --help for the options of a command.',
  commands: {
    serve: {
      summary: 'run Vigilmon without a desktop, with its window as a web page',
      options: {
        data,
        port: 'port to listen on (default: as set in the window, else 7464; 0: any free port)',
        host: 'address to listen on (default: as set in the window, else 127.0.0.1)',
        config: 'configuration file to apply at startup',
        'no-ui': 'serve pings and the API only, without the web page',
        'allow-commands': 'let command monitors run programs as this user',
      },
    },
    status: {
      summary: 'show the status of all monitors; exit code 1 if one is down',
      options: { data, json },
    },
    digest: {
      summary: 'preview the digest: uptime, incidents, and what is muted or sends no notifications',
      options: { data, json },
    },
    ack: {
      summary: 'acknowledge an incident, by its number or by the ID of a monitor that is down',
      options: { note: 'what is known or being done about it', data, json },
    },
    mute: {
      summary: 'mute monitors, tags or everything for 1 hour, or for as long as you say',
      options: {
        ...covers('mute'),
        duration: 'how long (30m, 2h, 3d; default: 1h)',
        until: 'when it ends: 18:00, or a local time such as 2026-12-03T22:00',
        'until-recovery': 'until the monitors recover, instead of a time',
        data,
        json,
      },
    },
    unmute: {
      summary: 'end a mute of monitors, tags or everything; what is still down is sent then',
      options: { ...covers('unmute'), data, json },
    },
    maintenance: {
      summary:
        'list maintenance windows (list), start one now (start), end one early (end ID), or schedule one (add): once or weekly (--days), with --from and --to, or on a cron schedule, with --cron and --duration',
      options: {
        ...covers('cover'),
        name: 'name of the maintenance window',
        duration: 'how long it lasts (default for start: 1h)',
        from: 'when it starts: a local time such as 2026-12-03T22:00, or 22:00 with --days',
        to: 'when it ends, in the same form as --from',
        days: 'days of the week, such as sat,sun, or daily',
        cron: 'cron line for when it starts, such as "0 3 * * 0"',
        timezone: 'time zone of these times, such as Europe/Berlin (default: that of the computer running Vigilmon)',
        data,
        json,
      },
    },
    check: {
      summary:
        'check a target once and show its timings; exit code 1 if it fails. TARGET is a URL, or an address such as db.example.com:5432, ping://HOST, dns://HOST, cert://HOST, docker://NAME, domain:NAME, command:COMMAND or metric:URL?query=QUERY',
      options: {
        status: 'expected status code of an HTTP response (default: 200 to 299)',
        contains: 'text that the response must contain (whitespace in JSON is ignored)',
        json,
      },
    },
    ping: {
      summary: 'send a heartbeat ping',
      options: {
        start: 'the job has started',
        fail: 'the job has failed',
        log: 'a log entry, which does not change the state',
        exit: "the job's exit code, or the signal that ended it (KILL): 0 is success, anything else failure",
        data,
      },
    },
    run: {
      summary: "run a job and report its start, end, exit code and last output; exits with the job's own code",
      options: {
        timeout: 'stop the job after this time (30s, 5m, 2h): SIGTERM, then SIGKILL 10 s later; exit code 124',
        'ok-codes': 'exit codes that count as success, such as 0,2,64-78,TERM (default: 0)',
        retries: 'how many more times to send a ping that does not arrive (default: 0; otherwise it is saved at once)',
        message: 'text to send before the output',
        'no-start': 'do not report the start',
        'no-output': 'do not send the output of the job',
        data,
      },
    },
    apply: {
      summary: 'apply a configuration file to the running Vigilmon (-: from stdin)',
      options: { data, json },
    },
    export: {
      summary: 'print the configuration of the running Vigilmon, without its secrets',
      options: {
        to: 'write it to DIR in the format of another program: prometheus',
        force: 'overwrite files of the same names in DIR',
        data,
        json,
      },
    },
    discover: {
      summary: 'find jobs and services on this computer, and print monitors for them as a configuration file',
      options: { data, json },
    },
    completion: {
      summary: 'print a script that completes commands and options in bash, zsh or fish',
      options: {},
    },
  },
};
