import { fault, nearest } from "@diapason/core"
import type { Listed } from "./setting.ts"

/** Throws D322 for a setting that an algorithm does not have, or whose value does not fit. */
export function checkSettings(
  algorithm: string,
  entry: Pick<Listed<unknown, never>, "settings">,
  given: Readonly<Record<string, unknown>>,
): void {
  const settings = entry.settings as Readonly<Record<string, { readonly expected: string; holds(value: unknown): boolean }>>
  const known = Object.keys(settings)
  for (const setting of Object.keys(given)) {
    const one = known.includes(setting) ? settings[setting] : undefined
    const facts = { algorithm, setting, value: JSON.stringify(given[setting]), known }
    if (one === undefined) throw fault("D322", { ...facts, meant: nearest(setting, known) })
    if (!one.holds(given[setting])) throw fault("D322", { ...facts, expected: one.expected })
  }
}
