/** What lies above the view by a key from anywhere: the palette, or the list of keys. */
export type LayerName = 'palette' | 'help';

export interface Layer {
  readonly open: LayerName | null;
  /** What the palette's field begins with. */
  readonly begin: string;
  readonly show: (name: LayerName, begin?: string) => void;
  readonly close: () => void;
}

export function createLayer(): Layer {
  let open = $state<LayerName | null>(null);
  let begin = $state('');
  return {
    get open() {
      return open;
    },
    get begin() {
      return begin;
    },
    show(name, given = '') {
      begin = given;
      open = name;
    },
    close: () => void (open = null),
  };
}
