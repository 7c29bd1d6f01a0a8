/** A module of the blackbox_exporter that judges a port as its monitor does, as far as it can. */
import type { Assertion } from '../../../../contract/model/monitor.ts';
import type { MonitorOf } from '../../../../contract/monitors/registry.ts';
import { exporterTargetOf } from '../../../monitors/target.ts';
import { quoted, textOf } from './body-pattern.ts';
import type { ExportContext } from './context.ts';
import type { Prober } from './probers.ts';
import { violationOf } from './thresholds.ts';

type TcpMonitor = MonitorOf<'tcp'>;

export const tcpProber: Prober<TcpMonitor> = {
  known: [
    ...['host', 'port', 'tls', 'send', 'ignoreTlsErrors', 'certificateWarningDays', 'interval', 'timeout', 'failAfter'],
    ...['recoverAfter', 'recheckInterval', 'degradedAfter', 'ipFamily', 'assertions'],
  ],
  target: exporterTargetOf,
  module(monitor, context) {
    const { tls, ignoreTlsErrors } = monitor;
    const conversation = [...sendOf(monitor, context), ...expectationsOf(monitor, context)];
    return {
      prober: 'tcp',
      tcp: {
        ...(tls ? { tls: true } : {}),
        ...(tls && ignoreTlsErrors ? { tls_config: { insecure_skip_verify: true } } : {}),
        ...(conversation.length === 0 ? {} : { query_response: conversation }),
      },
    };
  },
};

/** What is sent may contain a password. The exporter ends it with a line feed of its own. */
function sendOf({ id, send }: TcpMonitor, { variable }: ExportContext): readonly object[] {
  return send === null ? [] : [{ send: variable(id, 'send') }];
}

/** The exporter compares line by line. */
function expectationsOf({ id, assertions }: TcpMonitor, { note }: ExportContext): readonly object[] {
  return assertions.flatMap((assertion) => {
    if (violationOf(assertion) !== null) return [];
    const pattern = patternOf(assertion);
    if (pattern !== null) return [{ expect: pattern }];
    note({ code: 'assertion-left-out', facts: { monitor: id, on: assertion.on, is: assertion.is } });
    return [];
  });
}

function patternOf({ is, value }: Assertion): string | null {
  const text = textOf(value);
  if (/[\r\n]/u.test(text)) return null;
  if (is === 'contains') return quoted(text);
  return is === 'matches' ? text : null;
}
