/** What is wrong with a message that should have these fields, in words; undefined when it has them. More fields are no fault. */
export function misfit(what: string, wanted: unknown, found: unknown): string | undefined {
  if (fits(wanted, found)) return undefined
  const text = found === undefined ? "the end" : typeof found === "string" ? found : JSON.stringify(found)
  return `${what} should have had ${JSON.stringify(wanted)}, but was ${text.length > 300 ? `${text.slice(0, 300)}…` : text}`
}

function fits(wanted: unknown, found: unknown): boolean {
  if (wanted === null || typeof wanted !== "object") return Object.is(wanted, found)
  if (found === null || typeof found !== "object") return false
  if (Array.isArray(wanted)) return Array.isArray(found) && found.length === wanted.length && wanted.every((one, i) => fits(one, found[i]))
  return Object.entries(wanted).every(([name, one]) => fits(one, (found as Readonly<Record<string, unknown>>)[name]))
}
