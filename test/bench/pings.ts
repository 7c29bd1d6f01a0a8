/** Heartbeat pings over the real listener, which responds only when they are in the database. */
import { openListener } from '../../electron/http/listener.ts';
import { recordingLogger, valueOf } from '../support/test-engine.ts';
import { openChildService, report, withEngine } from './support.ts';

const monitors = 100;
const direct = 20_000;
const overHttp = 20_000;

const service = await openChildService();
await withEngine(async (engine) => {
  const tokens: string[] = [];
  for (let i = 0; i < monitors; i += 1) {
    const monitor = valueOf(
      await engine.api.monitors.create({ kind: 'heartbeat', id: `job-${String(i)}`, schedule: { every: '5m' } }),
    );
    if (monitor.kind === 'heartbeat') tokens.push(monitor.token);
  }
  const ping = (i: number): unknown =>
    engine.receivePing({
      token: tokens[i % monitors] ?? '',
      kind: 'success',
      exitCode: null,
      runId: null,
      body: '',
      remoteAddress: '127.0.0.1',
      userAgent: 'bench',
    });
  for (let i = 0; i < 2_000; i += 1) ping(i);
  const cpuBefore = process.cpuUsage();
  for (let i = 0; i < direct; i += 1) ping(i);
  const cpu = process.cpuUsage(cpuBefore);

  const listener = valueOf(await openListener({ engine, host: '127.0.0.1', port: 0, logger: recordingLogger([]) }));
  const url = `${listener.url}/ping/${tokens[0] ?? ''}`;
  await service.ping(url, { count: 2_000, connections: 32 });
  const httpCpuBefore = process.cpuUsage();
  const seconds = await service.ping(url, { count: overHttp, connections: 32 });
  const httpCpu = process.cpuUsage(httpCpuBefore);
  await listener.close();
  report([
    {
      name: 'pings a second of one core, durable, without HTTP',
      value: direct / ((cpu.user + cpu.system) / 1e6),
      unit: '/s',
    },
    {
      name: 'pings a second of one core, durable, over HTTP',
      value: overHttp / ((httpCpu.user + httpCpu.system) / 1e6),
      unit: '/s',
      target: '>= 5,000/s',
    },
    { name: 'pings a second as seen by the sender', value: overHttp / seconds, unit: '/s' },
  ]);
});
service.close();
