/** What is kept of one check, or of one run of a job, as one text for people. */
import type { Ping } from '../../contract/model/history.ts';
import type { WordedCheckDetail } from '../../contract/worded.ts';
import type { Speech } from '../wording/languages.ts';
import { aligned, checkSections, evidenceDocument, frameRows, pingSections, type EvidenceFrame } from './sections.ts';

interface CheckFacts {
  readonly frame: EvidenceFrame;
  /** Null: this computer. */
  readonly location: string | null;
  readonly check: WordedCheckDetail;
}

export function checkText({ frame, location, check }: CheckFacts, speech: Speech): string {
  const { evidenceFile: words } = speech.wording;
  const place = location === null ? [] : [[words.labels.location, location] as const];
  return evidenceDocument(words.checkTitle(frame.monitorName), [
    { title: words.sections.monitor, blocks: [aligned(frameRows(frame, place, speech))] },
    ...checkSections(words.sections.check, check, speech),
  ]);
}

/** @param pings of the run, oldest first. */
export function runText(frame: EvidenceFrame, pings: readonly Ping[], speech: Speech): string {
  const { evidenceFile: words } = speech.wording;
  return evidenceDocument(words.runTitle(frame.monitorName), [
    { title: words.sections.monitor, blocks: [aligned(frameRows(frame, [], speech))] },
    ...pingSections(words.sections.pings, pings, speech),
  ]);
}
