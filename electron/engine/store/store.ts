/**
 * The store as the engine sees it: one SQLite file behind one repository per aggregate. Every method is synchronous
 * and throws only `StoreError` (disk full, damaged, read-only) or on a bug. There is no SQL outside this directory.
 */
import type { MonitorRepository } from './monitor-repository.ts';
import type { CheckRepository } from './check-repository.ts';
import type { SpanRepository } from './span-repository.ts';
import type { IncidentRepository } from './incident-repository.ts';
import type { PingRepository } from './ping-repository.ts';
import type { ChannelRepository } from './channel-repository.ts';
import type { RuleRepository } from './rule-repository.ts';
import type { MuteRepository } from './mute-repository.ts';
import type { MaintenanceRepository } from './maintenance-repository.ts';
import type { OutboxRepository } from './outbox-repository.ts';
import type { LocationRepository } from './location-repository.ts';
import type { SettingsRepository } from './settings-repository.ts';
import type { AnnotationRepository } from './annotation-repository.ts';

export interface Store {
  readonly monitors: MonitorRepository;
  readonly checks: CheckRepository;
  readonly spans: SpanRepository;
  readonly incidents: IncidentRepository;
  readonly pings: PingRepository;
  readonly channels: ChannelRepository;
  readonly locations: LocationRepository;
  readonly rules: RuleRepository;
  readonly mutes: MuteRepository;
  readonly maintenance: MaintenanceRepository;
  readonly outbox: OutboxRepository;
  readonly settings: SettingsRepository;
  readonly annotations: AnnotationRepository;
  /**
   * All of `body` or nothing; may be nested. `body` must change nothing but the store: when the disk is full, it can run a
   * second time, after the reserve was released.
   */
  transaction<T>(body: () => T): T;
  /** A transaction that leaves nothing of what it overwrites in the database file. */
  erasing(body: () => void): void;
  /** Reads one state of the store; for many reads in a row it is faster than each on its own. */
  reading<T>(body: () => T): T;
  /** A bounded piece of upkeep (rollups, retention) for one stream; cheap when there is nothing to do. */
  maintain(stream: number, nowMs: number): void;
  /** Bytes on disk, write-ahead log included. */
  bytes(): number;
  backup(file: string): Promise<void>;
  /** Unlocks the directory. Calling it again does nothing. */
  close(): void;
}
