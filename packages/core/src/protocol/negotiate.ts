import { fault, type DiapasonError } from "../errors/fault.ts"

/** The majors of the trial protocol that this version serves. */
export const protocolMajors: readonly number[] = [1]

/** The newest major that both sides speak; else D501, which names both versions and the side to upgrade. */
export function negotiate(theirs: readonly number[]): { readonly protocol: number } | { readonly error: DiapasonError } {
  const both = theirs.filter((major) => protocolMajors.includes(major))
  if (both.length > 0) return { protocol: Math.max(...both) }
  const newest = Math.max(...protocolMajors)
  const upgrade =
    Math.min(...theirs) > newest
      ? `pip install "diapason<${newest + 1}" in the training environment, or upgrade the runner`
      : "upgrade the helper in the training environment: pip install -U diapason"
  return { error: fault("D501", { theirs: theirs.join(", "), ours: protocolMajors.join(", "), upgrade }) }
}
