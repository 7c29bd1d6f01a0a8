/**
 * Pings that name their monitor by its id, behind one key for all of them. An underscore in the slug stands for the hyphen
 * of the id. With `create=1`, and where the settings allow it, the first ping of a slug creates its monitor.
 */
import type { Secret } from '../../../contract/model/secret.ts';
import { isPinged, type Monitor } from '../../../contract/monitors/registry.ts';
import type { IncomingPing, PingAnswer, SlugPing, SlugPingAnswer } from './incoming.ts';
import type { MonitorRegistry } from '../../runtime/monitor-registry.ts';

interface SlugPingsOptions {
  readonly isKey: (text: string) => boolean;
  readonly mayCreate: () => boolean;
  readonly registry: Pick<MonitorRegistry, 'all' | 'find' | 'findByToken'>;
  /** One at a time. */
  readonly exclusive: <T>(change: () => Promise<T>) => Promise<T>;
  /** Null: no monitor can have this id. */
  readonly create: (id: string, name: string) => Promise<Monitor | null>;
  readonly receive: (ping: IncomingPing) => Promise<PingAnswer>;
}

/** Whoever has the key could fill the database otherwise. */
const mostCreated = 100;

export function openSlugPings(options: SlugPingsOptions): (ping: SlugPing) => Promise<SlugPingAnswer> {
  const { registry, isKey, mayCreate, exclusive, receive } = options;

  function tokenOf(id: string): Secret | null {
    const monitor = registry.find(id)?.monitor ?? null;
    return monitor !== null && isPinged(monitor) ? monitor.token : null;
  }

  async function createFor(slug: string, id: string): Promise<'too-many' | 'not-found' | 'created' | 'ok'> {
    if (tokenOf(id) !== null) return 'ok';
    const created = registry.all().filter(({ monitor }) => monitor.source === 'ping').length;
    if (created >= mostCreated) return 'too-many';
    return (await options.create(id, slug)) === null ? 'not-found' : 'created';
  }

  return async ({ key, slug, creates, ...said }) => {
    if (!isKey(key)) return registry.findByToken(key) === null ? 'not-found' : 'bad-signal';
    const id = slug.replaceAll('_', '-');
    const made = tokenOf(id) !== null || !creates || !mayCreate() ? 'ok' : await exclusive(() => createFor(slug, id));
    if (made === 'too-many') return made;
    const token = tokenOf(id);
    if (token === null) return 'not-found';
    const received = await receive({ ...said, token });
    return received === 'ok' ? made : received;
  };
}
