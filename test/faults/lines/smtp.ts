/** Trouble at mail servers, at each verb. */
import { runDelivery, type Recovery } from '../delivery.ts';
import type { FaultLine } from '../line.ts';
import { openSmtpReceiver, type SmtpTrouble } from '../smtp-receiver.ts';

type Fault = readonly [name: string, trouble: SmtpTrouble, recovery?: Recovery];

const faults: readonly Fault[] = [
  ['nothing listens', { at: 'port', reply: '' }],
  ['the connection is reset', { at: 'greeting', reply: 'reset' }],
  ['no greeting', { at: 'greeting', reply: 'hang' }],
  ['421 as the greeting', { at: 'greeting', reply: '421 too busy' }],
  ['554 as the greeting', { at: 'greeting', reply: '554 no service' }],
  ['no SMTP', { at: 'greeting', reply: 'HTTP/1.1 400 Bad Request' }],
  ['EHLO hangs', { at: 'EHLO', reply: 'hang' }],
  ['451 to MAIL', { at: 'MAIL', reply: '451 try later' }],
  ['550 to MAIL', { at: 'MAIL', reply: '550 sender refused' }, 'test'],
  ['450 to RCPT', { at: 'RCPT', reply: '450 mailbox busy' }],
  ['550 to RCPT', { at: 'RCPT', reply: '550 no such user' }, 'test'],
  ['421 to DATA', { at: 'DATA', reply: '421 closing' }],
  ['452 to the mail', { at: 'mail', reply: '452 no space' }],
  ['552 to each mail', { at: 'mail', reply: '552 too large' }, 'test after three'],
  ['reset at the end of the mail', { at: 'mail', reply: 'reset' }],
  ['taken, but the connection is reset', { at: 'mail', reply: 'reset', takes: true }],
  ['taken, but no response', { at: 'mail', reply: 'hang', takes: true }],
];

export const smtpLines: readonly FaultLine[] = faults.map(([name, trouble, recovery = 'by itself']) => ({
  name: `e-mail: ${name}`,
  run: () => runDelivery({ kind: 'email', openReceiver: () => openSmtpReceiver(trouble), recovery }),
}));
