/** What one client may cost the listener. Anyone who can reach the port can reach these limits. */
export interface ListenerLimits {
  /** When they are all taken, see connections.ts. */
  readonly maxConnections: number;
  /**
   * Less than half of `maxConnections`: a connection is then read from before as many others are accepted as there are
   * places.
   */
  readonly backlog: number;
  /** Request line and all headers together. */
  readonly maxHeaderBytes: number;
  readonly maxUrlLength: number;
  readonly headersTimeoutMs: number;
  /** For the whole request, body included. */
  readonly requestTimeoutMs: number;
  /** How often the two timeouts are checked. */
  readonly timeoutCheckMs: number;
  /** Holds the longest configuration file, of 1 MiB, in JSON, which writes a line break or a quotation mark in two bytes. */
  readonly maxApiBodyBytes: number;
  readonly maxPingBodyBytes: number;
  /**
   * How much of an oversized body is read and discarded so that the sender can read the response; then the connection
   * is closed.
   */
  readonly maxDiscardedBytes: number;
  readonly maxEventStreams: number;
  /** A reader of events that is this far behind is disconnected; it reconnects and fetches everything again. */
  readonly maxUnreadEventBytes: number;
  readonly eventHeartbeatMs: number;
  /** How long requests in progress may take when the listener closes. */
  readonly closeTimeoutMs: number;
}

export const usualLimits: ListenerLimits = {
  maxConnections: 1_000,
  backlog: 480,
  maxHeaderBytes: 16 * 1024,
  maxUrlLength: 2_048,
  headersTimeoutMs: 5_000,
  requestTimeoutMs: 10_000,
  timeoutCheckMs: 1_000,
  maxApiBodyBytes: 4 * 1024 * 1024,
  maxPingBodyBytes: 10_000,
  maxDiscardedBytes: 32 * 1024 * 1024,
  maxEventStreams: 32,
  maxUnreadEventBytes: 4 * 1024 * 1024,
  eventHeartbeatMs: 15_000,
  closeTimeoutMs: 1_000,
};
