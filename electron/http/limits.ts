/** What one client may cost the listener. All of them can be reached by anyone who can reach the port. */
export interface ListenerLimits {
  readonly maxConnections: number;
  /** Of the request line and all headers together. */
  readonly maxHeaderBytes: number;
  readonly maxUrlLength: number;
  readonly headersTimeoutMs: number;
  /** For the whole request, body included. */
  readonly requestTimeoutMs: number;
  /** How often the two are looked at. */
  readonly timeoutCheckMs: number;
  readonly maxApiBodyBytes: number;
  readonly maxPingBodyBytes: number;
  /** What is read of a longer body and thrown away, so that its sender reads the answer; then the connection ends. */
  readonly maxDiscardedBytes: number;
  readonly maxEventStreams: number;
  /** A reader of events who is this far behind is let go; he comes back and asks for everything anew. */
  readonly maxUnreadEventBytes: number;
  readonly eventHeartbeatMs: number;
  /** What requests under way are given to end when the listener closes. */
  readonly closeTimeoutMs: number;
}

export const usualLimits: ListenerLimits = {
  maxConnections: 500,
  maxHeaderBytes: 16 * 1024,
  maxUrlLength: 2_048,
  headersTimeoutMs: 5_000,
  requestTimeoutMs: 10_000,
  timeoutCheckMs: 1_000,
  maxApiBodyBytes: 1024 * 1024,
  maxPingBodyBytes: 10_000,
  maxDiscardedBytes: 32 * 1024 * 1024,
  maxEventStreams: 32,
  maxUnreadEventBytes: 4 * 1024 * 1024,
  eventHeartbeatMs: 15_000,
  closeTimeoutMs: 1_000,
};
