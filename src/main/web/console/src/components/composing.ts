/** The key code of keys that belong to an input method. Safari sends it for the Enter that ends a composition, too. */
const INPUT_METHOD = 229;

/** Enter that ends the composition of a word in pinyin submits no form. */
export function keepComposing(event: Event | KeyboardEvent): void {
  const { isComposing, keyCode } = event as KeyboardEvent;
  if (isComposing || keyCode === INPUT_METHOD) {
    event.preventDefault();
  }
}
