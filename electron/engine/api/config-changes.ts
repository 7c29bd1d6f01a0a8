/** What a planned configuration changes, and carrying it out: all or nothing. Rules have no id, and are replaced as a list. */
import { isDeepStrictEqual } from 'node:util';
import { definitionOf as channelDefinition } from '../../contract/channels/registry.ts';
import type { Fields } from '../../contract/fields/field.ts';
import { definitionOf as locationDefinition } from '../../contract/locations/registry.ts';
import type { ApplyReport, ConfigChange, ConfigSection, Settings } from '../../contract/model/program.ts';
import { definitionOf as monitorDefinition } from '../../contract/monitors/registry.ts';
import { changedValues, type Described } from '../config/changed-values.ts';
import { locationWarnings } from '../locations/warnings.ts';
import { replaceWindow } from '../maintenance/window-times.ts';
import type { NewRule } from '../store/rule-repository.ts';
import type { Format } from '../wording/format.ts';
import { announceRouting, prepareChannel, prepareRules, removeChannel } from './channel-calls.ts';
import { hasRule, type Ownership, type Plan, type Sourced } from './config-plan.ts';
import type { CallContext } from './context.ts';
import { prepareLocation, removeLocation } from './location-calls.ts';
import { announceMaintenance, prepareMaintenance, removeMaintenance } from './maintenance-calls.ts';
import { prepareMonitor, removeMonitor } from './monitor-changes.ts';
import { wordedWarning } from './worded.ts';

/** `write` runs inside the one transaction; call the function that it returns after the commit. */
interface Write {
  readonly write: () => () => unknown;
}

interface ConfigChanges {
  readonly entries: readonly ConfigChange[];
  readonly unchanged: number;
  readonly writes: readonly Write[];
  readonly warnings: ApplyReport['warnings'];
}

export async function changesOf(context: CallContext, plan: Plan, ownership: Ownership): Promise<ConfigChanges> {
  const { alertConfig, locations, maintenance, registry } = context;
  const changes = new Changes(ownership, context.speech.format);
  await changes.records('locations', plan.locations, {
    current: locations.all().map((record) => ({ record, remove: () => removeLocation(context, record.id) })),
    prepare: (location) => prepareLocation(context, location),
    fieldsOf: ({ kind }) => locationDefinition(kind).fields,
  });
  await changes.records('channels', plan.channels, {
    current: alertConfig.channels().map((record) => ({ record, remove: () => removeChannel(context, record.id) })),
    prepare: (channel) => prepareChannel(context, channel),
    fieldsOf: ({ kind }) => channelDefinition(kind).fields,
  });
  await changes.records('monitors', plan.monitors, {
    current: registry.all().map((entry) => ({ record: entry.monitor, remove: () => removeMonitor(context, entry) })),
    prepare: (monitor) => prepareMonitor(context, monitor),
    fieldsOf: ({ kind }) => monitorDefinition(kind).fields,
  });
  changeRules(context, plan, changes);
  changeSettings(context, plan, changes);
  await changes.records('maintenance', plan.maintenance, {
    current: maintenance
      .all()
      .map(({ window }) => ({ record: window, remove: () => removeMaintenance(context, window.id) })),
    prepare: (window) => prepareMaintenance(context, replaceWindow(maintenance.find(window.id), window)),
  });
  const { entries, unchanged, writes } = changes;
  return { entries, unchanged, writes, warnings: warningsOf(context, plan, entries) };
}

export function carryOut(context: CallContext, { entries, unchanged, writes, warnings }: ConfigChanges): ApplyReport {
  context.recorder.flush();
  const follow = context.store.transaction(() => writes.map(({ write }) => write()));
  for (const next of follow) next();
  if (follow.length > 0) {
    announceRouting(context);
    context.emit({ type: 'locations' });
    announceMaintenance(context);
  }
  const idsOf = (wanted: ConfigChange['change']): readonly string[] =>
    entries.flatMap(({ section, id, change }) => (change === wanted && section !== 'rules' ? [id] : []));
  const updated = idsOf('updated');
  const isRuleChanged = entries.some(({ section }) => section === 'rules');
  return {
    created: idsOf('created'),
    updated: isRuleChanged ? [...updated, 'rules'] : updated,
    removed: idsOf('removed'),
    unchanged,
    warnings,
  };
}

