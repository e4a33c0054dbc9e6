import type { DiapasonError } from "@diapason/core"

/** What the exit code of every command means. */
export const exit = {
  done: 0,
  internal: 1,
  usage: 2,
  noUsableTrial: 3,
  circuitBreaker: 4,
  preflight: 5,
  store: 6,
  failIf: 7,
  replay: 8,
  preempted: 75,
  interrupted: 130,
} as const

/** The exit code of an error: by its code where it has one of its own, else by its family. */
export function exitOf({ code }: DiapasonError): number {
  if (["D203", "D207", "D210"].includes(code)) return exit.preflight
  if (code === "D208" || code === "D209") return exit.circuitBreaker
  if (["D452", "D453", "D463", "D464", "D471", "D480", "D481"].includes(code)) return exit.usage
  if (code.startsWith("D1") || code.startsWith("D3")) return exit.usage
  if (code.startsWith("D4")) return exit.store
  if (code.startsWith("D6")) return exit.replay
  return exit.usage
}
