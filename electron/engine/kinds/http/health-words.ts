/**
 * What the words of a health response say. Only what says that it is bad is bad: services have endless words for being
 * well (`PONG`, `leader`, `working`), and few for the opposite.
 */

/** At the start of a status. */
const badStart =
  /^(?:(?:errors?|err|errored|erroring|fail|failed|failing|failures?|down|unhealthy|ill|sick|bad|critical|crit|fatal|severe|major|minor|dead|broken|corrupt(?:ed)?|crash(?:ed|ing)?|degraded|warn|warning|alert|alarm|unavailable|unreachable|unresponsive|outage|time-?out|timed|refused|rejected|denied|forbidden|unauthori[sz]ed|disconnected|offline|stopped|stalled|stuck|exhausted|overloaded|expired|lost|missing|panic|exception|red|false|ko|nok|cannot|can't|couldn't|unable|lagging)(?![a-z])|not[ _-]|out[ _-]of[ _-]|could not\b|no[ _-](?:connection|response|route)\b)/i;
/** Anywhere in it. */
const badPhrase =
  /\b(?:connection (?:refused|reset|lost|closed|failed)|timed out|timeout after|unreachable|unavailable|failed to|could not|cannot|can't|unable to|no such|no route|access denied|exception)\b/i;
/** Bad words that are not meant: `no errors`, `0 failed`, `errors: 0`, `error rate 0.1 %`, `not degraded`. */
const denied =
  /^(?:no|0|zero|without|never)[ _-]+(?:\w+[ _-]+){0,2}(?:errors?|failures?|failed|failing|problems?|issues?|warnings?|alerts?|alarms?|exceptions?|timeouts?|outages?)\b|^(?:errors?|failures?|failed|warnings?|alerts?|timeouts?)\s*[:=]?\s*(?:0|none|no|false)\b(?![.,]\d)|^(?:error|failure|timeout|warning)[ _-](?:rate|free|count|budget)|^not[ _-](?:degraded|down|failing|failed|stopped|overloaded|applicable|used|configured|required|enabled|checked|started yet)\b/i;

const good =
  /^(?:ok|okay|up|pass|passed|passing|healthy|success|successful|succeeded|true|yes|alive|running|available|ready|green|operational|normal|online|connected|reachable|active|good|fine|working|pong)(?![a-z])/i;

export function isBad(status: string): boolean {
  const text = status.trim();
  return !denied.test(text) && !good.test(text) && (badStart.test(text) || badPhrase.test(text));
}

/** Says so itself; most good statuses do not. */
export function isGood(status: string): boolean {
  return good.test(status.trim());
}
