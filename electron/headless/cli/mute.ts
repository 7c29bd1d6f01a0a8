/**
 * `vigilmon mute` and `vigilmon unmute`: mute monitors, tags or everything in the running Vigilmon, and end such mutes.
 * What they name is looked up first: a mistake changes nothing.
 */
import type { Api } from '../../contract/calls.ts';
import type { Mute, MuteScope } from '../../contract/model/alert.ts';
import type { MonitorSummary } from '../../contract/model/state.ts';
import { printable } from '../../contract/plain-text.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import { connectRunning } from '../running-file.ts';
import type { Terminal } from '../terminal.ts';
import { muteEnd, type MuteRequest } from './mute-request.ts';
import { printError, printJson } from './report.ts';
import type { CliWords } from './usage.ts';

interface Common {
  readonly dataDirectory: string;
  readonly isJson: boolean;
}
export type MuteOptions = Common & { readonly request: MuteRequest };
export type UnmuteOptions = Common & { readonly scopes: readonly MuteScope[] };

/** @returns the exit code. */
export function mute({ request, ...common }: MuteOptions, terminal: Terminal): Promise<number> {
  const words = terminal.wording.cli.mute;
  const done = (name: string, { until }: Mute): string => words.muted(name, until);
  return carryOut({ ...common, scopes: request.scopes, done }, terminal, async ({ mutes }) => {
    const until = muteEnd(request.length, Date.now());
    return ok(request.scopes.map((scope) => () => mutes.set({ scope, until })));
  });
}

/** @returns the exit code. */
export function unmute({ scopes, ...common }: UnmuteOptions, terminal: Terminal): Promise<number> {
  const words = terminal.wording.cli.mute;
  return carryOut({ ...common, scopes, done: words.unmuted }, terminal, async ({ mutes }, nameOf) => {
    const current = await mutes.list(undefined);
    if (!current.ok) return current;
    const found = scopes.map((scope) => current.value.find((one) => isSame(one.scope, scope)));
    const missing = scopes.find((_, index) => found[index] === undefined);
    if (missing !== undefined) return fail('not-found', words.notMuted(nameOf(missing)));
    return ok(
      found.flatMap((one) => {
        if (one === undefined) return [];
        return [
          async (): Promise<Result<Mute>> => {
            const cleared = await mutes.clear({ id: one.id });
            return cleared.ok ? ok(one) : cleared;
          },
        ];
      }),
    );
  });
}

interface Work extends UnmuteOptions {
  readonly done: (name: string, mute: Mute) => string;
}
type NameOf = (scope: MuteScope) => string;
type Plan = (api: Api, nameOf: NameOf) => Promise<Result<readonly (() => Promise<Result<Mute>>)[]>>;

async function carryOut(
  { scopes, done, dataDirectory, isJson }: Work,
  terminal: Terminal,
  plan: Plan,
): Promise<number> {
  const client = connectRunning(dataDirectory, terminal.wording);
  if (!client.ok) return printError(client.error, terminal);
  const { api } = client.value;
  const names = await namesOf(scopes, api, terminal.wording.cli.mute);
  if (!names.ok) return printError(names.error, terminal);
  const steps = await plan(api, names.value);
  if (!steps.ok) return printError(steps.error, terminal);
  const mutes: Mute[] = [];
  for (const step of steps.value) {
    const answer = await step();
    if (!answer.ok) return printError(answer.error, terminal);
    mutes.push(answer.value);
    if (!isJson) terminal.out(done(names.value(answer.value.scope), answer.value));
  }
  if (isJson) printJson(mutes, terminal);
  return 0;
}

/** Fails if one of the monitors does not exist. */
async function namesOf(scopes: readonly MuteScope[], api: Api, words: CliWords['mute']): Promise<Result<NameOf>> {
  const overview = await api.overview.get(undefined);
  if (!overview.ok) return overview;
  const { monitors } = overview.value;
  const byId = new Map(monitors.map(({ id, name }) => [id, name]));
  for (const scope of scopes) {
    if (scope.kind !== 'monitor' || byId.has(scope.monitorId)) continue;
    const unknown = await api.monitors.get({ id: scope.monitorId });
    if (!unknown.ok) return unknown;
    byId.set(scope.monitorId, unknown.value.name);
  }
  return ok((scope) => nameOf(scope, { byId, monitors, words }));
}

interface Names {
  readonly byId: ReadonlyMap<string, string>;
  readonly monitors: readonly MonitorSummary[];
  readonly words: CliWords['mute'];
}

function nameOf(scope: MuteScope, { byId, monitors, words }: Names): string {
  switch (scope.kind) {
    case 'all':
      return words.everything;
    case 'tag':
      return words.tag(printable(scope.tag), monitors.filter(({ tags }) => tags.includes(scope.tag)).length);
    case 'monitor':
      return printable(byId.get(scope.monitorId) ?? scope.monitorId);
  }
}

function isSame(one: MuteScope, other: MuteScope): boolean {
  if (one.kind === 'monitor') return other.kind === 'monitor' && one.monitorId === other.monitorId;
  return one.kind === 'tag' ? other.kind === 'tag' && one.tag === other.tag : other.kind === 'all';
}
