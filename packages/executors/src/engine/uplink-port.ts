import { readFileSync, writeFileSync } from "node:fs"
import type { Places } from "../process/places.ts"

/** Notes beside an attempt at which port its conductor listens; whoever follows it listens there too. */
export const recordPort = (places: Places, port: number): void => writeFileSync(pathOf(places), `${port}\n`)

export function recordedPort(places: Places): number | undefined {
  try {
    const port = Number(readFileSync(pathOf(places), "utf8"))
    return Number.isInteger(port) && port > 0 ? port : undefined
  } catch {
    return undefined
  }
}

const pathOf = ({ pid }: Places): string => `${pid}.port`
