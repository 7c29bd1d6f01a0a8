/** What the listener answers in one line of text: to pings, and to whatever else is no call of the API. */
export const pings = {
  notFound: 'not found',
  addressTooLong: 'the address is too long',
  ambiguous: 'the request has conflicting headers or is addressed to another server',
  internal: 'internal error in Vigilmon, see its log',
  notRecorded: 'the ping could not be recorded; send it again later',
  badSignal: 'the token may be followed by start, fail, log or an exit code from 0 to 255',
  badRunId: 'rid must be a UUID',
  badTime: 'at must be milliseconds since 1970',
};
