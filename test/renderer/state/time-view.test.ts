import { expect, test } from 'vitest';
import type { RangeName } from '../../../renderer/state/range.ts';
import { createTimeView, type TimeChoice, type TimeView } from '../../../renderer/state/time-view.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = 100 * day;

function viewOf(name: RangeName): TimeView {
  let choice: TimeChoice = { name, fixed: null };
  return createTimeView(
    () => choice,
    (next) => (choice = next),
  );
}

test('it ends now and moves along, until another part is chosen', () => {
  const view = viewOf('24h');
  expect(view.range(now)).toEqual({ from: now - day, to: now });
  expect(view.range(now + hour)).toEqual({ from: now + hour - day, to: now + hour });
  view.move(view.range(now), -1, now);
  expect(view.fixed).toEqual({ from: now - 1.5 * day, to: now - day / 2 });
  expect(view.range(now + hour)).toEqual(view.fixed);
});

test('choosing a length returns to now, and so does resetting', () => {
  const view = viewOf('24h');
  view.zoom(view.range(now), 0.5, now);
  expect(view.range(now)).toEqual({ from: now - day / 2, to: now });
  view.choose('7d');
  expect([view.name, view.fixed, view.range(now).from]).toEqual(['7d', null, now - 7 * day]);
  view.show({ from: now - 2 * day, to: now - day }, now);
  view.reset();
  expect([view.name, view.fixed]).toEqual(['7d', null]);
});

test('a part that extends into the future ends now', () => {
  const view = viewOf('7d');
  view.show({ from: now - day, to: now + day }, now);
  expect(view.fixed).toEqual({ from: now - 2 * day, to: now });
});
