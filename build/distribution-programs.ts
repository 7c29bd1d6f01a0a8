/**
 * The programs of other projects that tests run against: Prometheus with its tools, Alertmanager, exporters, proxies and
 * plugins. On CI, as root on Debian or Ubuntu, those that are missing are installed from the distribution, and so is what
 * the ring `packages` needs. Elsewhere the tests that need them are skipped, and say so.
 */
import { spawnSync } from 'node:child_process';

/** By package: names in PATH, or whole paths. */
type Programs = Readonly<Record<string, readonly string[]>>;

const ofOthers: Programs = {
  prometheus: ['prometheus', 'promtool'],
  'prometheus-alertmanager': ['prometheus-alertmanager', 'amtool'],
  'prometheus-blackbox-exporter': ['prometheus-blackbox-exporter'],
  microsocks: ['microsocks'],
  tinyproxy: ['tinyproxy'],
  'monitoring-plugins-basic': ['/usr/lib/nagios/plugins/check_http'],
};
const installWithinMs = 240_000;

export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 15_000 }).error === undefined;
}

export function obtainPrograms(programs: Programs = ofOthers): void {
  const missing = Object.keys(programs).filter((name) => programs[name]?.every(isInstalled) !== true);
  if (missing.length === 0 || process.env['CI'] === undefined) return;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return;
  process.stderr.write(`Installing ${missing.join(', ')}...\n`);
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...missing);
}

function apt(...args: readonly string[]): void {
  spawnSync('apt-get', args, {
    stdio: 'ignore',
    timeout: installWithinMs,
    // In runlevel 1 a package does not start its service.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  });
}
