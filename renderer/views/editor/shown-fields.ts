/** The fields of a form that show their own errors; every other error stands above the form. */
import type { MonitorKind } from '../../../electron/contract/monitors/registry.ts';

const common = ['name', 'severity', 'tags', 'notes'] as const;

export const shownFields: Readonly<Record<MonitorKind, readonly string[]>> = {
  http: [
    ...common,
    'url',
    'method',
    'headers',
    'body',
    'auth.username',
    'auth.password',
    'auth.token',
    'interval',
    'timeout',
    'recheckInterval',
    'degradedAfter',
    'failAfter',
    'recoverAfter',
    'certificateWarningDays',
    'assertions',
  ],
  heartbeat: [...common, 'schedule', 'grace'],
};
