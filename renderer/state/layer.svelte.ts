/** What lies above the view by a key from anywhere: the palette, the list of keys, or, in a narrow window, the monitors. */
type LayerName = 'palette' | 'help' | 'monitors';

export interface Layer {
  readonly open: LayerName | null;
  /** What its field begins with, and what that of the list of keys has. */
  begin: string;
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
    set begin(typed) {
      begin = typed;
    },
    show(name, given = '') {
      begin = given;
      open = name;
    },
    close: () => void (open = null),
  };
}
