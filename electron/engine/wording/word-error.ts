/** The edge at which a refusal gets its words: whatever leaves the engine or a host as an error passes here. */
import type { FileProblem, Outcome, Refusal } from '../../contract/refusal.ts';
import type { AppError, Result, WordedFileProblem } from '../../contract/result.ts';
import { say, type Wording } from './wording.ts';

export function wordOutcome<T>(outcome: Outcome<T>, wording: Wording): Result<T> {
  return outcome.ok ? outcome : { ok: false, error: wordError(outcome.error, wording) };
}

/** The message repeats the first field, so that a reader of the message alone is served. */
export function wordError({ code, reason, fields, file, stillAt }: Refusal, wording: Wording): AppError {
  const { errorFrame: frame } = wording;
  const worded = [
    ...Object.entries(fields ?? {}).map(([path, problem]) => [path, say(wording.problems, problem)] as const),
    ...(file ?? []).map((found) => [placeOf(found, wording), say(wording.problems, found.problem)] as const),
  ];
  const [first] = worded;
  const isOfFields = reason.code === 'fields' && first !== undefined;
  const said = isOfFields ? frame.fieldError(...first) : say(wording.errors, reason);
  const message = stillAt === undefined ? said : frame.stillAt(said, stillAt);
  if (first === undefined) return { code, message };
  return { code, message, fields: Object.fromEntries(worded), ...(file && { file: file.map(worder(wording)) }) };
}

function worder(wording: Wording): (found: FileProblem) => WordedFileProblem {
  return ({ line, place = null, problem }) => ({ line, place, message: say(wording.problems, problem) });
}

function placeOf({ path, line }: FileProblem, { errorFrame: frame }: Wording): string {
  if (line === null) return path === '' ? frame.file : path;
  return path === '' ? frame.line(String(line)) : frame.fieldInLine(path, String(line));
}
