import { marked } from "../control/marked.ts"

/** Brings back what `exclude` has hidden. */
export const include = marked("include", "diapason include 17", "counted again")
