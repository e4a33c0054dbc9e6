import type { Answer, TrialLink } from "@diapason/core"

/** The link of a trial that always goes on, and what it notes under `key`. */
export function noting<T>(key: string): { readonly link: TrialLink; readonly noted: Promise<T> } {
  let tell: (value: T) => void = () => undefined
  const noted = new Promise<T>((resolve) => (tell = resolve))
  const link: TrialLink = {
    report: (): Promise<Answer> => Promise.resolve({ action: "continue", why: "" }),
    applied: () => Promise.resolve(),
    refused: () => Promise.resolve(),
    checkpoint: () => Promise.resolve(),
    artifact: () => Promise.resolve(),
    note: (named, value) => Promise.resolve(named === key ? tell(value as T) : undefined),
    diagnostic: () => undefined,
  }
  return { link, noted }
}