/** Of what is created or updated. */
function warningsOf(
  context: CallContext,
  { monitors, locations }: Plan,
  entries: readonly ConfigChange[],
): ApplyReport['warnings'] {
  const changed = new Set(entries.flatMap(({ section, id }) => (section === 'monitors' ? [id] : [])));
  const known = new Map([...context.locations.all(), ...locations].map((location) => [location.id, location]));
  return monitors
    .filter(({ id }) => changed.has(id))
    .flatMap((monitor) => {
      const named = monitor.locations.flatMap((id) => known.get(id) ?? []);
      return locationWarnings(monitor, named).map((warning) => ({
        ...wordedWarning(warning, context.wording),
        monitorId: monitor.id,
      }));
    });
}

interface Named extends Sourced {
  readonly id: string;
  readonly kind?: string;
  readonly name: string;
}

const untouched = { fields: [], values: {} } as const;

const kindOf = ({ kind = '' }: Named): string => kind;

interface SectionState<T> {
  readonly current: readonly { readonly record: T; readonly remove: () => Write }[];
  readonly prepare: (record: T) => Write | Promise<Write>;
  /** Of its kind; absent: records of this section have no kinds. */
  readonly fieldsOf?: (record: T) => Fields;
}

class Changes {
  readonly entries: ConfigChange[] = [];
  readonly writes: Write[] = [];
  unchanged = 0;
  readonly #ownership: Ownership;
  readonly #format: Format;

  constructor(ownership: Ownership, format: Format) {
    this.#ownership = ownership;
    this.#format = format;
  }

  async records<T extends Named>(
    section: ConfigSection,
    planned: readonly T[],
    { current, prepare, fieldsOf = () => ({}) }: SectionState<T>,
  ): Promise<void> {
    const described = (record: T): Described => ({ record, fields: fieldsOf(record) });
    const before = new Map(current.map(({ record }) => [record.id, record]));
    for (const record of planned) {
      const { id, name } = record;
      const existing = before.get(id);
      if (isDeepStrictEqual(existing, record)) this.unchanged += 1;
      else {
        const change = existing === undefined ? 'created' : 'updated';
        const differences =
          existing === undefined ? untouched : this.differences(described(existing), described(record));
        this.entries.push({ section, kind: kindOf(record), id, name, change, ...differences });
        this.writes.push(await prepare(record));
      }
    }
    const named = new Set(planned.map(({ id }) => id));
    for (const { record, remove } of current) {
      const { id, name } = record;
      if (named.has(id) || this.#ownership.leaves(record)) continue;
      this.entries.push({ section, kind: kindOf(record), id, name, change: 'removed', ...untouched });
      this.writes.push(remove());
    }
  }

  /** `source` is not the user's. */
  differences(was: Described, becomes: Described): Pick<ConfigChange, 'fields' | 'values'> {
    const [before, after] = [new Map(Object.entries(was.record)), new Map(Object.entries(becomes.record))];
    const names = [...new Set([...before.keys(), ...after.keys()])];
    const fields = names.filter((name) => name !== 'source' && !isDeepStrictEqual(before.get(name), after.get(name)));
    return { fields, values: changedValues({ names: fields, was, becomes, format: this.#format }) };
  }
}

function changeRules(context: CallContext, { channels, rules }: Plan, changes: Changes): void {
  const { alertConfig } = context;
  const current = alertConfig.rules().map(({ id: _, ...rule }) => rule);
  if (isDeepStrictEqual(current, rules)) {
    changes.unchanged += 1;
    return;
  }
  const names = new Map([...alertConfig.channels(), ...channels].map(({ id, name }) => [id, name]));
  const entry = (change: ConfigChange['change'], rule?: NewRule): ConfigChange => ({
    section: 'rules',
    kind: '',
    id: 'rules',
    name: (rule?.channels ?? []).map((id) => names.get(id) ?? id).join(', '),
    change,
    ...untouched,
    ...(rule === undefined ? {} : { rule }),
  });
  const added = rules.filter((rule) => !hasRule(current, rule));
  const dropped = current.filter((rule) => !hasRule(rules, rule));
  const moved = added.length + dropped.length === 0;
  changes.entries.push(
    ...added.map((rule) => entry('created', rule)),
    ...dropped.map((rule) => entry('removed', rule)),
    ...(moved ? [entry('updated')] : []),
  );
  changes.writes.push(prepareRules(context, rules));
}

function changeSettings({ settings }: CallContext, plan: Plan, changes: Changes): void {
  const described = (record: Settings): Described => ({ record, fields: {} });
  const differences = changes.differences(described(settings.current()), described(plan.settings));
  if (differences.fields.length === 0) {
    changes.unchanged += 1;
    return;
  }
  changes.entries.push({ section: 'settings', kind: '', id: 'settings', name: '', change: 'updated', ...differences });
  changes.writes.push({ write: () => settings.write(plan.settings) });
}
