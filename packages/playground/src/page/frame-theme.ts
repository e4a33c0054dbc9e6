/**
 * Where the page stands in a frame of a site that says its theme by the class `dark`, it looks as that site does, also when that changes.
 * `changed` is called whenever the theme was set.
 */
export function followFrame(changed: () => void): void {
  const outer = framing()
  if (outer === undefined) return
  const set = (): void => {
    document.documentElement.dataset["theme"] = outer.classList.contains("dark") ? "dark" : "light"
    changed()
  }
  new MutationObserver(set).observe(outer, { attributes: true, attributeFilter: ["class"] })
  set()
}

/** The root of the page around this one; undefined where there is none, or it is somebody else's. */
function framing(): HTMLElement | undefined {
  try {
    return parent === window ? undefined : parent.document.documentElement
  } catch {
    return undefined
  }
}
