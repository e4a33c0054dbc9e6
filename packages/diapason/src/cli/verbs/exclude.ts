import { marked } from "../control/marked.ts"

/** Hides trials from sampler, best and plots; nothing is deleted, and `include` brings them back. */
export const exclude = marked(
  "exclude",
  "diapason exclude 17 --reason 'wrong data'",
  "hidden from sampler and best; diapason include brings them back",
)
