import { basename, isAbsolute } from "node:path"
import { UsageError } from "../usage-error.ts"
import type { Call } from "./verb.ts"

/** The text of an option. */
export function textOption({ options }: Call, name: string): string | undefined {
  const value = options[name]
  return typeof value === "string" ? value : undefined
}

/** The names in an option that takes several, with commas between them. */
export const listOption = (call: Call, name: string): readonly string[] | undefined =>
  textOption(call, name)
    ?.split(",")
    .filter((part) => part !== "")

/** A whole number from 1. Throws UsageError. */
export function countOption(call: Call, name: string, otherwise: number): number {
  const text = textOption(call, name) ?? String(otherwise)
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--${name} takes a whole number from 1, not "${text}"`)
  return Number(text)
}

/** The call as it can be shown to anyone: where on this machine a file lies is left out. */
export const commandOf = ({ words }: Call): string =>
  ["npm run bench --", ...words.map((word) => (isAbsolute(word) ? basename(word) : word))].join(" ")
