/** The schedulers that a person has written, between commas but not within braces: `asha,{"type":"asha","eta":2}` are two. */
export function schedulersIn(text: string): readonly string[] {
  const words: string[] = [""]
  let depth = 0
  for (const char of text) {
    if (char === "{" || char === "[") depth++
    if (char === "}" || char === "]") depth--
    if (char === "," && depth === 0) words.push("")
    else words[words.length - 1] += char
  }
  return words.map((word) => word.trim()).filter((word) => word !== "")
}
