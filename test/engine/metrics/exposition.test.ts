import { expect, test } from 'vitest';
import { exposition, labels, type Family } from '../../../electron/engine/metrics/exposition.ts';

const duration: Family = {
  name: 'probe_duration_seconds',
  type: 'gauge',
  unit: 'seconds',
  help: 'How "long"\nit took \\ in all',
  samples: [{ labels: labels({ instance: 'a"b\\c\nd', monitor: 'ä' }), value: 0.25 }],
};
const counter: Family = {
  name: 'process_cpu_seconds_total',
  type: 'counter',
  unit: 'seconds',
  help: 'Processor time',
  samples: [{ labels: '', value: 1e21 }],
};
const info: Family = {
  name: 'vigilmon_build_info',
  type: 'info',
  unit: null,
  help: 'Version',
  samples: [{ labels: labels({ version: '1.0' }), value: 1 }],
};
const empty: Family = { ...info, name: 'vigilmon_nothing', samples: [] };

function written(families: readonly Family[], format: 'text' | 'openmetrics'): string {
  return [...exposition(families, format)].join('');
}

test('the text format escapes help and labels, and omits families without samples', () => {
  expect(written([duration, counter, info, empty], 'text'))
    .toBe(`# HELP probe_duration_seconds How "long"\\nit took \\\\ in all
# TYPE probe_duration_seconds gauge
probe_duration_seconds{instance="a\\"b\\\\c\\nd",monitor="ä"} 0.25
# HELP process_cpu_seconds_total Processor time
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1e+21
# HELP vigilmon_build_info Version
# TYPE vigilmon_build_info gauge
vigilmon_build_info{version="1.0"} 1
`);
});

test('OpenMetrics names families without the suffix of their samples, with units, and has an end', () => {
  expect(written([duration, counter, info, empty], 'openmetrics')).toBe(`# TYPE probe_duration_seconds gauge
# UNIT probe_duration_seconds seconds
# HELP probe_duration_seconds How \\"long\\"\\nit took \\\\ in all
probe_duration_seconds{instance="a\\"b\\\\c\\nd",monitor="ä"} 0.25
# TYPE process_cpu_seconds counter
# UNIT process_cpu_seconds seconds
# HELP process_cpu_seconds Processor time
process_cpu_seconds_total 1e+21
# TYPE vigilmon_build info
# HELP vigilmon_build Version
vigilmon_build_info{version="1.0"} 1
# EOF
`);
});

test('many samples are written in several chunks, and all of them once', () => {
  const samples = Array.from({ length: 1_750 }, (_, index) => ({ labels: `n="${String(index)}"`, value: index }));
  const chunks = [...exposition([{ ...info, type: 'gauge', samples }], 'text')];
  expect(chunks).toHaveLength(4);
  const lines = chunks.join('').trimEnd().split('\n');
  expect(lines.slice(2)).toEqual(
    samples.map(({ labels: own, value }) => `vigilmon_build_info{${own}} ${String(value)}`),
  );
});

test.each([
  [NaN, 'NaN'],
  [Infinity, '+Inf'],
  [-Infinity, '-Inf'],
  [-0.5, '-0.5'],
  [0, '0'],
])('%d is written as %s', (value, expected) => {
  expect(written([{ ...info, samples: [{ labels: '', value }] }], 'text')).toContain(
    `vigilmon_build_info ${expected}\n`,
  );
});
