import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quorums, sightings, type Quorum, type Sighting } from '../../../electron/contract/model/location.ts';
import {
  afterRound,
  isSuspected,
  judge,
  noRounds,
  notedLocations,
  type Finding,
  type Rounds,
  type Witness,
} from '../../../electron/engine/locations/quorum.ts';

const letters = { u: 'up', d: 'down', r: 'refused', n: 'no-answer' } as const satisfies Record<string, Sighting>;
type Letter = keyof typeof letters;

/** The first letter is this computer. Places: `DE/1` is network 1 in Germany, `-` unknown; all unknown where absent. */
function seen(outcomes: string, places: readonly string[] = []): readonly [Witness, readonly Witness[]] {
  const [here, ...others] = Array.from(outcomes).map((letter, index): Witness => {
    const [country = '-', network = '-'] = (places[index] ?? '-/-').split('/');
    const known = (text: string): string | null => (text === '-' ? null : text);
    const id = index === 0 ? 'here' : `l${String(index)}`;
    return { id, sighting: letters[letter as Letter], country: known(country), network: known(network) };
  });
  if (here === undefined) throw new Error('no witness');
  return [here, others];
}

function find(outcomes: string, quorum: Quorum, places?: readonly string[]): Finding {
  const [here, others] = seen(outcomes, places);
  return judge(here, others, quorum).finding;
}

describe('judge', () => {
  test.each<[string, Quorum, Finding]>([
    // This computer alone.
    ['u', 'most', 'alone'],
    ['d', 'most', 'alone'],
    ['dn', 'most', 'alone'],
    ['dr', 'most', 'alone'],
    ['dnrn', 'any', 'alone'],
    ['dnn', 'all', 'alone'],
    ['dnn', 3, 'alone'],
    // This computer cannot tell.
    ['n', 'most', 'unknown'],
    ['ndd', 'any', 'unknown'],
    ['nuu', 'most', 'unknown'],
    // Everyone agrees.
    ['uuu', 'most', 'up'],
    ['urn', 'most', 'alone'],
    ['uun', 'all', 'up'],
    ['ddd', 'most', 'down'],
    ['ddd', 'all', 'down'],
    // Most: more than half, at least two.
    ['dd', 'most', 'down'],
    ['du', 'most', 'unreachable-here'],
    ['ddu', 'most', 'down'],
    ['duu', 'most', 'unreachable-here'],
    ['dduu', 'most', 'unreachable-here'],
    ['ddduu', 'most', 'down'],
    ['dduun', 'most', 'unreachable-here'],
    ['ddunn', 'most', 'down'],
    ['ddurr', 'most', 'down'],
    ['ud', 'most', 'minority'],
    ['udd', 'most', 'regional'],
    ['uddu', 'most', 'minority'],
    ['udddu', 'most', 'regional'],
    ['uddn', 'most', 'regional'],
    // Any.
    ['du', 'any', 'down'],
    ['duuuu', 'any', 'down'],
    ['ud', 'any', 'regional'],
    ['uduuu', 'any', 'regional'],
    // All.
    ['ddu', 'all', 'unreachable-here'],
    ['udd', 'all', 'minority'],
    ['ddn', 'all', 'down'],
    // A number, of those that answered at most.
    ['duu', 1, 'down'],
    ['duu', 2, 'unreachable-here'],
    ['ddu', 2, 'down'],
    ['ddn', 3, 'down'],
    ['ddu', 3, 'unreachable-here'],
    ['udd', 2, 'regional'],
    ['ddd', 10, 'down'],
  ])('%s with the quorum %s is %s', (outcomes, quorum, finding) => {
    expect(find(outcomes, quorum)).toBe(finding);
  });

  test.each<[string, readonly string[], Finding]>([
    ['udd', ['-/-', 'DE/1', 'DE/2'], 'minority'], // one country
    ['udd', ['-/-', 'DE/1', 'US/1'], 'minority'], // one network
    ['udd', ['-/-', 'DE/1', 'US/2'], 'regional'],
    ['udd', ['-/-', 'DE/1', '-/-'], 'regional'], // unknown counts as different
    ['ddu', ['-/-', 'DE/1', 'DE/1'], 'down'], // this computer is somewhere else, as far as is known
    ['ddu', ['DE/1', 'DE/2', 'US/3'], 'unreachable-here'],
    ['ddu', ['DE/1', 'DE/1', 'DE/1'], 'down'], // one network for all: the plain majority
  ])('%s at %j is %s: the majority spans countries and networks', (outcomes, places, finding) => {
    expect(find(outcomes, 'most', places)).toBe(finding);
  });

  test('says so when all that answered share one network', () => {
    const [here, others] = seen('ddu', ['DE/1', 'US/1', 'FR/1']);
    expect(judge(here, others, 'most')).toMatchObject({ finding: 'down', isOneNetwork: true });
  });

  describe('in every combination of up to five witnesses', () => {
    /** The rule in words: how many of those that answered have to be down. */
    function needed(answered: number, quorum: Quorum): number {
      if (quorum === 'any') return 1;
      if (quorum === 'all') return answered;
      return quorum === 'most' ? Math.max(2, Math.floor(answered / 2) + 1) : Math.min(quorum, answered);
    }

    function expected(outcomes: string, quorum: Quorum): Finding {
      const [here] = outcomes;
      const answered = outcomes.replaceAll(/[rn]/gu, '');
      const down = answered.replaceAll('u', '').length;
      if (here !== 'u' && here !== 'd') return 'unknown';
      if (answered.length === 1) return 'alone';
      if (down === 0) return 'up';
      const isReached = down >= needed(answered.length, quorum);
      if (here === 'd') return isReached ? 'down' : 'unreachable-here';
      return isReached ? 'regional' : 'minority';
    }

    const all = (length: number): readonly string[] =>
      length === 0 ? [''] : all(length - 1).flatMap((rest) => Object.keys(letters).map((letter) => letter + rest));

    test.each(quorums)('the quorum %s is what it says', (quorum) => {
      const outcomes = [1, 2, 3, 4, 5].flatMap(all);
      const found = outcomes.map((each) => [each, find(each, quorum)]);
      expect(found).toEqual(outcomes.map((each) => [each, expected(each, quorum)]));
    });

    test.each(quorums)('with the quorum %s, one more that is down never makes it less of an outage', (quorum) => {
      const isOutage = (outcomes: string): boolean => ['down', 'regional'].includes(find(outcomes, quorum));
      for (const outcomes of all(4)) {
        for (let index = 1; index < outcomes.length; index += 1) {
          const worse = `${outcomes.slice(0, index)}d${outcomes.slice(index + 1)}`;
          if (outcomes[index] === 'u' && isOutage(outcomes)) expect([worse, isOutage(worse)]).toEqual([worse, true]);
        }
      }
    });
  });

  test('a witness that was refused or did not answer changes nothing', () => {
    const witness = fc.record({
      sighting: fc.constantFrom<Sighting>('refused', 'no-answer'),
      country: fc.option(fc.constantFrom('DE', 'US')),
      network: fc.option(fc.constantFrom('1', '2')),
    });
    const others = fc.array(fc.tuple(fc.constantFrom(...sightings), witness), { maxLength: 6 });
    fc.assert(
      fc.property(
        fc.constantFrom(...sightings),
        others,
        fc.array(witness, { maxLength: 6 }),
        fc.constantFrom(...quorums),
        (own, some, silent, quorum) => {
          const here: Witness = { id: 'here', sighting: own, country: null, network: null };
          const heard = some.map(([sighting, place], index): Witness => ({
            ...place,
            id: `a${String(index)}`,
            sighting,
          }));
          const unheard = silent.map((place, index): Witness => ({ ...place, id: `s${String(index)}` }));
          expect(judge(here, [...heard, ...unheard], quorum)).toEqual(judge(here, heard, quorum));
        },
      ),
    );
  });

  test('no sequence of failures of the locations makes a monitor down that is up here', () => {
    const silence = fc.array(fc.constantFrom<Sighting>('up', 'refused', 'no-answer'), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(silence, { maxLength: 30 }), fc.constantFrom(...quorums), (rounds, quorum) => {
        let kept: Rounds = noRounds;
        for (const round of rounds) {
          const here: Witness = { id: 'here', sighting: 'up', country: null, network: null };
          const others = round.map((sighting, index) => ({ ...here, id: String(index), sighting }));
          const verdict = judge(here, others, quorum);
          expect(['alone', 'up']).toContain(verdict.finding);
          kept = afterRound(kept, verdict);
        }
        expect(kept.isRegionalOutage).toBe(false);
        expect(isSuspected(kept)).toBe(false);
        expect(notedLocations(kept)).toEqual([]);
      }),
    );
  });
});

