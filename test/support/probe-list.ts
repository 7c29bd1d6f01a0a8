/** The list of probes of a Globalping service, with a few probes in Germany. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface ProbeList {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const probes = ['Frankfurt', 'Frankfurt', 'Berlin'].map((city, index) => ({
  location: { country: 'DE', city, network: 'Example Net' },
  tags: index === 0 ? ['datacenter-network'] : [],
}));

export async function openProbeList(): Promise<ProbeList> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(probes));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
