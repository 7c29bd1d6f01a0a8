/**
 * The subjects of assertions, as data from which it derives how values are compared, written and shown. A kind's
 * definition lists the subjects it supports; its room in the engine reads them from the response.
 */
import type { AssertionOperator } from './model/monitor.ts';

export interface SubjectShape {
  /** `json`: any value. `status` and `number` are numbers, the others text. */
  readonly operand: 'status' | 'number' | 'text' | 'json';
  readonly operators: readonly AssertionOperator[];
  /** Offered by the editor, the most common one first. */
  readonly offered: readonly AssertionOperator[];
  /** The syntax of `path`; null: the subject has none. */
  readonly path: 'json' | 'header' | null;
  /** Long text: an empty one counts as missing, and only a part of it is quoted. */
  readonly isContent: boolean;
  /** Where what a text contains may be written with other whitespace. */
  readonly mayBeJson?: true;
  /** Several texts in no particular order; `equals` also compares with a list, all of it. */
  readonly isList?: boolean;
  /** One value for each of several things, all of which must hold. */
  readonly hasMany?: true;
  readonly unit: 'ms' | 'days' | '%' | null;
  /** The value of a new assertion in the editor. */
  readonly example: string;
}

const any = [
  'equals',
  'notEquals',
  'in',
  'contains',
  'notContains',
  'matches',
  'lessThan',
  'greaterThan',
  'exists',
] as const;
const onText = ['contains', 'notContains', 'equals', 'notEquals', 'matches'] as const;
const onTexts = ['equals', 'notEquals', 'in', 'contains', 'notContains', 'matches', 'exists'] as const;
const onStatus = ['equals', 'notEquals', 'in', 'lessThan', 'greaterThan'] as const;
const onNumber = ['lessThan', 'greaterThan'] as const;

export const subjectShapes = {
  status: {
    operand: 'status',
    operators: onStatus,
    offered: ['equals', 'in', 'notEquals', 'lessThan', 'greaterThan'],
    path: null,
    isContent: false,
    unit: null,
    example: '200',
  },
  body: {
    operand: 'text',
    operators: any,
    offered: onText,
    path: null,
    isContent: true,
    mayBeJson: true,
    unit: null,
    example: '',
  },
  json: {
    operand: 'json',
    operators: any,
    offered: ['equals', 'notEquals', 'exists', 'in', 'contains', 'notContains', 'matches', 'lessThan', 'greaterThan'],
    path: 'json',
    isContent: false,
    unit: null,
    example: '',
  },
  header: {
    operand: 'text',
    operators: any,
    offered: [...onText, 'exists'],
    path: 'header',
    isContent: false,
    unit: null,
    example: '',
  },
  responseTime: {
    operand: 'number',
    operators: onNumber,
    offered: onNumber,
    path: null,
    isContent: false,
    unit: 'ms',
    example: '1000',
  },
  /** What the server sends after connecting. */
  response: {
    operand: 'text',
    operators: any,
    offered: onText,
    path: null,
    isContent: true,
    unit: null,
    example: '',
  },
  /** What the records of a name say, one text each. */
  answer: {
    operand: 'text',
    operators: onTexts,
    offered: ['equals', 'contains', 'in', 'notContains', 'matches', 'exists'],
    path: null,
    isContent: false,
    isList: true,
    unit: null,
    example: '',
  },
  /** Percent of the echo requests. */
  packetLoss: {
    operand: 'number',
    operators: onNumber,
    offered: onNumber,
    path: null,
    isContent: false,
    unit: '%',
    example: '50',
  },
  /** Of a DNS response. */
  rcode: {
    operand: 'text',
    operators: ['equals', 'notEquals', 'in'],
    offered: ['equals', 'notEquals', 'in'],
    path: null,
    isContent: false,
    unit: null,
    example: 'NOERROR',
  },
  /** Where redirects led; the monitor's own URL without any. */
  finalUrl: {
    operand: 'text',
    operators: any,
    offered: onText,
    path: null,
    isContent: false,
    unit: null,
    example: '',
  },
  /** What a command writes. */
  output: {
    operand: 'text',
    operators: any,
    offered: onText,
    path: null,
    isContent: true,
    mayBeJson: true,
    unit: null,
    example: '',
  },
  /** Of a container, by its restart policy. */
  restarts: {
    operand: 'number',
    operators: onNumber,
    offered: onNumber,
    path: null,
    isContent: false,
    unit: null,
    example: '1',
  },
  /** Of the series of a query. */
  value: {
    operand: 'number',
    operators: ['lessThan', 'greaterThan', 'equals', 'in'],
    offered: ['lessThan', 'greaterThan', 'equals', 'in'],
    path: null,
    isContent: false,
    hasMany: true,
    unit: null,
    example: '1',
  },
  /** The number of series of a query. */
  series: {
    operand: 'number',
    operators: ['lessThan', 'greaterThan', 'equals', 'notEquals', 'in'],
    offered: ['greaterThan', 'lessThan', 'equals', 'notEquals'],
    path: null,
    isContent: false,
    unit: null,
    example: '0',
  },
  /** Whole days until the registration of a domain expires. */
  domainDays: {
    operand: 'number',
    operators: onNumber,
    offered: ['greaterThan', 'lessThan'],
    path: null,
    isContent: false,
    unit: 'days',
    example: '60',
  },
  /** The common name of who issued the certificate. */
  issuer: {
    operand: 'text',
    operators: onTexts,
    offered: ['equals', 'contains', 'in', 'notEquals', 'matches'],
    path: null,
    isContent: false,
    unit: null,
    example: '',
  },
  /** What the certificate is valid for. */
  names: {
    operand: 'text',
    operators: onTexts,
    offered: ['contains', 'equals', 'in', 'notContains', 'matches'],
    path: null,
    isContent: false,
    isList: true,
    unit: null,
    example: '',
  },
  /** Whole days until the certificate expires. */
  certificateDays: {
    operand: 'number',
    operators: onNumber,
    offered: ['greaterThan', 'lessThan'],
    path: null,
    isContent: false,
    unit: 'days',
    example: '14',
  },
} as const satisfies Readonly<Record<string, SubjectShape>>;

export type AssertionSubject = keyof typeof subjectShapes;
export const assertionSubjects = Object.keys(subjectShapes) as readonly AssertionSubject[];

export function shapeOf(subject: AssertionSubject): SubjectShape {
  return subjectShapes[subject];
}

/** Whether its values are numbers. */
export function isNumeric(subject: AssertionSubject): boolean {
  const { operand } = shapeOf(subject);
  return operand === 'status' || operand === 'number';
}
