/**
 * What the host supplies to the engine. Time, secrets, the desktop and the log enter only through these, so that
 * a test drives a year in a second and the same engine runs in Electron and in plain Node.
 */
import type { LookupAddress } from 'node:dns';
import type { Presence } from '../contract/channels/native.ts';
import type { AlertEventName } from '../contract/model/alert.ts';
import type { HostSettings } from '../contract/model/program.ts';
import type { NotShown } from '../contract/not-shown.ts';
import type { Outcome } from '../contract/refusal.ts';
import type { HostPatch } from '../contract/schemas.ts';

/** Ends what a call began. Calling it again does nothing. */
export type Cancel = () => void;

export interface Clock {
  /** Whole epoch milliseconds; may jump when the user or the network sets the time. */
  readonly now: () => number;
  /** Milliseconds since an arbitrary moment, with decimals; never goes back. Round a duration before adding it to `now`. */
  readonly monotonic: () => number;
  /** Runs `task` once after `delayMs`. A timer does not keep the process alive. */
  readonly setTimer: (delayMs: number, task: () => void) => Cancel;
}

export type LogContext = Readonly<Record<string, unknown>>;

/** Messages and contexts must be free of secrets; an `error` in the context is printed with its causes. */
export interface Logger {
  readonly debug: (message: string, context?: LogContext) => void;
  readonly info: (message: string, context?: LogContext) => void;
  readonly warn: (message: string, context?: LogContext) => void;
  readonly error: (message: string, context?: LogContext) => void;
}

/** Turns secrets into text that may lie in the database, and back. Rejects where the key is gone or the text is not ours. */
export interface SecretBox {
  readonly seal: (secret: string) => Promise<string>;
  readonly open: (sealed: string) => Promise<string>;
}

/** What a notification is about. */
export interface NativeAbout {
  /** Opened by a click; null: no monitor, or several. */
  readonly monitorId: string | null;
  /** What it says about the monitor. Absent: nothing, or something about several. */
  readonly alert?: NativeAlert | undefined;
}

export interface NativeNotification extends NativeAbout {
  /** A later notification with the same tag replaces the earlier one where the desktop can. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly presence: Presence;
  /** What each of the messages that it combines is about; absent: it is a single one. */
  readonly parts?: readonly NativeAbout[] | undefined;
}

interface NativeAlert {
  readonly event: AlertEventName | 'reminder' | 'acknowledged' | 'steady';
  readonly incidentId: number | null;
}

export interface NativeNotifier {
  /** Resolves with the name of what showed it, once the desktop has confirmed it; rejects with `NotShownError`. */
  readonly show: (notification: NativeNotification) => Promise<string>;
}

/** The desktop did not show a notification; one reason for each notifier that was tried. */
export class NotShownError extends Error {
  readonly why: readonly NotShown[];

  constructor(why: readonly NotShown[], cause?: unknown) {
    super(`not shown: ${JSON.stringify(why)}`, { cause });
    this.name = 'NotShownError';
    this.why = why;
  }
}

/**
 * What the user may set of the host itself. A change is applied at once and kept for later starts, or refused as a whole
 * with everything as it was. What is asked for has been checked against `read`.
 */
export interface HostControls {
  readonly read: () => Promise<HostSettings>;
  readonly update: (patch: HostPatch) => Promise<Outcome<HostSettings>>;
  readonly renewToken: () => Promise<Outcome<HostSettings>>;
  readonly allowCommands: (allowed: boolean) => Promise<Outcome<HostSettings>>;
  readonly installCommandLine: (installed: boolean) => Promise<Outcome<HostSettings>>;
  readonly checkForUpdates: () => Promise<Outcome<HostSettings>>;
  readonly downloadUpdate: () => Promise<Outcome<HostSettings>>;
  readonly installUpdate: () => Promise<Outcome<HostSettings>>;
  readonly showLog: () => Promise<Outcome<HostSettings>>;
}

/** The computer as far as it is searched for jobs and services. Nothing is changed, and every answer is bounded. */
export interface Computer {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly user: string;
  readonly uid: number;
  /**
   * How a job starts the command line: by its name where every scheduler finds it, or else by its path. It may have been
   * installed a moment ago.
   */
  readonly findProgram: () => string;
  /** Null: it cannot be read, or is no plain file. */
  readonly readText: (path: string) => Promise<string | null>;
  /** The names in a folder; empty where it cannot be read. */
  readonly list: (path: string) => Promise<readonly string[]>;
  /** What a program prints; empty where it is not installed or fails. */
  readonly ask: (program: string, args: readonly string[]) => Promise<string>;
  /** `http`: it responds to an HTTP request. Null: it is not there. */
  readonly probe: (host: string, port: number) => Promise<'http' | 'tcp' | null>;
}

/** Cryptographically strong randomness. */
export interface Randomness {
  readonly bytes: (count: number) => Uint8Array;
}

/** To look up the addresses of a name; `family` 0: of both families. */
export interface LookupRequest {
  readonly id: number;
  readonly host: string;
  readonly family: 0 | 4 | 6;
}

/** `error`: the system's own code, `ENOTFOUND`. */
export type LookupReply = { readonly id: number } & (
  { readonly addresses: readonly LookupAddress[] } | { readonly error: string }
);

/** Looks names up as the system does (lookups/lookup-helper.ts). The system may hang, so it runs in a process of its own. */
export interface LookupHelper {
  readonly ask: (request: LookupRequest) => void;
  /** Ends it at once, whatever hangs in it. */
  readonly end: Cancel;
}

export interface LookupHelperEvents {
  readonly onReply: (reply: LookupReply) => void;
  /** It has ended, or could not be started. */
  readonly onEnded: () => void;
}

export type StartLookupHelper = (events: LookupHelperEvents) => LookupHelper;

/**
 * How the system reaches a URL, as a PAC script says it: `PROXY a:3128; SOCKS5 b:1080; DIRECT`, in order of preference.
 * Each is used if the one before cannot be reached.
 */
export type SystemProxy = (url: string) => Promise<string>;
