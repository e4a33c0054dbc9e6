import { fault } from "../errors/fault.ts"
import type { Shape } from "./plan.ts"

/** Throws D111 when two values would have one environment variable. */
export function refuseEnvironmentClash(shape: readonly Shape[]): void {
  const holders = new Map<string, string>()
  for (const path of new Set(membersIn(shape).map(({ path }) => path))) {
    const env = environmentName(path)
    const first = holders.get(env)
    if (first !== undefined) throw fault("D111", { name: env, first, second: path })
    holders.set(env, path)
  }
}

/** `DIAPASON_PARAM_OPTIMIZER_MOMENTUM` for `optimizer.momentum`. */
export const environmentName = (path: string): string => `DIAPASON_PARAM_${path.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`

/** All members of a shape with those inside its branches. Two branches may hold members of one path; only one of them is ever there. */
export function membersIn(shape: readonly Shape[]): readonly Shape[] {
  return shape.flatMap((member) => (member.kind === "branch" ? [member, ...[...member.branches.values()].flatMap(membersIn)] : [member]))
}
