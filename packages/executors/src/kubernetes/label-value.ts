import { sha256 } from "@diapason/core"

/**
 * A text as the value of a label: at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends. A text that had to be
 * changed ends in a piece of its hash, so that two texts never become one value.
 */
export function labelValue(text: string): string {
  if (/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/.test(text)) return text
  const mended = text
    .replace(/[^-A-Za-z0-9_.]+/g, "-")
    .slice(0, 54)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "")
  return `${mended}${mended === "" ? "" : "-"}${sha256(text).slice(0, 8)}`
}
