/** What an export to another program consists of, and what that program cannot do, as codes with facts. */
import type { AssertionSubject } from './assertion-subjects.ts';
import type { Coded, NoFacts } from './coded.ts';
import type { AssertionOperator } from './model/monitor.ts';

export const handoverTargets = ['prometheus'] as const;
export type HandoverTarget = (typeof handoverTargets)[number];

interface OfMonitor {
  readonly monitor: string;
}
interface OfChannel {
  readonly channel: string;
}
interface OfAssertion extends OfMonitor {
  readonly on: AssertionSubject;
  readonly is: AssertionOperator;
}

export interface HandoverFacts {
  /** It stays with Vigilmon, whose metrics are scraped. */
  readonly 'kept-here': OfMonitor;
  readonly disabled: OfMonitor;
  readonly 'assertion-left-out': OfAssertion;
  /** Translated into a pattern that accepts more. */
  readonly 'assertion-wider': OfAssertion;
  readonly 'field-left-out': OfMonitor & { readonly field: string };
  readonly 'timeout-cut': OfMonitor & { readonly timeoutMs: number };
  readonly 'locations-left-out': OfMonitor & { readonly locations: readonly string[] };
  readonly 'channel-left-out': OfChannel;
  readonly 'channel-field-left-out': OfChannel & { readonly field: string };
  /** Of the rules, counted from 1. */
  readonly 'rule-left-out': { readonly number: number };
  readonly 'quiet-hours-drop': { readonly number: number };
  readonly 'constant-repeat': { readonly number: number };
  readonly 'maintenance-left-out': { readonly window: string };
  /** Of all probes: Prometheus scrapes at its interval, and nothing in between. */
  readonly 'no-recheck': NoFacts;
}
export type HandoverNote = Coded<HandoverFacts>;

export interface HandoverFile {
  /** Relative to the directory. */
  readonly path: string;
  readonly text: string;
}

export interface Handover {
  readonly files: readonly HandoverFile[];
  /** What could not be handed over as it is, in words. */
  readonly notes: readonly string[];
  /** Files that have to be written by hand, each with one secret. */
  readonly secretFiles: readonly string[];
  /** Variables that have to be replaced in the files, since they have no other place for a secret. */
  readonly variables: readonly string[];
}
