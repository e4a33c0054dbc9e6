import { fault } from "@diapason/core"

/** The name of an artifact as the name of its file, on every system. Throws D424. */
export function artifactName(name: string): string {
  const problem = problemOf(name)
  if (problem !== undefined) throw fault("D424", { name, problem })
  return name
}

function problemOf(name: string): string | undefined {
  if (name === "") return "it is empty"
  if (new TextEncoder().encode(name).length > 200) return "it is longer than 200 bytes"
  if (/[/\\]/.test(name)) return "it leads elsewhere"
  if (name.startsWith(".")) return "it begins with a dot"
  if (/^ | $|\.$/.test(name)) return "it begins or ends with what some systems leave out"
  if (!/^[\p{L}\p{M}\p{N} ._\-+=@,()[\]]+$/u.test(name)) return "it has other characters than letters, digits and a few signs"
  if (/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name)) return "some systems keep it for a device"
  return undefined
}
