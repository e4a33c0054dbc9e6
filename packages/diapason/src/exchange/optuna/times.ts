/**
 * A time of Optuna's as UTC to the microsecond, `2026-01-01T00:00:05.250000`; undefined for what is no time. `zone`: what a text without an
 * offset means. Journals say the offset since 4; databases have UTC since 5, and before that the local time of whoever wrote.
 */
export function timeText(text: unknown, zone: "utc" | "local"): string | undefined {
  const [, day, clock, fraction = "", offset = ""] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d(?::?\d\d)?)?$/.exec(typeof text === "string" ? text : "") ?? []
  if (day === undefined) return undefined
  const micro = fraction.slice(0, 6).padEnd(6, "0")
  const shift = offset === "" ? (zone === "utc" ? "Z" : "") : /^[+-]\d\d$/.test(offset) ? `${offset}:00` : offset
  if (/^(Z|\+00:?00)$/.test(shift)) return `${day}T${clock}.${micro}`
  const date = new Date(`${day}T${clock}${shift}`)
  return Number.isNaN(date.getTime()) ? undefined : `${date.toISOString().slice(0, 19)}.${micro}`
}

/** Milliseconds since 1970 in that form. */
export const timeAt = (at: number): string => new Date(at).toISOString().replace("Z", "000")

/** The time as a database has it: in UTC, or in the local time that Optuna before 5 writes. */
export function databaseTime(text: string, zone: "utc" | "local"): string {
  if (zone === "utc") return text.replace("T", " ")
  const date = new Date(`${text.slice(0, 19)}Z`)
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return `${local.toISOString().slice(0, 19).replace("T", " ")}${text.slice(19)}`
}
