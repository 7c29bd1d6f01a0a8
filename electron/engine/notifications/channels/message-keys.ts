/**
 * Keys for services that recognise what belongs together or was sent before. The start is part of them, because a new
 * database starts again at incident 1.
 */
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { beginOf } from '../message-words.ts';
import type { Message } from './channel.ts';

/** The same in all messages about one subject: a down alert, its reminders and its recovery. Hexadecimal, 64 characters. */
export function subjectKey(message: Message, channelId: string): string {
  return hashOf([hostname(), channelId, ...identityOf(message)]);
}

/** The same in all attempts to send one message. Hexadecimal, 64 characters. */
export function messageKey(message: Message, channelId: string): string {
  const { payload, includesDown, parts } = message;
  const reminder = 'reminder' in payload ? payload.reminder : undefined;
  const members = parts.map((part) => [...identityOf(part), part.payload.event]);
  return hashOf([hostname(), channelId, ...identityOf(message), payload.event, reminder, includesDown, members]);
}

function identityOf({ subject, payload }: Message): readonly unknown[] {
  return [subject, beginOf(payload)];
}

function hashOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
