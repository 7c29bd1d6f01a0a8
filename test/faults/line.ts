/** What a line of the fault matrix is, and when it holds. */

interface AlertTally {
  readonly expected: number;
  readonly arrived: number;
  readonly double: number;
  /** Doubles of messages whose answer was lost: nobody could know that they had arrived. */
  readonly excused: number;
}

export interface PingTally {
  readonly sent: number;
  /** With 200. */
  readonly answered: number;
  /** Of those, in the database afterwards. */
  readonly found: number;
}

export interface Outcome {
  /** Null: the line is not about it. */
  readonly alerts: AlertTally | null;
  readonly pings: PingTally | null;
  readonly kills: number;
  /** Whatever else did not hold, one short sentence each. */
  readonly problems: readonly string[];
}

export interface FaultLine {
  /** `slack: 503 with Retry-After`; the filter of the command matches it. */
  readonly name: string;
  /** @returns why it cannot run here, instead of an outcome. */
  readonly run: () => Promise<Outcome | { readonly skipped: string }>;
}

export function lostAlerts({ expected, arrived }: AlertTally): number {
  return expected - arrived;
}

export function holds({ alerts, pings, problems }: Outcome): boolean {
  const alertsHold = alerts === null || (lostAlerts(alerts) === 0 && alerts.double <= alerts.excused);
  return alertsHold && (pings === null || pings.found >= pings.answered) && problems.length === 0;
}

/** A message that a receiver took. */
export interface Taken {
  readonly text: string;
  /** The answer has left, as far as the receiver can know. */
  readonly isAnswered: boolean;
}

/** How often each of `names` arrived. */
export function tallyAlerts(names: readonly string[], taken: readonly Taken[]): AlertTally {
  const counts = names.map((name) => {
    const messages = taken.filter(({ text }) => new RegExp(`\\b${name}\\b`, 'u').test(text));
    const unanswered = messages.filter(({ isAnswered }) => !isAnswered).length;
    const double = Math.max(0, messages.length - 1);
    return { arrived: messages.length > 0 ? 1 : 0, double, excused: Math.min(double, unanswered) };
  });
  const sum = (of: (count: (typeof counts)[number]) => number): number =>
    counts.reduce((total, count) => total + of(count), 0);
  return {
    expected: names.length,
    arrived: sum(({ arrived }) => arrived),
    double: sum(({ double }) => double),
    excused: sum(({ excused }) => excused),
  };
}
