/** The form model of a rule, and the whole list as it is sent: rules are replaced together, since order matters. */
import { formatDuration } from '../../electron/contract/duration.ts';
import type { AlertEventName, QuietHours, Rule } from '../../electron/contract/model/alert.ts';
import type { Severity } from '../../electron/contract/model/monitor.ts';
import type { RuleInput } from '../../electron/contract/schemas.ts';
import type { WeeklyDraft } from './week.ts';

interface RuleDraft {
  severity: Severity[];
  tags: readonly string[];
  monitors: readonly string[];
  events: AlertEventName[];
  channels: string[];
  /** `10m`; empty: immediately. */
  delay: string;
  /** Empty: never. */
  repeatEvery: string;
  isQuiet: boolean;
  /** The current quiet hours, or the suggested ones. */
  quiet: WeeklyDraft;
}

const usualNight: QuietHours = { days: [], from: '22:00', to: '07:00', timezone: null };

export function blankRule(): RuleDraft {
  return {
    severity: [],
    tags: [],
    monitors: [],
    events: [],
    channels: [],
    delay: '',
    repeatEvery: '',
    isQuiet: false,
    quiet: quietDraftOf(usualNight),
  };
}

export function ruleDraftOf({ when, channels, delay, repeatEvery, quietHours }: Rule): RuleDraft {
  return {
    severity: [...when.severity],
    tags: when.tags,
    monitors: when.monitors,
    events: [...when.events],
    channels: [...channels],
    delay: delay === 0 ? '' : formatDuration(delay),
    repeatEvery: repeatEvery === null ? '' : formatDuration(repeatEvery),
    isQuiet: quietHours !== null,
    quiet: quietDraftOf(quietHours ?? usualNight),
  };
}

function quietDraftOf({ days, from, to, timezone }: QuietHours): WeeklyDraft {
  return { days: [...days], from, to, timezone: timezone ?? '' };
}

export function toRuleInput(draft: RuleDraft): RuleInput {
  const { severity, tags, monitors, events, channels, delay, repeatEvery, isQuiet, quiet } = draft;
  return {
    when: { severity: [...severity], tags: [...tags], monitors: [...monitors], events: [...events] },
    channels: [...channels],
    ...(delay === '' ? {} : { delay }),
    ...(repeatEvery === '' ? {} : { repeatEvery }),
    ...(isQuiet ? { quietHours: { ...quiet, days: [...quiet.days], timezone: quiet.timezone.trim() || null } } : {}),
  };
}

export function ruleInputOf(rule: Rule): RuleInput {
  return toRuleInput(ruleDraftOf(rule));
}

/** The list with an item moved; positions are clamped to the ends. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const next = [...items];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(Math.max(0, Math.min(next.length, to)), 0, item);
  return next;
}
