import { importanceOf, type ImportanceAnswer, type ImportanceAsked } from "@diapason/algorithms"
import type { Ledger } from "@diapason/core"

/**
 * Which parameters of a study mattered, and which act together, each with its interval: what `diapason importance --json` tells, for notebooks and
 * tests. `study` is an open study or what `optimize` returned. Some seconds for a thousand trials. What is lacking stands in `lacks`, with no
 * exception. Throws D164 for a `top` that is no share, D168 for a target that no trial has, D169 for a `top` that the method does not read.
 */
export const importance = (study: { readonly ledger: Ledger }, asked: ImportanceAsked = {}): ImportanceAnswer =>
  importanceOf(study.ledger, asked)
