import { fault, type TrialLink } from "@diapason/core"

/** Remarks, once for each way by which an attempt speaks, that what came there is no text. */
export function notText(link: Pick<TrialLink, "diagnostic">): (from: string) => void {
  const warned = new Set<string>()
  return (from) => {
    if (!warned.has(from)) link.diagnostic("D503", fault("D503", { from }).words.what)
    warned.add(from)
  }
}
