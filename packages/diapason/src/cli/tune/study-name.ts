import { basename, extname } from "node:path"
import { bareSpace, canonicalJson, sha256, type EventStore, type Json, type Objective, type Space } from "@diapason/core"
import { namesOf } from "../study/open-ledger.ts"

/** What a study is called when nobody says: the script's name and four digits of what makes it this study. */
export function defaultName(command: readonly string[], space: Space, objectives: readonly Objective[]): string {
  const words = command.filter((word) => !word.startsWith("-"))
  const script = words.find((word) => extname(word) !== "") ?? words[0] ?? "study"
  const stem = basename(script, extname(script)).replace(/[^\w-]+/g, "-") || "study"
  const plain = objectives.map(({ metric, direction }) => ({ metric, direction }))
  return `${stem}-${sha256(canonicalJson({ command, space: bareSpace(space).json, objectives: plain } as unknown as Json)).slice(0, 4)}`
}

/** The first of `name`, `name-2`, `name-3` … that the store does not hold. */
export async function freshName(store: EventStore, name: string): Promise<string> {
  const known = await namesOf(store)
  let fresh = name
  for (let n = 2; known.includes(fresh); n++) fresh = `${name}-${n}`
  return fresh
}
