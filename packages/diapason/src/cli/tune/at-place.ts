import { DiapasonError, fault, type Code } from "@diapason/core"

/** Runs `read`; what it throws says at which place of a file the text stands, `(diapason.yaml:12)`. Flags are short enough without. */
export function atPlace<T>(place: string | undefined, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof DiapasonError) || place === undefined || !/:\d+$/.test(place)) throw error
    const { code, facts, words } = error
    if (typeof facts["at"] === "string") throw fault(code, { ...facts, at: place } as never)
    throw new DiapasonError(code as Code, { ...words, what: `${words.what.replace(/\.$/, "")} (${place}).` }, facts)
  }
}
