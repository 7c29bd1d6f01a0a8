/** The fields of monitors in generated forms. */
import type { probedFields as probed } from '../../../electron/contract/monitors/definition.ts';
import type { DrawnTexts } from '../../forms/kinds.ts';
import type { FieldTexts } from '../field-text.ts';
import { assertions, editor } from './editor.ts';

export const probedFields: FieldTexts<typeof probed> = {
  interval: { label: editor.interval },
  timeout: { label: editor.timeout, hint: editor.timeoutHint },
  failAfter: { label: editor.failAfter, hint: editor.failAfterHint },
  recoverAfter: { label: editor.recoverAfter, hint: editor.recoverAfterHint },
  recheckInterval: { label: editor.recheckInterval, hint: editor.recheckHint },
  degradedAfter: { label: editor.degradedAfter, hint: editor.degradedHint, placeholder: editor.never },
  ipFamily: { label: editor.ipFamily, choices: editor.families },
};

export const monitorFields: DrawnTexts = {
  tcp: {
    host: { label: 'Host' },
    port: { label: 'Port' },
    tls: { label: 'Use TLS' },
    send: { label: 'Send', hint: 'Sent once connected. Write \\r\\n for a line end.' },
    ignoreTlsErrors: { label: editor.ignoreTlsErrors, hint: editor.ignoreTlsHint },
    certificateWarningDays: { label: editor.certificateDays, hint: editor.certificateHint },
    assertions: { label: assertions.title },
  },
};
