/** The form model of a location, and its conversion in both directions. */
import type { LocationView } from '../../electron/contract/calls/locations.ts';
import type { LocationInput, LocationKind } from '../../electron/contract/locations/registry.ts';
import { locationDefinition } from '../definitions.ts';
import { blankRecord, recordDraftOf, recordInput, type RecordDraft } from './record-draft.ts';

type LocationDraft = RecordDraft<LocationKind>;

export function blankLocation(kind: LocationKind): LocationDraft {
  return blankRecord(kind, locationDefinition(kind).fields);
}

export function locationDraftOf(location: LocationView): LocationDraft {
  return recordDraftOf(location, locationDefinition(location.kind).fields);
}

export function toLocationInput(draft: LocationDraft): LocationInput {
  return recordInput(draft, locationDefinition(draft.kind).fields) as unknown as LocationInput;
}
