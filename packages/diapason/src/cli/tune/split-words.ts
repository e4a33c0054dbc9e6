/** A command line as words: blanks separate, quotes keep together, a backslash takes the next sign as it is. Nothing else is special. */
export function splitWords(line: string): readonly string[] {
  const words: string[] = []
  let word: string | undefined
  let quote = ""
  for (let i = 0; i < line.length; i++) {
    const sign = line[i]!
    if (quote === "'" ? sign !== "'" : quote === '"' ? sign !== '"' && sign !== "\\" : !/[\s'"\\]/.test(sign)) word = (word ?? "") + sign
    else if (sign === "\\") word = (word ?? "") + (line[++i] ?? "\\")
    else if (sign === quote) quote = ""
    else if (sign === "'" || sign === '"') [quote, word] = [sign, word ?? ""]
    else if (word !== undefined) [word] = [undefined, words.push(word)]
  }
  return word === undefined ? words : [...words, word]
}
