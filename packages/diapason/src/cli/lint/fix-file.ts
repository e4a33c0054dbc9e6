import { readFileSync, writeFileSync } from "node:fs"
import { parseDocument } from "yaml"
import type { Finding } from "../../lint/finding.ts"
import type { Settings } from "../tune/settings.ts"

/** Writes what the findings propose into the YAML file where the parameters stand; comments stay. Says what was changed. */
export function fixFile(found: readonly Finding[], { placeOf }: Pick<Settings, "placeOf">): readonly string[] {
  const changed: string[] = []
  for (const { parameter, spec } of found) {
    const [, file] = /^(.+\.ya?ml):\d+$/.exec(parameter === undefined ? "" : (placeOf(["space", parameter]) ?? "")) ?? []
    if (file === undefined || spec === undefined) continue
    const document = parseDocument(readFileSync(file, "utf8"))
    document.setIn(["space", parameter], spec)
    writeFileSync(file, document.toString({ lineWidth: 0 }))
    changed.push(`${parameter}: ${spec} (${file})`)
  }
  return changed
}
