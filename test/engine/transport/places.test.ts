import { expect, test } from 'vitest';
import type { Cancel } from '../../../electron/engine/ports.ts';
import { openPlaces, type Places } from '../../../electron/engine/transport/places.ts';
import { manualClock } from '../../support/manual-clock.ts';

const clock = manualClock();

function take(places: Places): Cancel {
  const free = places.tryTake();
  if (free === null) throw new Error('no place is free');
  return free;
}

test('no more places are taken than the limit allows', () => {
  const places = openPlaces(() => 2, clock);
  const free = take(places);
  take(places);
  expect(places.tryTake()).toBeNull();
  free();
  expect(places.tryTake()).not.toBeNull();
});

test('freeing a place twice frees one place', () => {
  const places = openPlaces(() => 1, clock);
  const free = take(places);
  free();
  free();
  take(places);
  expect(places.tryTake()).toBeNull();
});

test('free places go to those in line, in order, and not to newcomers', () => {
  const places = openPlaces(() => 1, clock);
  const first = take(places);
  const served: string[] = [];
  const frees: Cancel[] = [];
  for (const name of ['a', 'b']) {
    places.wait((free) => {
      served.push(name);
      frees.push(free);
    });
  }
  first();
  expect(served).toEqual(['a']);
  expect(places.tryTake()).toBeNull();
  frees[0]?.();
  expect(served).toEqual(['a', 'b']);
});

test('whoever leaves the line gets no place', () => {
  const places = openPlaces(() => 1, clock);
  const free = take(places);
  const served: string[] = [];
  const leave = places.wait(() => served.push('left'));
  places.wait(() => served.push('stayed'));
  leave();
  free();
  expect(served).toEqual(['stayed']);
});

test('the wait of each in line is known', async () => {
  const places = openPlaces(() => 1, clock);
  take(places);
  places.wait(() => undefined);
  await clock.advance(200);
  places.wait(() => undefined);
  await clock.advance(100);
  expect(places.waitsMs()).toEqual([300, 100]);
});
