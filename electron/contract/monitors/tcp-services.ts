/** Services by the scheme of their URLs, as connection strings have them. */

interface Service {
  /** Null: the address has to say it. */
  readonly port: number | null;
  readonly tls: boolean;
}

const plain = (port: number | null): Service => ({ port, tls: false });
const overTls = (port: number | null): Service => ({ port, tls: true });

const services: Readonly<Record<string, Service>> = {
  tcp: plain(null),
  tls: overTls(null),
  amqp: plain(5672),
  amqps: overTls(5671),
  ftp: plain(21),
  imap: plain(143),
  imaps: overTls(993),
  ldap: plain(389),
  ldaps: overTls(636),
  memcached: plain(11_211),
  mongodb: plain(27_017),
  mqtt: plain(1883),
  mqtts: overTls(8883),
  mysql: plain(3306),
  nats: plain(4222),
  pop3: plain(110),
  pop3s: overTls(995),
  postgres: plain(5432),
  postgresql: plain(5432),
  redis: plain(6379),
  rediss: overTls(6379),
  smtp: plain(25),
  smtps: overTls(465),
  ssh: plain(22),
};

export function serviceOf(scheme: string): Service | null {
  return Object.hasOwn(services, scheme) ? (services[scheme] ?? null) : null;
}
