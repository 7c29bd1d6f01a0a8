/**
 * Moves the focus to where a view begins. The attribute `autofocus` would not take it from the control that led here.
 */
export function focusNow(element: HTMLElement): void {
  element.focus();
}
