import { useSyncExternalStore } from "react"

export const themes = ["system", "light", "dark", "contrast"] as const
export type Theme = (typeof themes)[number]

const key = "diapason-theme"
const listeners = new Set<() => void>()
const system = matchMedia("(prefers-color-scheme: dark)")
const named = (text: string | null): Theme | undefined => themes.find((theme) => theme === text)
let chosen = named(new URLSearchParams(location.search).get("theme")) ?? named(localStorage.getItem(key)) ?? "system"

const shownOf = (): Exclude<Theme, "system"> => (chosen === "system" ? (system.matches ? "dark" : "light") : chosen)
const apply = (): void => {
  document.documentElement.dataset["theme"] = shownOf()
  for (const listener of listeners) listener()
}
system.addEventListener("change", apply)
apply()

/** The theme that was chosen, what that shows now, and how to choose another. */
export function useTheme(): { readonly chosen: Theme; readonly shown: Exclude<Theme, "system">; choose(theme: Theme): void } {
  const shown = useSyncExternalStore(subscribe, shownOf)
  return { chosen, shown, choose: chooseTheme }
}

/** Shows the page in another theme and remembers it in this browser; `?theme=dark` in an address goes before that, so that a view can be shared. */
function chooseTheme(theme: Theme): void {
  chosen = theme
  localStorage.setItem(key, theme)
  apply()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
