/** The key that goes with letters: as the keyboard of a Mac shows it, or any other. */
import { text } from '../text/text.ts';

export const controlKey = /^Mac/.test(navigator.platform) ? '⌘' : text.shortcuts.control;
