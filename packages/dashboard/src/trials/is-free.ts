/** Whether a key that was pressed there belongs to no field, button, link or dialog, so that the page may use it. */
export const isFree = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest("a, button, input, select, textarea, summary, dialog, [role=dialog], [role=menu], [tabindex='0']") === null
