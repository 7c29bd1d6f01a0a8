/** The engine: everything that a host (Electron, headless) needs to run one. runtime/compose.ts puts it together. */
import type { Api } from '../contract/calls.ts';
import type { EngineEvent } from '../contract/events.ts';
import type { Notice } from '../contract/notices.ts';
import { refused, type Outcome } from '../contract/refusal.ts';
import { ok, type Result } from '../contract/result.ts';
import type { IncomingPing, PingAnswer, SlugPing, SlugPingAnswer } from './kinds/heartbeat/incoming.ts';
import type { ProbeRegistry } from './kinds/registry.ts';
import type { MetricsFormat } from './metrics/exposition.ts';
import type { AskAnchor } from './network/anchors.ts';
import type {
  Cancel,
  Clock,
  Computer,
  HostControls,
  Logger,
  NativeNotifier,
  Randomness,
  SecretBox,
  StartLookupHelper,
  SystemProxy,
} from './ports.ts';
import type { ComposeOptions } from './runtime/base.ts';
import { compose } from './runtime/compose.ts';
import type { ListenerReport } from './runtime/system-status.ts';
import { storedForms } from './runtime/stored-forms.ts';
import { StoreError } from './store/store-error.ts';
import { openStore } from './store/database.ts';
import { speechFor } from './wording/languages.ts';
import { wordOutcome } from './wording/word-error.ts';
import type { Language, Wording } from './wording/wording.ts';

export interface EngineOptions {
  /** Made with mode 0700 where it is missing. */
  readonly dataDirectory: string;
  readonly host: 'desktop' | 'headless';
  readonly version: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly secretBox: SecretBox;
  readonly nativeNotifier: NativeNotifier;
  readonly randomness: Randomness;
  /** The locale (BCP 47) of what is answered and sent: its language, numbers and dates; British where absent. */
  readonly locale?: string | undefined;
  /** The languages to choose from; those that come with the program where absent. */
  readonly languages?: readonly Language[] | undefined;
  /** How an anchor is asked whether this computer is online; by HTTP where absent. */
  readonly askAnchor?: AskAnchor | undefined;
  /** Absent: names are looked up in this process, where lookups that hang delay the others. */
  readonly startLookupHelper?: StartLookupHelper | undefined;
  /** How each kind of monitor is looked at; over the network where absent. */
  readonly probes?: ProbeRegistry | undefined;
  /** Whether monitors may run commands; absent: no. */
  readonly allowsCommands?: (() => boolean) | undefined;
  /** Absent: the environment variables say. */
  readonly systemProxy?: SystemProxy | undefined;
  /** Absent: nothing of the host can be set. */
  readonly hostControls?: HostControls | undefined;
  /** Searched for jobs and services on request; absent: it cannot be. */
  readonly computer?: Computer | undefined;
}

/** What the engine says, to readers of one locale. */
export interface Spoken {
  readonly wording: Wording;
  readonly api: Api;
  readonly on: (listener: (event: EngineEvent) => void) => Cancel;
}

/** Its own `api`, `on` and `wording` are for the locale of `EngineOptions`. */
export interface Engine extends Spoken {
  readonly host: EngineOptions['host'];
  /**
   * In the language that an `Accept-Language` header prefers, or its own where the header names none that is known; with
   * the dates and numbers of the locale that the header prefers. The same object for the same locale, while it is in use.
   */
  readonly speaking: (acceptLanguage: string | undefined) => Spoken;
  /** Starts probing and sending. Until then `api` answers, but nothing runs. */
  readonly start: () => void;
  /** Writes what is pending, at once: the process may be ended at any moment. */
  readonly flush: () => void;
  /** Ends probes under way, writes what is pending, closes the store and unlocks the directory. */
  readonly stop: () => Promise<void>;
  /** The computer is about to sleep. */
  readonly sleep: () => void;
  /** The computer has woken up, or its network has changed. Without either, all three are noticed a little later. */
  readonly wake: () => void;
  /** Whether the computer runs on its battery; mains power until the host says otherwise. */
  readonly setOnBattery: (isOnBattery: boolean) => void;
  /** Resolves when the ping is stored: with the next turn of the event loop, or `not-recorded` after two seconds of refusal. */
  readonly receivePing: (ping: IncomingPing) => Promise<PingAnswer>;
  /** Prometheus' metrics in chunks, each made when it is taken. */
  readonly metrics: (format: MetricsFormat) => Iterable<string>;
  readonly receiveSlugPing: (ping: SlugPing) => Promise<SlugPingAnswer>;
  /** What the host's listener came to; shown in `system.info`. */
  readonly reportListener: (listener: ListenerReport) => void;
  /** For `system.info`: one notice per topic; null: it no longer applies. */
  readonly reportNotice: (topic: string, notice: Notice | null) => void;
  /** The settings of the host changed by themselves: windows read them again. */
  readonly announceHost: () => void;
}

type OpenEngine = (options: EngineOptions) => Promise<Result<Engine>>;

export const openEngine: OpenEngine = async (options) => {
  const speech = speechFor(options.locale, options.languages);
  const { wording } = speech;
  return wordOutcome(await openWith({ ...options, speech, wording }), wording);
};

/** @param damage found in the database by an earlier try: a backup takes its place. */
async function openWith(options: ComposeOptions, damage?: StoreError): Promise<Outcome<Engine>> {
  const { dataDirectory: directory, clock, logger } = options;
  const opened = await openStore({ directory, nowMs: clock.now(), logger, forms: storedForms, damage });
  if (!opened.ok) return opened;
  try {
    return ok(await compose(options, opened.value));
  } catch (error) {
    opened.value.close();
    logger.error('the engine could not be opened', { error });
    if (!(error instanceof StoreError)) return refused('stored-unreadable');
    if (error.kind === 'damaged' && damage === undefined) return openWith(options, error);
    return refused('store', { trouble: error.kind });
  }
}
