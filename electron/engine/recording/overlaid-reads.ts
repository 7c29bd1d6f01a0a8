/**
 * Reads of what may be in memory while the disk refuses writes. A row in memory replaces that of the same id on disk.
 * What is still to be done (messages that are due, incidents to remind of) is in memory as a whole.
 */
import type { Page } from '../../contract/model/page.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import type { Store } from '../store/store.ts';
import type { IncidentRepository } from '../store/incident-repository.ts';
import type { OutboxRepository } from '../store/outbox-repository.ts';
import type { PingRepository } from '../store/ping-repository.ts';

type Memory = () => MemoryStore | null;

interface OverlaidReads {
  readonly incidents: Pick<IncidentRepository, 'find' | 'lastGoodAt' | 'page' | 'openOnes' | 'acknowledge' | 'count'>;
  readonly outbox: OutboxRepository;
  readonly pings: PingRepository;
}

export function overlaid(disk: Store, memory: Memory): OverlaidReads {
  return {
    incidents: incidentReads(disk.incidents, memory),
    outbox: outboxReads(disk.outbox, memory),
    pings: pingReads(disk.pings, memory),
  };
}

function incidentReads(disk: IncidentRepository, memory: Memory): OverlaidReads['incidents'] {
  const inMemory = (): IncidentRepository | null => memory()?.incidents ?? null;
  return {
    ...disk,
    find: (id) => inMemory()?.find(id) ?? disk.find(id),
    lastGoodAt: (id) => inMemory()?.lastGoodAt(id) ?? disk.lastGoodAt(id),
    page(options) {
      const overlay = inMemory();
      if (overlay === null) return disk.page(options);
      const isOnDiskOnly = ({ id }: { readonly id: number }): boolean => overlay.find(id) === null;
      return joined(overlay.page(options), disk.page(options), {
        limit: options.limit,
        isOnDiskOnly,
        compare: openFirst,
      });
    },
  };
}

function outboxReads(disk: OutboxRepository, memory: Memory): OutboxRepository {
  const current = (): OutboxRepository => memory()?.outbox ?? disk;
  return {
    ...disk,
    due: (atMs, limit, channelId) => current().due(atMs, limit, channelId),
    nextDueAt: (channelId) => current().nextDueAt(channelId),
    pending: (channelId) => current().pending(channelId),
    pendingRow: (id) => current().pendingRow(id),
    // What failed before the disk refused writes cannot be requeued until it takes them again.
    failedSince: (channelId, sinceMs) => current().failedSince(channelId, sinceMs),
    released: (channelId, atMs, limit) => current().released(channelId, atMs, limit),
    notifiedIncidents: () => current().notifiedIncidents(),
    sibling: (subject, channelId, event) => current().sibling(subject, channelId, event),
    channelsOf: (subject, event) => current().channelsOf(subject, event),
    find: (id) => current().find(id) ?? disk.find(id),
    page(options) {
      const overlay = memory()?.outbox;
      if (overlay === undefined) return disk.page(options);
      const isOnDiskOnly = ({ id }: { readonly id: number }): boolean => overlay.find(id) === null;
      const { limit } = options;
      return joined(overlay.page(options), disk.page(options), { limit, isOnDiskOnly, compare: newestFirst });
    },
  };
}

function pingReads(disk: PingRepository, memory: Memory): PingRepository {
  return {
    ...disk,
    page(monitor, options) {
      const overlay = memory()?.pings;
      if (overlay === undefined) return disk.page(monitor, options);
      const first = overlay.page(monitor, options);
      const ids = new Set(first.items.map(({ id }) => id));
      const isOnDiskOnly = ({ id }: { readonly id: number }): boolean => !ids.has(id);
      const { limit } = options;
      return joined(first, disk.page(monitor, options), { limit, isOnDiskOnly, compare: newestFirst });
    },
    from: (monitor, atMs) => [...disk.from(monitor, atMs), ...(memory()?.pings.from(monitor, atMs) ?? [])],
    runStartedAt: (monitor, runId) => memory()?.pings.runStartedAt(monitor, runId) ?? disk.runStartedAt(monitor, runId),
  };
}

interface Joining<T> {
  readonly limit: number;
  readonly isOnDiskOnly: (item: T) => boolean;
  readonly compare: (a: T, b: T) => number;
}

function joined<T extends { readonly id: number }>(overlay: Page<T>, disk: Page<T>, joining: Joining<T>): Page<T> {
  const { limit, isOnDiskOnly, compare } = joining;
  const all = [...overlay.items, ...disk.items.filter(isOnDiskOnly)].sort(compare);
  const items = all.slice(0, limit);
  const hasMore = all.length > limit || overlay.next !== null || disk.next !== null;
  return { items, next: hasMore ? (items.at(-1)?.id ?? disk.next) : null };
}

function newestFirst(a: { readonly id: number }, b: { readonly id: number }): number {
  return b.id - a.id;
}

interface Ending {
  readonly id: number;
  readonly endedAt: number | null;
}

function openFirst(a: Ending, b: Ending): number {
  return Number(a.endedAt !== null) - Number(b.endedAt !== null) || newestFirst(a, b);
}
