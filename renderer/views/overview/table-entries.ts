/** The menu of the overview's table: which columns it has, its groups and the height of its rows. */
import { optionalColumns, type Column, type TableView } from '../../state/monitor-table.ts';
import { text } from '../../text/text.ts';
import type { MenuEntry } from '../../ui/menu.ts';

/** @param shown the chosen columns that have room and something to show. */
export function tableEntries(
  view: TableView,
  shown: readonly Column[],
  change: (part: Partial<TableView>) => void,
): readonly MenuEntry[] {
  const words = text.table;
  const { hidden, isGrouped, isDense } = view;
  return [
    { type: 'heading', label: words.columnsTitle },
    ...optionalColumns.map((column): MenuEntry => {
      const isHidden = hidden.includes(column);
      return {
        type: 'item',
        label: words.columns[column],
        isChecked: !isHidden,
        note: isHidden || shown.includes(column) ? undefined : words.notShown,
        onselect: () => change({ hidden: isHidden ? hidden.filter((one) => one !== column) : [...hidden, column] }),
      };
    }),
    { type: 'line' },
    { type: 'item', label: words.group, isChecked: isGrouped, onselect: () => change({ isGrouped: !isGrouped }) },
    { type: 'item', label: words.dense, isChecked: isDense, onselect: () => change({ isDense: !isDense }) },
  ];
}
