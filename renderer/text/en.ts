/**
 * All of the window's English texts: short sentences in plain words and sentence case, without exclamation marks. Views
 * contain no words of their own, so that every text is found, changed and translated here.
 */
import { happenings } from './en/happenings.ts';
import { alerts, channels } from './en/alerts.ts';
import { bulk } from './en/bulk.ts';
import { discovery } from './en/discovery.ts';
import { editor, assertions, preview } from './en/editor.ts';
import { elsewhere } from './en/elsewhere.ts';
import { incidents, timeline, differences } from './en/incidents.ts';
import { incidentGroups, incidentTotals, period } from './en/incident-period.ts';
import { locations, locationKinds } from './en/locations.ts';
import { history } from './en/charts.ts';
import { monitor, uptime, time, heartbeat, checks, evidence, pings, runs } from './en/monitor.ts';
import { compare } from './en/compare.ts';
import { digest } from './en/digest.ts';
import { maintenance } from './en/maintenance.ts';
import { mutes } from './en/mutes.ts';
import { filter, list, overview, table, firstRun, setup, selection, actions } from './en/overview.ts';
import {
  common,
  unsaved,
  unit,
  app,
  banner,
  unreached,
  client,
  signIn,
  navigation,
  sidebar,
  palette,
  shortcuts,
} from './en/program.ts';
import { replay } from './en/replay.ts';
import { quiet, rules } from './en/rules.ts';
import { settings } from './en/settings.ts';
import { transfer } from './en/transfer.ts';
import { filterFields, monitorFields, probedFields, runFields } from './en/fields.ts';
import { channelKinds } from './en/channel-kinds.ts';
import * as codes from './en/codes.ts';
import { countIncidents, countMonitors, relative } from './en/phrases.ts';

export const en = {
  ...codes,
  channelKinds,
  unsaved,
  moments: { relative },
  count: { incidents: countIncidents, monitors: countMonitors },
  alerts,
  bulk,
  channels,
  discovery,
  editor,
  monitorFields,
  probedFields,
  runFields,
  filterFields,
  assertions,
  preview,
  incidents,
  incidentGroups,
  incidentTotals,
  period,
  timeline,
  differences,
  elsewhere,
  locations,
  locationKinds,
  monitor,
  uptime,
  time,
  history,
  compare,
  happenings,
  heartbeat,
  checks,
  evidence,
  pings,
  runs,
  digest,
  maintenance,
  mutes,
  filter,
  list,
  overview,
  table,
  firstRun,
  setup,
  selection,
  actions,
  common,
  unit,
  app,
  banner,
  unreached,
  client,
  signIn,
  navigation,
  sidebar,
  palette,
  shortcuts,
  quiet,
  replay,
  rules,
  settings,
  transfer,
};
