/**
 * What speaks no HTTP, by its usual port: a request there is an error in a log, and MySQL blocks a client after a hundred
 * connections that make no sense to it. Pure.
 */
const usualPorts = {
  amqp: [5671, 5672],
  bolt: [7687],
  cassandra: [9042],
  dns: [53],
  kafka: [9092],
  ldap: [389, 636],
  mail: [25, 110, 143, 465, 587, 993, 995],
  memcached: [11211],
  mongodb: [27017],
  mqtt: [1883, 8883],
  mysql: [3306, 33060],
  nats: [4222],
  oracle: [1521],
  postgresql: [5432, 6432],
  rdp: [3389],
  redis: [6379, 26379],
  smb: [139, 445],
  sqlServer: [1433],
  ssh: [22],
  vnc: [5900],
  zooKeeper: [2181],
} as const;

const ports: ReadonlySet<number> = new Set(Object.values(usualPorts).flat());

export function isForOtherProtocol(port: number): boolean {
  return ports.has(port);
}
