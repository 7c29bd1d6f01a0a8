/** English. */
import { desktop } from './en/desktop.ts';
import { notices } from './en/notices.ts';
import { problems } from './en/problems.ts';
import { tray } from './en/tray.ts';
import type { Wording } from './wording.ts';

export const en: Wording = { language: 'en', usualLocale: 'en-GB', problems, notices, tray, desktop };