describe('rounds', () => {
  function after(...rounds: readonly string[]): Rounds {
    return rounds.reduce((kept, outcomes) => {
      const [here, others] = seen(outcomes);
      return afterRound(kept, judge(here, others, 'most'));
    }, noRounds);
  }

  test.each<[string, readonly string[], boolean]>([
    ['one round', ['udd'], true],
    ['one round in which most are down', ['udddu'], true],
    ['a round below the quorum', ['uddu'], false],
    ['a second round, which confirms it', ['udd', 'udd'], false],
    ['a good round afterwards', ['udd', 'uuu'], false],
    ['a round below the quorum afterwards', ['udd', 'udu'], false],
    ['one round without an answer afterwards', ['udd', 'unr'], true],
    ['two rounds without an answer afterwards', ['udd', 'unn', 'urn'], false],
    ['a round in which this computer cannot tell afterwards', ['udd', 'ndd'], true],
  ])('%s: whether a regional outage is suspected', (_, rounds, isSeen) => {
    expect(isSuspected(after(...rounds))).toBe(isSeen);
  });

  test('a regional outage needs two rounds in a row', () => {
    expect(after('udd').isRegionalOutage).toBe(false);
    expect(after('udd', 'udd').isRegionalOutage).toBe(true);
    expect(after('udd', 'uuu', 'udd').isRegionalOutage).toBe(false);
  });

  test('a round without an answer neither counts nor interrupts', () => {
    expect(after('udd', 'unn', 'udd').isRegionalOutage).toBe(true);
    expect(after('udd', 'unn', 'rnr', 'udd').isRegionalOutage).toBe(false); // the first one is too old by then
    expect(after('udd', 'udd', 'unn', 'urn', 'unn').isRegionalOutage).toBe(true);
  });

  test('a regional outage ends after two good rounds in a row', () => {
    expect(after('udd', 'udd', 'uuu').isRegionalOutage).toBe(true);
    expect(after('udd', 'udd', 'uuu', 'udd', 'uuu').isRegionalOutage).toBe(true);
    expect(after('udd', 'udd', 'uuu', 'uuu').isRegionalOutage).toBe(false);
  });

  test('a location that fails three rounds below the quorum is noted, until it is good again', () => {
    expect(notedLocations(after('uduu', 'uduu'))).toEqual([]);
    expect(notedLocations(after('uduu', 'uduu', 'uduu'))).toEqual(['l1']);
    expect(notedLocations(after('uduu', 'unuu', 'uduu', 'uduu'))).toEqual(['l1']);
    expect(notedLocations(after('uduu', 'uduu', 'uduu', 'uuuu'))).toEqual([]);
  });
});
