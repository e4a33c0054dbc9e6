import { useNavigate, useSearch } from "@tanstack/react-router"

/** What the address of a page says beside its path: all that a reader has chosen. Copying the address shares the view. */
export interface Address {
  /** The filter: `state:complete lr<0.01`. */
  readonly q?: string | undefined
  /** Brushes by column: `lr:0.0001..0.01,0.05..0.1;bs:0..1`, categories by their index. */
  readonly b?: string | undefined
  /** Selected trials: `3,12,44`. */
  readonly sel?: string | undefined
  /** A past position of the log; absent: now. */
  readonly at?: number | undefined
  /** What a page chose for itself, by short names: axes, scales, metrics. */
  readonly [own: string]: string | number | undefined
}

/** What is to be other in an address; undefined takes a name out. */
type Change = Readonly<Record<string, string | number | undefined>>

/** Reads the search part of an address; what is no text or number is left out. */
export const readAddress = (search: Record<string, unknown>): Address =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => typeof value === "string" || typeof value === "number")) as Address

/** The address, and how to change it: names that are set to undefined leave it. Each change is a step that Back undoes unless `replace`. */
export function useAddress(): readonly [Address, (change: Change, replace?: boolean) => void] {
  const address = useSearch({ strict: false }) as Address
  const navigate = useNavigate()
  return [address, (change, replace = false) => void navigate({ to: ".", search: (known: Address) => changed(known, change), replace })]
}

const changed = (known: Address, change: Change): Address =>
  Object.fromEntries(Object.entries({ ...known, ...change }).filter(([, value]) => value !== undefined && value !== "")) as Address
