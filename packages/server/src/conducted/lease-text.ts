import { fault } from "@diapason/core"
import type { LeaseTime } from "./attempt-leases.ts"

/** A lease as it is written: `60s`, `5m`, `2h`, `3d`, or `none`. Throws D410. */
export function leaseFrom(text: string): LeaseTime {
  if (text === "none") return "none"
  const [, count, unit] = /^(\d{1,9})(s|m|h|d)$/.exec(text) ?? []
  const time = Number(count) * (units[unit ?? ""] ?? NaN)
  if (!(time >= 1000)) throw fault("D410", { where: "the body lease", detail: "expected a time such as 60s, 5m, 2h or 3d, or none" })
  return time
}

export const leaseText = (time: LeaseTime): string => (time === "none" ? "none" : `${time / 1000}s`)

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
