/**
 * The pointer chooses by moving. The browser also reports one that rests, when something opens or scrolls under it: that is
 * nobody's choice.
 */
export function reallyMoved<E extends PointerEvent>(choose: (event: E) => void): (event: E) => void {
  return (event) => {
    if (event.movementX !== 0 || event.movementY !== 0) choose(event);
  };
}
