import { describe, expect, it } from 'vitest';
import { ancestorsOf, circleOf, countsBehind, type Dependent } from '../../../electron/engine/dependencies/graph.ts';

const monitor = (id: string, ...dependsOn: readonly string[]): Dependent => ({ id, dependsOn });
const finder = (all: readonly Dependent[]) => (id: string) => all.find((one) => one.id === id) ?? null;

describe('the ancestors of a monitor', () => {
  const all = [
    monitor('shop', 'db', 'switch'),
    monitor('db', 'switch'),
    monitor('switch', 'router'),
    monitor('router'),
  ];
  const find = (id: string) => {
    const found = finder(all)(id);
    return found === null ? null : { monitor: found };
  };

  it('are all that it depends on, the farthest first, each once', () => {
    const ids = ancestorsOf(monitor('shop', 'db', 'switch'), find).map((one) => one.monitor.id);
    expect(ids).toEqual(['router', 'switch', 'db']);
  });

  it('do not include monitors that do not exist', () => {
    expect(ancestorsOf(monitor('shop', 'gone'), find)).toEqual([]);
  });

  it('are found even in a circle', () => {
    const circle = [monitor('a', 'b'), monitor('b', 'a')];
    const ids = ancestorsOf(monitor('a', 'b'), (id) => {
      const found = finder(circle)(id);
      return found === null ? null : { monitor: found };
    }).map((one) => one.monitor.id);
    expect(ids).toEqual(['b']);
  });
});

it('counts the monitors behind another through others, each once', () => {
  const counts = countsBehind([
    monitor('router'),
    monitor('a', 'router'),
    monitor('b', 'a', 'router'),
    monitor('c', 'b'),
  ]);
  expect(Object.fromEntries(counts)).toEqual({ router: 3, a: 2, b: 1 });
});

describe('a circle', () => {
  it('is named from the monitor back to itself', () => {
    const all = [monitor('a', 'b'), monitor('b', 'x', 'c'), monitor('c', 'a'), monitor('x')];
    expect(circleOf(monitor('a', 'b'), finder(all))).toEqual(['a', 'b', 'c', 'a']);
  });

  it('is none where two paths meet', () => {
    const all = [monitor('a', 'b', 'c'), monitor('b', 'd'), monitor('c', 'd'), monitor('d')];
    expect(circleOf(monitor('a', 'b', 'c'), finder(all))).toBeNull();
  });
});
