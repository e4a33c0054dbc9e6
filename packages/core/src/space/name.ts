import { fault } from "../errors/fault.ts"
import type { Spot } from "../errors/spot.ts"

/** What a parameter or a branch may be called. Never digits alone, so JSON objects keep their order. */
const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/

/** Throws D109 unless `name` can be a name; names that every JavaScript object carries are refused too. */
export function refuseName(name: string, spot: () => Spot): void {
  if (!NAME.test(name) || name.split(".").some((part) => part in {})) throw fault("D109", { ...spot(), name })
}
