/** Enter that ends the composition of a word in pinyin submits no form. */
export function keepComposing(event: Event | KeyboardEvent): void {
  if ((event as KeyboardEvent).isComposing) {
    event.preventDefault();
  }
}
