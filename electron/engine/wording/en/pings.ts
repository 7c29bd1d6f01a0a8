/** What the listener answers in one line of text: to pings, and to whatever else is no call of the API. */
export const pings = {
  notFound: 'not found',
  addressTooLong: 'the address is too long',
  ambiguous: 'the request has conflicting headers or is addressed to another server',
  internal: 'internal error in Vigilmon, see its log',
  notRecorded: 'the ping could not be recorded; send it again later',
  badSignal: 'the token may be followed by start, fail, log, an exit code or the name of a signal',
  tooManyCreated: 'pings have created as many monitors as they may; delete some, or create this one by hand',
  badRunId: 'rid must be a UUID',
  badState: 'state must be run, complete, ok or fail',
  badTime: 'at must be seconds or milliseconds since 1970, or a time such as 2026-11-02T10:15:00Z',
  tooOld: 'at must not be more than 30 days ago',
};
