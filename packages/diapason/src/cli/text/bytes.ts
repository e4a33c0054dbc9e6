import { fault } from "@diapason/core"

const units = ["B", "KiB", "MiB", "GiB", "TiB"] as const

/** Bytes of `40GiB`, `500MB`, `0.5TiB`, `4096`: iB counts by 1024, B by 1000. Throws D140. */
export function bytesOf(flag: string, text: string): number {
  const found = /^(\d+(?:\.\d+)?)\s*(?:([KMGT])(i?)B?|B)?$/i.exec(text.trim())
  if (found === null) throw fault("D140", { flag, text, expected: "a size such as 40GiB, 500MB or 0" })
  const power = found[2] === undefined ? 0 : "KMGT".indexOf(found[2].toUpperCase()) + 1
  return Math.floor(Number(found[1]) * (found[3] === "" ? 1000 : 1024) ** power)
}

/** Bytes for people, with three significant digits: `18.2 MiB`. */
export function bytesText(bytes: number): string {
  let [size, unit] = [bytes, 0]
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024
  return `${size < 100 && unit > 0 ? Number(size.toPrecision(3)) : Math.round(size)} ${units[unit]!}`
}
