/**
 * The sample service, in a process of its own as a real service is: HTTP, HTTPS with a certificate that expires soon,
 * mail, names and a container engine, on free ports of the loopback address. Its parent process sets the faults of its endpoints, and it ends
 * with its parent. Started by `service-process.ts`.
 */
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { endpoints } from './endpoints.ts';
import { seededRandom } from './history/random.ts';
import { responseTimeAt, slowFactor, type Pace } from './response-time.ts';
import { openContainerEngine } from './targets/container-engine.ts';
import { openMailServer } from './targets/mail-server.ts';
import { openNameServer } from './targets/name-server.ts';
import { answerTo } from './sample-answers.ts';
import { targetAnswer } from './targets/web-targets.ts';
import type { ServiceOrder, ServiceReport } from './service-process.ts';

const dayMs = 86_400_000;
const certificateDays = 9;
const certifiedDays = 47;

let order: ServiceOrder = { faults: {}, slow: [], isPaced: false, nowMs: Date.now() };
const random = seededRandom(1, 'live');
const paces = new Map<string, Pace>(endpoints.map(({ path, pace }) => [path, pace]));

function delayOf(path: string): number {
  const pace = paces.get(path);
  if (!order.isPaced || pace === undefined) return 0;
  return responseTimeAt(pace, order.nowMs, random) * (order.slow.includes(path) ? slowFactor : 1);
}

const serve: RequestListener = (request, response) => {
  const { url: path = '/' } = request;
  request.resume();
  const fault = order.faults[path] ?? null;
  if (fault === 'timeout') return;
  setTimeout(() => {
    const answer = targetAnswer(path, order.nowMs) ?? answerTo(path, fault);
    if (answer === null) {
      request.socket.resetAndDestroy();
      return;
    }
    response.sendDate = false;
    response.writeHead(answer.status, { server: 'nginx', ...answer.headers }).end(answer.body);
  }, delayOf(path));
};

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** For a check of certificates, which the system compares with its own clock. */
async function openCertifiedServer(): Promise<Pick<ServiceReport, 'certificate' | 'certifiedPort'>> {
  const days = (count: number): Date => new Date(Date.now() + count * dayMs + dayMs / 2);
  const common = { keyType: 'ec', algorithm: 'sha256' } as const;
  const authority = await generate([{ name: 'commonName', value: 'Example Mail CA' }], {
    ...common,
    notBeforeDate: days(-800),
    notAfterDate: days(1_800),
    extensions: [{ name: 'basicConstraints', cA: true }],
  });
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'mail.example.com' }], {
    ...common,
    notBeforeDate: days(-200),
    notAfterDate: days(certifiedDays),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'mail.example.com' }] }],
    ca: { key: authority.private, cert: authority.cert },
  });
  return { certificate: authority.cert, certifiedPort: await listen(createSecureServer({ cert, key }, serve)) };
}

async function start(nowMs: number, engineSocket: string): Promise<ServiceReport> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'portal.example.com' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(nowMs - (365 - certificateDays) * dayMs),
    notAfterDate: new Date(nowMs + certificateDays * dayMs + dayMs / 2),
  });
  await openContainerEngine(engineSocket, nowMs);
  return {
    ...(await openCertifiedServer()),
    mailPort: await openMailServer(),
    dnsPort: await openNameServer(),
    plainPort: await listen(createServer(serve)),
    securePort: await listen(createSecureServer({ cert, key }, serve)),
  };
}

// Ctrl+C reaches the whole process group; this process ends with its parent, which may still need it.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', (next: ServiceOrder) => {
  order = next;
  process.send?.('taken' satisfies ServiceReport | 'taken');
});
process.send?.(await start(Number(process.argv[2] ?? Date.now()), process.argv[3] ?? ''));
