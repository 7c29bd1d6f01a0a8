/**
 * The configuration file: an upsert by id, all or nothing. Applied, it owns its records: those of an earlier file that
 * are missing in this one are removed. Imported, its records are like those made by hand. The YAML library is loaded on
 * the first call.
 */
import type { ParsedInputOf } from '../../contract/calls/call.ts';
import type { Calls } from '../../contract/calls.ts';
import { definitionOf as channelDefinition } from '../../contract/channels/registry.ts';
import { definitionOf as locationDefinition } from '../../contract/locations/registry.ts';
import type { MissingVariable } from '../../contract/model/program.ts';
import { definitionOf as monitorDefinition } from '../../contract/monitors/registry.ts';
import type { Problem, Problems } from '../../contract/problems.ts';
import { refusedFile, type FileProblem, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import type { ConfigState } from '../config/export.ts';
import type { FindRecord, VariableUse } from '../config/unset-variables.ts';
import { carryOut, changesOf } from './config-changes.ts';
import { applied, imported, planConfig, type Plan } from './config-plan.ts';
import type { CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export function configCalls(context: CallContext): Handlers['config'] {
  const { exclusive } = context;
  return {
    apply: ({ yaml, env = {} }) =>
      exclusive(async () => {
        const { parseConfig } = await import('../config/parse.ts');
        const parsed = parseConfig(yaml, env);
        if (!parsed.ok) return parsed;
        const planned = planConfig(context, parsed.value.config, applied);
        if (!planned.ok) return refusedFile(parsed.value.located(planned.error.fields ?? {}));
        return ok(carryOut(context, await changesOf(context, planned.value, applied)));
      }),
    import: (file) =>
      exclusive(async () => {
        const { plan } = await planImport(context, file);
        return plan.ok ? ok(carryOut(context, await changesOf(context, plan.value, imported))) : plan;
      }),
    plan: (file) =>
      exclusive(async () => {
        const { missing, plan, unset } = await planImport(context, file);
        if (missing.length > 0) {
          const beside = await problemsBeside(context, file, unset);
          if (beside.length > 0) return refusedFile(beside);
          return ok({ missing, changes: [], unchanged: 0, warnings: [] });
        }
        if (!plan.ok) return plan;
        const { entries: changes, unchanged, warnings } = await changesOf(context, plan.value, imported);
        return ok({ missing, changes, unchanged, warnings });
      }),
    async export() {
      const { exportConfig } = await import('../config/export.ts');
      return ok(exportConfig(stateOf(context), context.wording));
    },
    async handOver({ to, metrics }) {
      const { handOver } = await import('../config/exporters/registry.ts');
      return ok(handOver[to](stateOf(context), metrics, context.wording));
    },
  };
}

type GivenFile = ParsedInputOf<Calls['config']['import']>;

interface ImportedFile {
  readonly missing: readonly MissingVariable[];
  readonly unset: readonly VariableUse[];
  readonly plan: Outcome<Plan>;
}

/**
 * What no value of the variables would mend, so that nobody enters secrets for nothing: the shape of the file, and
 * numbers that cannot be read. What its records mean is judged with the values.
 */
async function problemsBeside(
  context: CallContext,
  { yaml, env }: GivenFile,
  unset: readonly VariableUse[],
): Promise<readonly FileProblem[]> {
  const { parseConfig } = await import('../config/parse.ts');
  const standIns = Object.fromEntries(unset.flatMap(({ variables }) => variables.map((name) => [name, name])));
  const parsed = parseConfig(yaml, { ...standIns, ...env });
  const found = parsed.ok
    ? parsed.value.located(unreadableOf(planConfig(context, parsed.value.config, imported)))
    : (parsed.error.file ?? []);
  const isOneOf = (place: string): boolean =>
    unset.some(({ path }) => `${path}.`.startsWith(`${place}.`) || `${place}.`.startsWith(`${path}.`));
  return found.filter(({ path }) => !isOneOf(path));
}

const unreadable: ReadonlySet<string> = new Set<Problem['code']>(['not-a-number', 'not-a-duration']);

function unreadableOf(plan: Outcome<Plan>): Problems {
  const fields = plan.ok ? {} : (plan.error.fields ?? {});
  return Object.fromEntries(Object.entries(fields).filter(([, { code }]) => unreadable.has(code)));
}

async function planImport(context: CallContext, { yaml, env = {} }: GivenFile): Promise<ImportedFile> {
  const [{ parseSource }, { keepStored }, { readYaml }] = await Promise.all([
    import('../config/parse.ts'),
    import('../config/unset-variables.ts'),
    import('../config/yaml-source.ts'),
  ]);
  const read = readYaml(yaml);
  if (!read.ok) return { missing: [], unset: [], plan: read };
  const { missing, missingAfter, unset } = keepStored(read.value, env, findRecord(context));
  const parsed = parseSource(read.value, env);
  if (!parsed.ok) return { missing, unset, plan: parsed };
  const plan = planConfig(context, parsed.value.config, imported);
  if (plan.ok) return { missing, unset, plan };
  const { fields = {} } = plan.error;
  return { missing: missingAfter(fields), unset, plan: refusedFile(parsed.value.located(fields)) };
}

function findRecord({ alertConfig, locations, registry }: CallContext): FindRecord {
  return (section, id) => {
    const monitor = section === 'monitors' ? registry.find(id)?.monitor : undefined;
    if (monitor !== undefined) return { fields: monitorDefinition(monitor.kind).fields, record: monitor };
    const channel = section === 'channels' ? alertConfig.find(id)?.channel : undefined;
    if (channel !== undefined) return { fields: channelDefinition(channel.kind).fields, record: channel };
    const location = section === 'locations' ? locations.find(id) : null;
    return location === null ? null : { fields: locationDefinition(location.kind).fields, record: location };
  };
}

function stateOf({ alertConfig, locations, registry, maintenance, settings }: CallContext): ConfigState {
  return {
    locations: locations.all(),
    channels: alertConfig.channels(),
    rules: alertConfig.rules(),
    monitors: registry.all().map(({ monitor }) => monitor),
    maintenance: maintenance.all().map(({ window }) => window),
    settings: settings.current(),
  };
}
